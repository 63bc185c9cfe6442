/**
 * Workflows as morphisms between states: what a step does to a state composes as steps do.
 * @module
 */
import * as fc from "fast-check"
import type { onState } from "../src/architecture/transition.ts"
import { type AnyHandler, Failure } from "../src/core/implementation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import { type World, world } from "../src/simulator/world.ts"
import * as Step from "../src/step.ts"
import { alike, canonical } from "../src/transformations/canonical.ts"
import { hash } from "./hash.ts"
import { Lab, type Oops, resourceOf, undoable, type Work, type WriteName, writeNames } from "./lab.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { type Description, type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import { work } from "./work.ts"

/** A way to run steps on states. */
export interface Stateful {
  readonly name: string
  readonly onState: typeof onState
}

/**
 * The laws of changes of state.
 * @example
 * import { onState } from "lawful/architecture"
 * import { check, transitionLaws } from "lawful/laws"
 * const report = await check(transitionLaws({ name: "on state", onState }), { numRuns: 20, seed: 1 })
 * report.counts.failed // => 0
 */
export const transitionLaws = ({ name, onState: makeInterpreter }: Stateful): LawSet => {
  const change = (step: Work): Change => {
    const interpreter = makeInterpreter(lab, { random: () => 0.5 })
    return (input, state) => interpreter.interpret<number, number, Oops, "Lab">(step)(input)(state)
  }
  const law = (about: Pick<Description, "id" | "name" | "equation" | "doc">, judge: Judge): Law =>
    property(
      { ...about, level: "world", relation: "=", requires: [] },
      { name, capabilities: new Set<never>() },
      examples,
      (example) => judge(change, example)
    )
  return lawSet(
    `transition ${name}`,
    [],
    [
      law(
        {
          id: "transition/identity",
          name: "identity changes nothing",
          equation: "identity(a, s) = (a, s)",
          doc: "a state goes through, and so does a value"
        },
        async (run, { input, state }) =>
          compared(Step.identity<number>(), await run(Step.identity<number>())(input, state), [
            { _tag: "Completed", output: input },
            state
          ])
      ),
      law(
        {
          id: "transition/composition",
          name: "one change after the other",
          equation:
            "(f >>> g)(a, s) = g(f(a, s)), if f completes and either g does or f owes nothing; f(a, s), if f does not",
          doc: "between two steps nothing passes but a value and the state; a failure takes back what is owed, and a scope is more than its parts"
        },
        async (run, { f, g, input, state }) => {
          const both = f.pipe(Step.andThen(g))
          const whole = await run(both)(input, state)
          const [first, between] = await run(f)(input, state)
          if (first._tag !== "Completed") return compared(both, whole, [first, between])
          const then = await run(g)(first.output, between)
          const tookBack = whole[0]._tag === "Failed" && whole[0].undone.length > 0
          return then[0]._tag === "Completed" || !tookBack
            ? compared(both, whole, then)
            : { kind: "beside the point" }
        }
      ),
      law(
        {
          id: "transition/undone",
          name: "a failure leaves no trace of what has its undo",
          equation: "(undoable(o, u) >>> ... >>> fail(e))(a, s) = (e, s), where u takes back o",
          doc: "a failed workflow is an identity on the states that its undos restore"
        },
        async (run, { writes, input, state }) => {
          const step = [...writes.map(undoable), failing].reduce((first, next) =>
            first.pipe(Step.andThen(next))
          )
          const [outcome, after] = await run(step)(input, state)
          return outcome._tag === "Failed" && alike(after, state)
            ? { kind: "holds", relevant: outcome.undone.length > 0 }
            : broken(step, shown([outcome, after]), `Failed in ${canonical(state)}`)
        }
      ),
      law(
        {
          id: "transition/pure",
          name: "a state that is given stays",
          equation: "f(a, s) = f(a, s), and s is as it was",
          doc: "a change of state is a function: no service remembers what happened in another state"
        },
        async (run, { f, input, state }) => {
          const before = canonical(state)
          const once = await run(f)(input, state)
          const kept = canonical(state)
          if (kept !== before) return broken(f, `the state became ${kept}`, before)
          return compared(f, await run(f)(input, state), once)
        }
      )
    ]
  )
}

/** What the laboratory remembers here: what was written to each resource and not taken back. */
type State = Readonly<Record<"A" | "B" | "C", ReadonlyArray<number>>>
type Change = (input: number, state: State) => Promise<Ended>
type Ended = readonly [outcome: Outcome<number, Oops>, state: State]

interface Example {
  readonly f: Work
  readonly g: Work
  readonly writes: ReadonlyArray<WriteName>
  readonly input: number
  readonly state: State
}

type Judge = (run: (step: Work) => Change, example: Example) => Promise<Finding>

/** Time is that of the process here. Nothing can fail behind a pivot, so what is composed has none. */
const step = work({ size: 5, timeless: true, raceless: true })
const held = fc.array(fc.nat({ max: 9 }), { maxLength: 3 })

const examples: fc.Arbitrary<Example> = fc.record({
  f: step,
  g: step,
  writes: fc.array(fc.constantFrom(...writeNames), { minLength: 1, maxLength: 4 }),
  input: fc.nat({ max: 9 }),
  state: fc.record({ A: held, B: held, C: held })
})

const failing: Work = Step.fail<Oops>({ _tag: "Low", of: "the end" })

/** The laboratory on plain data. A write that comes to a certain number fails; an undo takes back what its write has given. */
const lab: World<State, "Lab"> = world<State, "Lab">({ A: [], B: [], C: [] }, (state) => {
  // A simulation changes the copy that it was given.
  const resources = state as unknown as Record<string, Array<number>>
  const does =
    (name: string): AnyHandler =>
    (input: number) => {
      const chain = resources[resourceOf(name)] ?? []
      if (name.startsWith("undo")) {
        const at = chain.lastIndexOf(input)
        if (at !== -1) chain.splice(at, 1)
        return input
      }
      const result = hash(`${name}(${input})`, chain.at(-1) ?? 0)
      if (result % 5 === 0 && name !== "sendB") return new Failure<Oops>({ _tag: "Low", of: name })
      if (!name.startsWith("read")) chain.push(result)
      return result
    }
  const { "~signature": signature } = Lab
  const handlers = Object.fromEntries([...signature.operations.keys()].map((name) => [name, does(name)]))
  return [{ kind: "implementation", signature, handlers }]
})

const shown = ([outcome, state]: Ended): string => {
  const came =
    outcome._tag === "Completed" ? outcome.output : outcome._tag === "Failed" ? outcome.error : outcome
  return `${outcome._tag} ${canonical(came)} in ${canonical(state)}`
}

const compared = (one: Work, found: Ended, expected: Ended): Finding =>
  shown(found) === shown(expected)
    ? { kind: "holds", relevant: true }
    : broken(one, shown(found), shown(expected))

const broken = (one: Work, found: string, expected: string): Finding => ({
  kind: "broken",
  counterexample: {
    given: [],
    left: { term: showStep(one), trace: found },
    right: { term: "expected", trace: expected },
    difference: "The change of state is another one."
  }
})
