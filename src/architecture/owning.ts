/**
 * Composition: a workflow that owns the lifetime of its parts. They are acquired when it begins and released when it ends,
 * however it ends; what it aggregates without owning (`gateway`) lives on its own.
 *
 * Made of nested brackets around a scope. The scope makes what was done with the parts be undone while they are still there.
 *
 * Laws: laws/ownership.ts.
 * @module
 */
import { bracket } from "../combinators/bracket.ts"
import { label } from "../combinators/label.ts"
import { mapInput, succeed } from "../combinators/map.ts"
import { scope, undoable } from "../combinators/saga.ts"
import type { MustNotFail } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { AnyStep, ErrorOf, IrreversibleOf, OutputOf, RequirementsOf, Step } from "../core/step.ts"

/** A part: how it is acquired and how it is released. */
export interface Part<in A, in out B, out E, out R> {
  readonly kind: "part"
  readonly acquire: Step<A, B, E, R>
  readonly release: Step<B, unknown, never, R, unknown>
}

/** Parts by name, in the order in which they are acquired. */
export type Parts = Readonly<Record<string, AnyPart>>

/** A part with its types forgotten. */
export interface AnyPart {
  readonly kind: "part"
  readonly acquire: AnyStep
  readonly release: AnyStep
}

/**
 * Makes a part. The release gets what was acquired, and must not fail; it is the undo of the acquiring write.
 *
 * Laws: released once for each time that it was acquired (laws/ownership.ts).
 * @example
 * import { part } from "lawful/architecture"
 * const Desk = Signature.make("Desk", {
 *   open: { input: t.string, output: t.number, effect: "undoable" },
 *   close: { input: t.number, output: t.void, effect: "undo" }
 * })
 * part(Desk.open, Desk.close).kind // => "part"
 */
export const part = <
  A,
  B,
  E,
  R,
  // Written out, because the compiler would show the name of an alias and not the sentence.
  X extends `${string} (no undo)` | "what is acquired is given back: an irreversible step cannot be a part",
  F extends MustNotFail<"a release">,
  R2
>(
  acquire: Step<A, B, E, R, X>,
  release: Step<NoInfer<B>, unknown, F, R2, unknown>
): Part<A, B, E, R | R2> => ({
  kind: "part",
  // A debt that is paid by nothing: the bracket releases, and a part that is acquired anew gets a new key.
  acquire: undoable(acquire, succeed(undefined)) as Step<A, B, E, R | R2>,
  // `F` is never, or the message.
  release: release as Step<B, unknown, never, R2, unknown>
})

/** What the owner has: its input, and the parts by name. */
export type Owned<H extends Parts> = { readonly input: PartsInput<H> } & {
  readonly [K in keyof H]: OutputOf<H[K]["acquire"]>
}

/** What all parts need: the intersection of their inputs. */
export type PartsInput<H extends Parts> = [H[keyof H]["acquire"]] extends [
  Step<infer A, unknown, unknown, unknown, unknown>
]
  ? A
  : never

/** No part is called `input`. */
export type NotInput<Names> = string extends Names ? unknown : "input" extends Names ? InputIsTaken : unknown

/** The name `input` is taken. */
export interface InputIsTaken {
  readonly "the name `input` is taken: it is the input of the owner": never
}

/**
 * Owns parts: acquires them in the order in which they are written, runs `use` on the input and the parts, and releases them
 * in reversed order, after success, failure, defect and cancellation alike.
 *
 * What `use` has done is undone before the parts are released; what it owes when it has succeeded is undone without them,
 * should the steps behind it fail. Names of parts are labels.
 *
 * Laws: each acquired part is released exactly once, in reversed order; owning nothing is a scope (laws/ownership.ts).
 * @example
 * import { owning, part } from "lawful/architecture"
 * const Desk = Signature.make("Desk", {
 *   open: { input: t.string, output: t.number, effect: "undoable" },
 *   close: { input: t.number, output: t.void, effect: "undo" }
 * })
 * const log: Array<string> = []
 * const desk = implement(Desk, { open: (name) => log.push(`open ${name}`), close: () => void log.push("close") })
 * const work = owning({ desk: part(Desk.open, Desk.close) }, Step.pure(({ desk }: { desk: number }) => desk))
 * await run(work, [desk])("one") // => { _tag: "Completed", output: 1 }
 * log // => ["open one", "close"]
 */
export const owning = <const H extends Parts, A extends PartsInput<H>, B, E, R, X>(
  parts: H & NotInput<keyof H>,
  use: Step<Owned<H> & { readonly input: A }, B, E, R, X>
): Step<
  A,
  B,
  E | ErrorOf<H[keyof H]["acquire"]>,
  R | RequirementsOf<H[keyof H]["acquire"]>,
  X | IrreversibleOf<H[keyof H]["acquire"]>
> => {
  const inner = scope(use as Held)
  const held = Object.entries<AnyPart>(parts).reduceRight(
    (rest, [name, { acquire, release }]): Held =>
      bracket(
        stepOf<State, State>({
          kind: "carry",
          select: (state: State) => state["input"],
          step: label(name)(acquire as Held),
          merge: (state: State, acquired: unknown) => ({ ...state, [name]: acquired })
        }),
        rest,
        label(name)(release as Step<unknown, unknown>).pipe(mapInput((state: State) => state[name]))
      ),
    inner
  )
  // The types of the parts and of `use` were checked where they met.
  return scope(held.pipe(mapInput((input: unknown): State => ({ input })))) as unknown as Step<
    A,
    B,
    E | ErrorOf<H[keyof H]["acquire"]>,
    R | RequirementsOf<H[keyof H]["acquire"]>,
    X | IrreversibleOf<H[keyof H]["acquire"]>
  >
}

/** The input of the owner and the parts that it has so far. */
type State = Readonly<Record<string, unknown>>
type Held = Step<State, unknown>
