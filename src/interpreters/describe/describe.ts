/**
 * The description of a step or a workflow: everything that can be said of it without running it.
 *
 * Nothing is said that depends on what a pure function gives, so the account of what it may do is too large and that of what
 * it must do too small; but every run keeps to both, and to the bounds.
 *
 * Laws: laws/description.ts.
 *
 * Source: Mokhov, Lukyanov, Marlow, Dimino, "Selective Applicative Functors", ICFP 2019; Capriotti, Kaposi, "Free Applicative
 * Functors", MSFP 2014.
 * @module
 */
import { check } from "../../core/check.ts"
import type { EventType } from "../../core/event.ts"
import type { Provider } from "../../core/implementation.ts"
import type { AnyStep } from "../../core/step.ts"
import { type Assumptions, boundsOf } from "./bounds.ts"
import { type Callable, callableFrom, type Provided } from "./callable.ts"
import type { Description } from "./description.ts"
import { effectsOf, requirementsOf } from "./effects.ts"
import { every, everyOf, thingsOf } from "./every.ts"
import { total } from "./exits.ts"
import { leavingOf } from "./leaving.ts"
import { measured } from "./measured.ts"
import { outlineOf } from "./outline.ts"
import { some, someOf, thingsIn } from "./some.ts"
import { stuckWaits } from "./stuck-waits.ts"
import { type Asked, keyOf, usesOf } from "./uses.ts"
import type { Warning } from "./warning.ts"
import { structuralWarnings } from "./warnings.ts"

/** What a description may look into, and what it assumes. */
export interface DescribeOptions extends Assumptions {
  /** The workflows that are looked into where they are called; implementations are passed over. */
  readonly providers?: ReadonlyArray<Provider<string, unknown>>
  /**
   * The events that come from outside. When left out, these are all events that nothing in the described workflows sends; then
   * a wait that nobody ends is found only if an event is sent too late.
   */
  readonly events?: ReadonlyArray<EventType>
}

/** A step or a workflow, whatever its types. */
export type Describable = AnyStep | (Provider<string, unknown> & { readonly body: AnyStep })

/**
 * Tells what a step or a workflow may and must do, its requirements, errors and worst cases, and what looks wrong with it.
 *
 * Laws: what a run does is in `may`; what a completed run has done includes `must`; no run exceeds the bounds; the error of
 * a failed run comes from one of `errors` (laws/description.ts).
 *
 * Errors: throws a RangeError (`describe/out-of-range`) when an assumption makes no sense.
 * @example
 * import { describe } from "lawful/describe"
 * const Desk = Signature.make("Desk", {
 *   ask: { input: t.string, output: t.string, error: t.type({ _tag: t.literal("Closed") }, "Closed"), effect: "readonly" }
 * })
 * const { may, must, errors, bounds } = describe(pipe(Desk.ask, Step.retry(2)))
 * may.operations.map(({ id, attempts }) => [id, attempts]) // => [["Desk.ask", 3]]
 * must.operations.map(({ id }) => id) // => ["Desk.ask"]
 * errors // => [{ from: "Desk.ask", kind: "operation", error: "Closed" }]
 * bounds.operations // => { least: 1, most: 3 }
 */
export const describe = (runnable: Describable, options: DescribeOptions = {}): Description => {
  checked(options)
  const workflow = runnable.kind === "workflow" ? (runnable as unknown as Provided) : undefined
  const step = workflow?.body ?? (runnable as AnyStep)
  const callable = callableFrom(step, workflow, options.providers ?? [])
  const uses = usesOf(step, callable)
  const may = among(uses, mayDo(step, callable, uses))
  const effects = effectsOf(may, callable)
  return {
    ...(workflow && border(workflow)),
    may: effects,
    must: effectsOf(among(uses, mustDo(step, callable)), callable),
    requirements: requirementsOf([...uses.values()]),
    errors: leavingOf(step),
    bounds: boundsOf(step, callable, effects.operations, options),
    warnings: distinct([
      ...structuralWarnings(step, callable),
      ...stuckWaits(step, callable, uses, options.events)
    ]),
    problems: workflow === undefined ? check(step) : [],
    outline: outlineOf(step)
  }
}

const border = ({ name, version, error }: Provided): Pick<Description, "name" | "version" | "error"> => ({
  name,
  version,
  ...(error === undefined ? {} : { error: error.name })
})

/** In the order of the term. */
const among = (uses: ReadonlyMap<string, Asked>, keys: ReadonlySet<string>): ReadonlyArray<Asked> =>
  [...uses].flatMap(([key, asked]) => (keys.has(key) ? [asked] : []))

const mayDo = (step: AnyStep, callable: Callable, uses: ReadonlyMap<string, Asked>): ReadonlySet<string> => {
  const semiring = someOf<string>()
  const exits = measured(step, callable, {
    semiring,
    request: (_, id, part) => some([keyOf(id, part)]),
    undo: (undo) => undo,
    endless: some([...uses.keys()]),
    detached: (weight) => weight
  })
  return thingsIn(total(semiring, exits))
}

const mustDo = (step: AnyStep, callable: Callable): ReadonlySet<string> => {
  const semiring = everyOf<string>()
  const { completed } = measured(step, callable, {
    semiring,
    request: (_, id, part) => every([keyOf(id, part)]),
    endless: semiring.one,
    detached: () => semiring.one
  })
  return new Set(thingsOf(completed))
}

const distinct = (warnings: ReadonlyArray<Warning>): ReadonlyArray<Warning> => [
  ...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()
]

const checked = ({ items = 0, turns = 0 }: DescribeOptions): void => {
  for (const [name, value] of Object.entries({ items, turns }))
    if (!(value >= 0) || (value !== Infinity && !Number.isInteger(value)))
      throw new RangeError(
        `expected ${name} to be a whole number >= 0 or Infinity (was ${value}). (describe/out-of-range)`
      )
}
