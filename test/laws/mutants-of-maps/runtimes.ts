/**
 * Other runtimes than the in-process one: right ones, and some that get wrong what an implementation says.
 */
import * as Effect from "effect/Effect"
import { Failure, type Provider, start, type Step } from "lawful"
import { type Call as EffectCall, fromEffect } from "lawful/effect"
import { type Answer, inProcess, labIn, type Oops, redirected, type Subject, World } from "lawful/laws"
import { pure, rewriting } from "../mutants/rewrite.ts"

/** Runs with a handle to the run, and with somebody who watches it. */
export const withHandle: Subject = {
  ...inProcess,
  name: "in-process with a handle",
  run: (step, input, world, workflows) => {
    const providers = [labIn(world), ...workflows] as unknown as ReadonlyArray<Provider<string>>
    const seen: Array<unknown> = []
    const options = {
      clock: world.clock,
      random: () => 0.5,
      newId: () => "run",
      observe: (observation: unknown) => void seen.push(observation)
    }
    return start(step as Step<unknown, unknown, unknown, never>, providers, options)(input).outcome
  }
}

/** Runs operations that are done by somebody else than the world. */
const performing =
  (name: string, perform: (world: World) => World["perform"]) =>
  (subject: Subject): Subject => ({
    ...subject,
    name: `${subject.name} that ${name}`,
    run: (step, input, world, workflows) =>
      subject.run(step, input, redirected(world, perform(world)), workflows)
  })

const effectOf = (answer: Answer): Effect.Effect<number, Oops> =>
  answer instanceof Failure ? Effect.fail(answer.error) : Effect.succeed(answer)

/** Operations are effects: every call goes through a fiber. */
export const withEffect: Subject = performing(
  "runs operations as effects",
  (world) => (operation, input, call) =>
    fromEffect<number, number, Oops>(
      () =>
        Effect.suspend(() => {
          const answer = world.perform(operation, input, call)
          return answer instanceof Promise
            ? Effect.promise(() => answer).pipe(Effect.flatMap(effectOf))
            : effectOf(answer)
        })
      // What a world is told about a call is a part of what a handler is told.
    )(input, call as EffectCall)
)(inProcess)

/** Operations end in the order in which they were started: some schedules are missing, and none is new. */
export const firstComeFirstServed: Subject = {
  ...inProcess,
  name: "first come, first served",
  run: (step, input, world, workflows) => {
    const enabled = (): World["enabled"] => Reflect.get(World.prototype, "enabled", world).slice(0, 1)
    Object.defineProperty(world, "enabled", { get: enabled })
    return inProcess.run(step, input, world, workflows)
  }
}

/** Mutants of runtimes that differ in how they treat operations, each with the laws that find it. */
export const runtimeMutants: ReadonlyArray<readonly [mutant: Subject, laws: ReadonlyArray<string>]> = [
  [
    performing("does operations before it is their turn", (world) => (operation, input, call) => {
      const answer = world.perform(operation, input, call)
      if (answer instanceof Promise) world.enabled.at(-1)?.fire()
      return answer
    })(inProcess),
    ["F5/parallel", "F5/stop", "F5/race"]
  ],
  [
    performing(
      "does not pass on that a result is not wanted any more",
      (world) => (operation, input, call) =>
        world.perform(operation, input, { ...call, signal: new AbortController().signal })
    )(inProcess),
    ["F5/race", "F5/stop"]
  ],
  [
    performing("takes what is thrown for a typed error", (world) => (operation, input, call) => {
      const failed = (): Answer => new Failure<Oops>({ _tag: "Low", of: operation })
      try {
        const answer = world.perform(operation, input, call)
        return answer instanceof Promise ? answer.catch(failed) : answer
      } catch {
        return failed()
      }
    })(inProcess),
    ["F5/operation", "F5/sequence", "F5/undo", "F5"]
  ],
  [
    performing("throws typed errors", (world) => async (operation, input, call) => {
      const answer = await world.perform(operation, input, call)
      if (answer instanceof Failure) throw new Error(answer.error.of)
      return answer
    })(inProcess),
    ["F5/operation", "F5/sequence", "F5"]
  ],
  [
    performing(
      "answers synchronous operations later",
      (world) => async (operation, input, call) => world.perform(operation, input, call)
    )(inProcess),
    ["F5/race"]
  ],
  [
    {
      ...rewriting((node) =>
        node.kind === "pure" ? pure((value) => node.apply(node.apply(value as never) as never)) : undefined
      )(inProcess),
      name: "a runtime that applies functions twice"
    },
    ["F5/pure"]
  ]
]

/** Which mutants of interpreters each law finds, by their names in the table of mutants. */
export const interpreterMutants: Readonly<Record<string, ReadonlyArray<string>>> = {
  "mixes up the outputs of branches": ["F5/parallel", "F5/events"],
  "runs branches in order": ["F5/parallel", "F5/stop"],
  "does not stop siblings": ["F5/stop"],
  "prefers the last of tied branches": ["F5/race"],
  "drops the last item": ["F5/forEach"],
  "gives outputs in another order": ["F5/forEach"],
  "sleeps too long": ["F5/time"],
  "loses queued events": ["F5/events"],
  "goes on after a failure": ["F5/sequence"],
  "undoes in the order of doing": ["F5/undo"],
  "undoes twice": ["F5/undo"],
  "loses all debts of branches": ["F5/stop", "F5"]
}
