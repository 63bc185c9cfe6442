/**
 * Shadows: something new is run beside what answers, and differences are reported (a dark launch).
 *
 * The answer is always the primary's, the very same value or promise. The shadow starts after it, and nothing that the shadow
 * does reaches whoever asked: not its answer, not its failure, not how long it takes. Few shadows run at once and each for a
 * limited time; what is not compared for such a reason is reported, too.
 *
 * A shadow really runs. So shadow what only reads, or give the shadow a world of its own; {@link shadowing} sees to it.
 *
 * Laws: `shadow(f, g) = f` for every `g`; a difference is reported if and only if the answers differ
 * (test/transformations/shadow.test.ts).
 * @module
 */
import type { Clock } from "../core/clock.ts"
import { type Context, Failure, type Implementation } from "../core/implementation.ts"
import { alike } from "./canonical.ts"
import { around } from "./middleware.ts"

/** How shadows are run. */
export interface ShadowOptions {
  /** Is told what came of each call that was chosen. What it throws is ignored. */
  readonly report: (report: ShadowReport) => void
  /** When answers mean the same; when they are written down alike, if left out. */
  readonly same?: (primary: unknown, shadow: unknown) => boolean
  /** Time. */
  readonly clock: Clock
  /** How long both may take, in milliseconds; 10 000 when left out. */
  readonly timeout?: number
  /** How many shadows may be under way; 16 when left out. Calls beyond are not shadowed. */
  readonly backlog?: number
  /** The share of calls that is shadowed, from 0 to 1; all when left out. */
  readonly sample?: number
  /** Randomness from 0 to 1, to choose the calls; `Math.random` when left out. */
  readonly random?: () => number
}

/** What came of a shadow. `of` is the name of what was called, where it has one. */
export type ShadowReport = {
  readonly of?: string | undefined
  readonly input: unknown
} & (Agrees | Differs | { readonly kind: "not compared"; readonly because: NotCompared })

interface Agrees {
  readonly kind: "agrees"
}

interface Differs {
  readonly kind: "differs"
  readonly primary: ShadowEnd
  readonly shadow: ShadowEnd
}

/** What was given, or thrown. */
export type ShadowEnd =
  | { readonly kind: "gave"; readonly answer: unknown }
  | { readonly kind: "threw"; readonly cause: unknown }

/** Why answers were not compared. */
export type NotCompared =
  | "too many shadows are under way"
  | "the shadow is late"
  | "the primary is late"
  | "the state could not be carried over"

/**
 * Answers as `from` does, and runs `to` on the same input beside it.
 * @example
 * import { shadow, type ShadowReport } from "lawful/transformations"
 * const report = await new Promise<ShadowReport>((report) => {
 *   const twice = shadow(async (n: number) => n + n, async (n: number) => n ** 2, { clock: systemClock, report })
 *   void twice(3)
 * })
 * report.kind // => "differs"
 */
export const shadow = <Input, Answer>(
  from: (input: Input) => Answer,
  to: (input: Input) => unknown,
  options: ShadowOptions
): ((input: Input) => Answer) => {
  const beside = besideWith(options)
  return (input) =>
    beside(
      { input },
      () => from(input),
      () => () => to(input)
    )
}

/**
 * Runs another implementation beside the one that it is applied to: of the readonly operations, or of all when the other one
 * has a world of its own, where it can do no harm.
 *
 * The other one is told of the call what the first is told, with a signal of its own that is aborted when it is late.
 * @example
 * import { shadowing, type ShadowReport } from "lawful/transformations"
 * const Prices = Signature.make("Prices", { of: { input: t.string, output: t.number, effect: "readonly" } })
 * const old = implement(Prices, { of: (item) => item.length })
 * const fresh = implement(Prices, { of: () => 4 })
 * const report = await new Promise<ShadowReport>((report) => {
 *   const dark = shadowing(fresh, { clock: systemClock, report })
 *   runSync(Prices.of, [dark(old)])("chair") // => { _tag: "Completed", output: 5 }
 * })
 * const { of, kind } = report
 * ;[of, kind] // => ["Prices.of", "differs"]
 */
export const shadowing = <N extends string>(
  to: Implementation<N>,
  options: ShadowOptions & { /** The shadow may write. */ readonly ownWorld?: boolean }
): ((from: Implementation<N>) => Implementation<N>) => {
  const beside = besideWith(options)
  return around(({ operation, name, input, context }, perform) => {
    const handler = to.handlers[operation.name]
    if (handler === undefined || (operation.effect !== "readonly" && options.ownWorld !== true))
      return perform()
    // The two implement one signature, so what one handler takes the other takes.
    const other = handler as unknown as (input: unknown, context: Context<unknown>) => unknown
    return beside({ of: name, input }, perform, () => {
      // A context answers for the place where its run is; the shadow comes later.
      const { runId, nodeId, key, attempt, effect, fail } = context
      return (signal) => other(input, { runId, nodeId, key, attempt, effect, fail, signal })
    })
  })
}

/** What both are called with. */
type Asked = Pick<ShadowReport, "of" | "input">

/** What runs in the shadow. */
type Other = (signal: AbortSignal) => unknown

/** Does `primary`, gives what it gives, and does `other` a little later. */
const besideWith = (
  options: ShadowOptions
): (<Answer>(asked: Asked, primary: () => Answer, prepare: () => Other) => Answer) => {
  const {
    clock,
    sample = 1,
    random = Math.random,
    backlog = 16,
    timeout = 10_000,
    same = sameAnswer
  } = options
  let under = 0
  const report = quietly(options.report)
  /** Waits for both, and reports once. */
  const compare = async (asked: Asked, first: Promise<ShadowEnd>, other: Other): Promise<void> => {
    const controller = new AbortController()
    const second = endOf(() => other(controller.signal))
    const ends = await within(clock, timeout, Promise.all([first, second]))
    if (ends !== undefined) report({ ...asked, ...judged(same, ...ends) })
    else {
      controller.abort()
      const shadowEnded = await within(clock, 0, second)
      report({
        ...asked,
        kind: "not compared",
        because: shadowEnded === undefined ? "the shadow is late" : "the primary is late"
      })
      // One that does not heed its signal still takes room, or there would be more and more of them.
      await second
    }
    under--
  }
  return <Answer>(asked: Asked, primary: () => Answer, prepare: () => Other): Answer => {
    if (sample < 1 && random() >= sample) return primary()
    if (under >= backlog) {
      report({ ...asked, kind: "not compared", because: "too many shadows are under way" })
      return primary()
    }
    under++
    const other = prepare()
    let first: Promise<ShadowEnd>
    try {
      const answer = primary()
      first = endOf(() => answer)
      return answer
    } catch (cause) {
      first = Promise.resolve({ kind: "threw", cause })
      throw cause
    } finally {
      clock.after(0, () => void compare(asked, first, other))
    }
  }
}

/** How something ends, as a promise that never rejects. */
export const endOf = async (perform: () => unknown): Promise<ShadowEnd> => {
  try {
    return { kind: "gave", answer: await perform() }
  } catch (cause) {
    return { kind: "threw", cause }
  }
}

/** Compares two ends; a comparison that throws has not found them alike. */
export const judged = (
  same: (primary: unknown, shadow: unknown) => boolean,
  primary: ShadowEnd,
  other: ShadowEnd
): Agrees | Differs => {
  const differs = { kind: "differs", primary, shadow: other } as const
  try {
    const agrees =
      primary.kind === "gave" && other.kind === "gave"
        ? same(primary.answer, other.answer)
        : alike(primary, other)
    return agrees ? { kind: "agrees" } : differs
  } catch {
    return differs
  }
}

/** Gives undefined when it takes too long. */
export const within = <T>(clock: Clock, timeout: number, promise: Promise<T>): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(timeout, () => resolve(undefined))
    promise.then(resolve, reject).finally(cancel)
  })

/** A broken observer must not change what is observed. */
export const quietly =
  <T>(report: (told: T) => void): ((told: T) => void) =>
  (told) => {
    try {
      report(told)
    } catch {
      // Nobody is left to tell.
    }
  }

/** Typed failures are answers, too. */
export const sameAnswer = (one: unknown, other: unknown): boolean =>
  one instanceof Failure && other instanceof Failure
    ? alike(one.error, other.error)
    : one instanceof Failure === other instanceof Failure && alike(one, other)
