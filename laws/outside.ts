/**
 * What random terms meet besides operations: events, workflows to call, undos that are steps, policies for undos that fail.
 *
 * A wait goes on with a read, and so does the sender of an event: who is first when one event lets two of them go on at the
 * same instant is for each interpreter to say, and an operation in front keeps the order from being seen.
 * @module
 */
import type * as Saga from "../src/combinators/saga.ts"
import { unchecked } from "../src/core/codec.ts"
import * as Event from "../src/core/event.ts"
import type { Provider } from "../src/core/implementation.ts"
import type { Effect } from "../src/core/operation.ts"
import * as Schedule from "../src/core/schedule.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import type { WorkflowReference } from "../src/core/workflow.ts"
import * as Step from "../src/step.ts"
import { mix } from "./functions.ts"
import { bare, type Oops, undoOf, type Work, type WriteName } from "./lab.ts"

const number = unchecked<number>("number")

/** An event of the laboratory: queued or broadcast. */
export type Signal = Event.Event<"Queued" | "Shown", number>

/** Both kinds of event. */
export const signals: readonly [Signal, Signal] = [
  Event.make("Queued", { payload: number }),
  Event.make("Shown", { payload: number, mode: "broadcast" })
]

/** Sends its input. */
export const emitting = (signal: Signal): Work =>
  Step.identity<number>().pipe(
    Step.tap((value: number) => value, Step.emit(signal)),
    Step.andThen(bare("readA"))
  ) as Work

/** Waits for an event, or for so long. */
export const waiting = (signal: Signal, limit: number): Work =>
  Step.race({
    came: Step.waitFor(signal).pipe(Step.andThen(bare("readB"))),
    late: Step.sleep(1 + limit)
  }).pipe(Step.map(({ _tag, value }) => mix(_tag === "came" ? 1 : 2)(value))) as unknown as Work

/** A workflow that random terms may call. */
export type Called = WorkflowReference<string, number, number, Oops, "readonly">

const callable = (name: string, effect: Effect): Called =>
  // The types would ask for an undo; random terms are about what happens without one.
  ({ name, version: 1, effect, input: number, output: number, error: unchecked<Oops>("Oops") }) as Called

/** One whose effects are not the caller's to undo, and one that is a point of no return. */
export const called: readonly [Called, Called] = [
  callable("undoing", "undoable"),
  callable("final", "irreversible")
]

/** The workflows that random terms call, with these bodies; unlike those that users make they need not be well-formed. */
export const calledWith = (bodies: readonly [Work, Work]): ReadonlyArray<Provider<string, unknown>> =>
  called.map(
    (reference, index) =>
      ({ ...reference, kind: "workflow", body: bodies[index] }) as unknown as Provider<string, unknown>
  )

/** Runs a step for each item until so many are done. */
export const until = (
  enough: number,
  concurrency: number,
  step: Work
): StepOf<ReadonlyArray<number>, ReadonlyArray<number>, Oops, "Lab"> =>
  Step.forEach<
    number,
    number,
    { readonly concurrency: number; readonly until: (outputs: ReadonlyArray<number>) => boolean }
  >({
    concurrency,
    until: (outputs) => outputs.length >= enough
  })(step as never)

type Undo = StepOf<number, unknown, never, "Lab", "Lab.undoA1">

/** Undos that are steps: side by side, after a while. */
export const undosOf: ReadonlyArray<(write: WriteName) => Undo> = [
  undoOf,
  (write) => Step.all([undoOf(write), undoOf("b2")]),
  (write) => Step.identity<number>().pipe(Step.pause(2), Step.andThen(undoOf(write)))
]

/** What to do when an undo fails. */
export const policies: ReadonlyArray<Saga.UndoPolicy> = [
  {},
  { otherwise: "continue" },
  { retry: Schedule.immediately(1) },
  { retry: Schedule.times(1)(Schedule.constant(3)), otherwise: "continue" }
]
