/**
 * Recording implementations, and answering from what was recorded.
 *
 * What a run does depends on its input and on what operations answer, and in which order. So a recording of answers is
 * enough to see a run again, with another interpreter, without the world that it ran in. Time and events are not recorded: a
 * run that is decided by a timer may go another way.
 *
 * Laws: recording is transparent, and its calls in the order of their answers are what was executed; a run with the answers of
 * a recording ends as the recorded one did, and executes nothing.
 * @module
 */
import { Failure } from "../core/implementation.ts"
import { alike, canonical } from "./canonical.ts"
import { around, type Middleware, type OperationCall } from "./middleware.ts"
import { type Ended, traced } from "./observed.ts"

/** What was recorded, in order. It is added to while calls are made; values in it are those of the run, not copies. */
export type Recording = Array<Recorded>

/** A call, or the answer to one. */
export type Recorded = RecordedCall | RecordedAnswer

/** A call that was made. */
export interface RecordedCall {
  readonly kind: "called"
  readonly operation: string
  readonly node: string
  readonly key: string
  readonly input: unknown
}

/** How a call ended. */
export interface RecordedAnswer {
  readonly kind: "answered"
  /** Where in the recording the call is. */
  readonly to: number
  /** It was no promise. */
  readonly atOnce: boolean
  readonly ended: Ended
}

/** Records each call and its answer. */
export const recorded = (recording: Recording): Middleware =>
  traced(({ name, input, context }) => {
    const to = recording.length
    recording.push({ kind: "called", operation: name, node: context.nodeId, key: context.key, input })
    return (ended, atOnce) => recording.push({ kind: "answered", to, atOnce, ended })
  })

/**
 * Answers from a recording; the implementation is not called. Answers are given in the order in which they were recorded, each
 * when the run has had time to go on with the one before: `pause` waits for that, a turn of the event loop when left out.
 *
 * Calls are known by their idempotency keys, so the run gets the id of the recorded one. The recording is that of one run, and
 * what it makes is for one replay: it gives each answer once.
 *
 * Errors: a call that was not recorded throws {@link NotRecorded} (`replay/not-recorded`).
 * @example
 * import { recorded, replaying, type Recording } from "lawful/transformations"
 * const Dice = Signature.make("Dice", { roll: { input: t.void, output: t.number, effect: "readonly" } })
 * const dice = implement(Dice, { roll: async () => 1 + Math.floor(Math.random() * 6) })
 * const recording: Recording = []
 * const rolled = await run(Dice.roll, [recorded(recording)(dice)])(undefined, { id: "r1" })
 * const again = await run(Dice.roll, [replaying(recording)(dice)])(undefined, { id: "r1" })
 * again._tag === "Completed" && rolled._tag === "Completed" && again.output === rolled.output // => true
 */
export const replaying = (
  recording: ReadonlyArray<Recorded>,
  { pause = turn }: { readonly pause?: () => Promise<void> } = {}
): Middleware => {
  const left = new Map<string, Array<number>>()
  const answers: Array<RecordedAnswer> = []
  for (const [index, one] of recording.entries())
    if (one.kind === "answered") answers.push(one)
    else left.set(one.key, [...(left.get(one.key) ?? []), index])
  const turns = turnsOf(answers, pause)
  return around((call) => {
    const index = left.get(call.context.key)?.shift()
    const made = index === undefined ? undefined : recording[index]
    if (made?.kind !== "called" || made.operation !== call.name || !alike(made.input, call.input))
      throw new NotRecorded(call)
    const answer = answers.find(({ to }) => to === index)
    // What was never answered was abandoned, and is so again.
    if (answer === undefined) return new Promise(() => undefined)
    if (answer.atOnce) return answerOf(answer.ended)
    return turns(answer).then(() => answerOf(answer.ended))
  })
}

/** Lets answers through in their order: each when it is waited for and all before it have been. */
const turnsOf = (
  answers: ReadonlyArray<RecordedAnswer>,
  pause: () => Promise<void>
): ((answer: RecordedAnswer) => Promise<void>) => {
  const waiting = new Map<RecordedAnswer, () => void>()
  let at = 0
  let going = false
  const go = async (): Promise<void> => {
    going = true
    for (;;) {
      await pause()
      // What was answered at once had its turn when it was called.
      while (answers[at]?.atOnce === true) at++
      const next = answers[at]
      const wake = next === undefined ? undefined : waiting.get(next)
      if (wake === undefined) break
      at++
      wake()
    }
    going = false
  }
  return (answer) =>
    new Promise((resolve) => {
      waiting.set(answer, resolve)
      if (!going) void go()
    })
}

/** A run that answers from a recording did something that was not recorded. */
export class NotRecorded extends Error {
  override readonly name = "NotRecorded"
  readonly code = "replay/not-recorded"
  constructor({ name, input, context }: OperationCall) {
    super(
      `${name} was called at ${context.nodeId} with ${canonical(input)} (key ${context.key}), and the recording has no such call left. Give the run the id and the input of the recorded one, and see whether the workflow has changed since. (replay/not-recorded)`
    )
  }
}

const answerOf = (ended: Ended): unknown => {
  switch (ended.kind) {
    case "succeeded":
      return ended.output
    case "failed":
      return new Failure(ended.error)
    case "threw":
      throw ended.cause
  }
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
