/**
 * Handlers of typed errors: each makes the error union smaller.
 *
 * A handler gets the error together with the input of the failed step. A failed step has passed no pivot (that is what the
 * pivot rule guarantees), so handlers may fail in turn.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import { stepOf } from "../core/node.ts"
import type { AnyStep, ErrorOf, IrreversibleOf, OutputOf, RequirementsOf, Step } from "../core/step.ts"
import { attempt } from "./attempt.ts"
import { identity } from "./compose.ts"
import { failure } from "./fail.ts"
import { eitherChoice, type TagOf, type WithTag } from "./match.ts"
import { pureThen } from "./pure-around.ts"

/** What a handler gets: the error, and the input of the step that failed. */
export interface Caught<out E, out A> {
  readonly error: E
  readonly input: A
}

/**
 * Handles every typed error.
 *
 * Laws: `catchAll(failWith((c) => c.error)) = id`; no effect on a step that cannot fail (laws/errors.ts).
 * @example
 * const parse = Step.failWith((text: string) => ({ _tag: "NotANumber", text }) as const)
 * const safe = pipe(parse, Step.catchAll(Step.pure(({ error }: { error: { text: string } }) => `no: ${error.text}`)))
 * runSync(safe)("x") // => { _tag: "Completed", output: "no: x" }
 */
export const catchAll =
  <A, E, C, E2, R2, X2>(handler: Step<NoInfer<Caught<E, A>>, C, E2, R2, X2>) =>
  <B, R, X>(step: Step<A, B, E, R, X>): Step<A, B | C, E2, R | R2, X | X2> =>
    stepOf(recover(step, handler))

/**
 * Handles the errors with one tag; the others pass.
 *
 * Laws: as {@link catchAll}; errors with other tags are untouched (laws/errors.ts).
 * @example
 * const risky = Step.failWith((n: number) => (n > 0 ? ({ _tag: "High" } as const) : ({ _tag: "Low" } as const)))
 * const half = pipe(risky, Step.catchTag("High", Step.succeed("was high")))
 * runSync(half)(1) // => { _tag: "Completed", output: "was high" }
 */
export const catchTag =
  <A, E, const T extends TagOf<E>, C, E2, R2, X2>(
    tag: T,
    handler: Step<NoInfer<Caught<WithTag<E, T>, A>>, C, E2, R2, X2>
  ) =>
  <B, R, X>(
    step: Step<A, B, E, R, X>
  ): Step<A, B | C, Exclude<E, { readonly _tag: T }> | E2, R | R2, X | X2> =>
    stepOf(recoverTags(step, { [tag]: handler }))

/** One handler for each tag that is to be handled. */
export type Handlers<E, A> = {
  readonly [K in TagOf<E>]?: Step<Caught<WithTag<E, K>, A>, unknown, unknown, unknown, unknown>
}

/** Handlers of tags that the step does not fail with. */
export type UnknownHandlers<T extends PropertyKey> = {
  readonly [K in T]: "the step does not fail with this tag"
}

/**
 * Handles the errors of several tags, each by its own handler; the others pass.
 *
 * Laws: `catchTags({ T: h }) = catchTag(T, h)` (laws/errors.ts).
 * @example
 * const risky = Step.failWith((n: number) => (n > 0 ? ({ _tag: "High" } as const) : ({ _tag: "Low" } as const)))
 * const safe = pipe(risky, Step.catchTags({ High: Step.succeed("high"), Low: Step.succeed("low") }))
 * runSync(safe)(0) // => { _tag: "Completed", output: "low" }
 */
export const catchTags =
  <A, E, const H extends Handlers<E, A>>(
    handlers: H & NoInfer<UnknownHandlers<Exclude<keyof H, TagOf<E>>>>
  ) =>
  <B, R, X>(
    step: Step<A, B, E, R, X>
  ): Step<
    A,
    B | OutputOf<H[keyof H]>,
    Exclude<E, { readonly _tag: keyof H }> | ErrorOf<H[keyof H]>,
    R | RequirementsOf<H[keyof H]>,
    X | IrreversibleOf<H[keyof H]>
  > =>
    stepOf(recoverTags(step, handlers as Readonly<Record<string, AnyStep>>))

/**
 * Runs `other` on the same input when the step fails, whatever the error.
 *
 * Laws: associative; `fail(e)` is its left unit (laws/errors.ts).
 * @example
 * runSync(pipe(Step.fail({ _tag: "Down" }), Step.orElse(Step.succeed("backup"))))(undefined) // => { _tag: "Completed", output: "backup" }
 */
export const orElse =
  <A2, C, E2, R2, X2>(other: Step<A2, C, E2, R2, X2>) =>
  <A, B, E, R, X>(step: Step<A, B, E, R, X>): Step<A & A2, B | C, E2, R | R2, X | X2> =>
    stepOf(
      recover(
        step,
        pureThen(({ input }: Caught<E, A>) => input, other)
      )
    )

/**
 * Changes the error with a pure function.
 *
 * Laws: `mapError(identity) = id`, `mapError(f) . mapError(g) = mapError(f . g)` (laws/errors.ts).
 * @example
 * const renamed = pipe(Step.fail({ _tag: "E1" }), Step.mapError((e) => e._tag), Step.attempt)
 * runSync(renamed)(undefined) // => { _tag: "Completed", output: { _tag: "Left", left: "E1" } }
 */
export const mapError =
  <E, E2>(f: (error: E) => E2) =>
  <A, B, R, X>(step: Step<A, B, E, R, X>): Step<A, B, E2, R, X> =>
    stepOf({ kind: "sequence", first: attempt(step), second: eitherChoice(pureThen(f, failure), identity()) })

/** Puts the input beside a failure; interpreters know by this function that the tags of an attempt are still its tags. */
export const withInput = (input: unknown, result: Either<unknown, unknown>): Either<unknown, unknown> =>
  result._tag === "Left" ? { _tag: "Left", left: { error: result.left, input } } : result

/** Takes out an error that nobody has handled; interpreters know by this function that what follows fails with it. */
export const unhandled = ({ caught }: Routed): unknown => caught.error

/** Attempts the step beside its input, so that a failure can be handled together with it. */
const recover = (step: AnyStep, handler: AnyStep) => ({
  kind: "sequence" as const,
  first: stepOf<never, unknown>({
    kind: "carry",
    select: (input: unknown) => input,
    step: attempt(step),
    merge: withInput
  }),
  second: eitherChoice(handler, identity())
})

const recoverTags = (step: AnyStep, handlers: Readonly<Record<string, AnyStep>>) => {
  const known = new Map(Object.entries(handlers))
  const other = stepOf<never, unknown>({
    kind: "choice",
    tag: "_tag",
    arms: [
      ...[...known].map(([name, handler]) => ({ name: `tag ${name}`, step: pureThen(unwrap, handler) })),
      { name: "other", step: pureThen(unhandled, failure) }
    ]
  })
  const route = (caught: Caught<unknown, unknown>): Routed => {
    const tag = tagOf(caught.error)
    return { _tag: tag !== undefined && known.has(tag) ? `tag ${tag}` : "other", caught }
  }
  return recover(step, pureThen(route, other))
}

/** A caught error with the name of the arm that handles it. */
export interface Routed {
  readonly _tag: string
  readonly caught: Caught<unknown, unknown>
}

const unwrap = ({ caught }: Routed): Caught<unknown, unknown> => caught

const tagOf = (error: unknown): string | undefined => {
  const tag =
    typeof error === "object" && error !== null ? (error as { readonly _tag?: unknown })._tag : undefined
  return typeof tag === "string" ? tag : undefined
}
