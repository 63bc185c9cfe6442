/**
 * Verifying a saga: every failure point, crash point, repeated delivery and cancellation of a workflow, against the properties
 * that sagas have to have.
 * @module
 */
import type { Provided } from "../../core/mistake.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Runnable as RunnableOf, ServedInProcess } from "../../interpreters/in-process/run.ts"
import type { EventsOf } from "../simulate/sending.ts"
import { programOf, type Runnable } from "../../machine/program.ts"
import type { AnyOptions, Extra } from "../explore/search.ts"
import { Search } from "../explore/search.ts"
import type { Exploration, ExploreOptions, Replay } from "../explore/exploration.ts"
import type { Monitor } from "../explore/invariant.ts"
import { cloned } from "../plain-data.ts"
import { errorsOf, every, exceptionOf, operationsIn } from "./every-fault.ts"
import { isolation } from "./isolation.ts"
import { type Observe, rulesFor, type SagaRuleId, sagaNames, stuckIsExact } from "./saga-rules.ts"

/** How to verify a saga. */
export interface VerifyOptions<State, P extends string, N, A, B, E, Events extends string>
  extends Omit<ExploreOptions<State, P, N, B, E, Events>, "cancellations"> {
  /**
   * What of the world must be as before when a run has failed; all of it when left out. Leave out what is meant to stay, such
   * as a log, or messages that have been sent.
   */
  readonly observe?: (world: State) => unknown
  /** The input of a second run, for SAGA-12; the same as the first one's when left out. */
  readonly other?: A
}

/** What became of one property. */
export interface Verdict {
  readonly id: SagaRuleId
  readonly name: string
  /** `warning`: broken, and not always a mistake (SAGA-12). `undecided`: another one was broken first. */
  readonly status: "holds" | "broken" | "warning" | "undecided" | "not applicable"
  readonly why: string | undefined
}

/** What verifying has found. */
export interface SagaReport {
  /** No property and no invariant is broken. */
  readonly holds: boolean
  readonly verdicts: ReadonlyArray<Verdict>
  /** How much was looked at: `exhaustive: 1135 states`. */
  readonly coverage: string
  readonly states: number
  /** What is broken, with the history that shows it; `undefined` when nothing is. */
  readonly violation: SagaViolation | undefined
  readonly words: string
}

/** Something broken. */
export interface SagaViolation {
  /** The property or the invariant. */
  readonly rule: string
  readonly why: string
  readonly trace: ReadonlyArray<string>
  readonly words: string
  /** Goes through the history again, as far as it is broken. */
  readonly replay: () => Promise<Replay<unknown, unknown, unknown>>
}

/**
 * Verifies that a workflow leaves nothing half-done, whatever goes wrong.
 *
 * Explores one fault at every call (each typed error, an exception, a lost answer, a repeated delivery) together with one
 * crash at every point; a cancellation at every point; undos that fail for good and are resumed; and two runs side by side.
 * Checks SAGA-1 to SAGA-12, and your invariants.
 *
 * Errors: as `explore`.
 * @example
 * import { verifySaga, world } from "lawful/simulator"
 * const Till = Signature.make("Till", {
 *   take: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" },
 *   give: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" }
 * })
 * const till = world({ cents: 0 }, (state) => [
 *   implement(Till, { take: (n) => ((state.cents += n), n), give: (n) => void (state.cents -= n) })
 * ])
 * const twice = pipe(
 *   Saga.undoable(Till.take, Till.give),
 *   Step.andThen(pipe(Saga.undoable(Till.take, Till.give), Step.label("again")))
 * )
 * const report = await verifySaga(twice, 5, { world: till })
 * report.violation?.words // => undefined
 */
export const verifySaga = async <A, B, E, R, State, P extends string = never, N = never>(
  runnable: RunnableOf<A, B, E, R> & Provided<Exclude<R | N, P | ServedInProcess>>,
  input: A,
  options: VerifyOptions<State, P, N, A, B, E, EventsOf<R | N>>
): Promise<SagaReport> => {
  const verification = new Verification(runnable, input, options as unknown as AnyVerifyOptions)
  return verification.run()
}

type AnyVerifyOptions = VerifyOptions<unknown, string, unknown, unknown, unknown, unknown, string>

/** Isolation is looked at in fewer states: two runs multiply. */
const FEWER = 20_000

class Verification {
  readonly #runnable: Runnable
  readonly #input: unknown
  readonly #options: AnyVerifyOptions
  readonly #observe: Observe
  readonly #body: AnyStep
  readonly #verdicts = new Map<SagaRuleId, Verdict>()
  readonly #coverages: Array<string> = []
  #states = 0
  #exhaustive = true
  #violation: SagaViolation | undefined

  constructor(runnable: Runnable, input: unknown, options: AnyVerifyOptions) {
    this.#runnable = runnable
    this.#input = input
    this.#options = options
    this.#observe = options.observe ?? ((world) => world)
    this.#body = "body" in runnable ? runnable.body : runnable
  }

  async run(): Promise<SagaReport> {
    const { faults = [], crashes = 1, other = this.#input } = this.#options
    const program = programOf(this.#runnable)
    const initial = cloned(this.#options.world.initial)
    const rules = rulesFor(program, initial, this.#observe)
    const { forward, undos } = operationsIn(this.#body)
    const errors = [...faults, ...forward.flatMap(errorsOf)]
    await this.#explore("with faults and crashes", rules, {
      faults: [...faults, ...every(this.#body)],
      crashes
    })
    const cancelled = rules
      .filter(({ id }) => id === "SAGA-3" || id === "SAGA-4" || id === "SAGA-5" || id === "SAGA-10")
      .map((rule) => ({ ...rule, id: "SAGA-11" as const, name: `SAGA-11 (${sagaNames["SAGA-11"]})` }))
    await this.#explore("with a cancellation", cancelled, { faults: errors, cancellations: 1 })
    const failing = [...undos.flatMap((operation) => exceptionOf(operation, "undoing")), ...errors]
    const stuck = [
      stuckIsExact(program),
      ...rules.filter(({ id }) => id === "SAGA-4").map((rule) => ({ ...rule, id: "SAGA-7" as const }))
    ]
    if (undos.length > 0)
      await this.#explore(
        "with failing undos",
        stuck,
        {
          faults: [...failing, ...forward.flatMap((operation) => exceptionOf(operation, "doing"))],
          maxFaults: 2
        },
        { resumes: 1 }
      )
    if (this.#violation === undefined) await this.#isolated(other, errors)
    return this.#report()
  }

  async #explore(
    what: string,
    rules: ReadonlyArray<Monitor & { readonly id: SagaRuleId }>,
    options: Partial<AnyOptions>,
    extra: Extra = {}
  ): Promise<void> {
    if (this.#violation !== undefined) return
    const { observe: _, other: __, ...base } = this.#options
    const search = new Search(
      this.#runnable,
      [this.#input],
      { ...base, ...options },
      { ...extra, monitors: rules }
    )
    const found = await search.run()
    this.#count(what, found)
    for (const { id } of rules) {
      const broken = rules.find(({ name }) => name === found.violation?.invariant)?.id
      const status = broken === id ? "broken" : found.violation === undefined ? "holds" : "undecided"
      this.#verdict(id, status, broken === id ? found.violation?.why : undefined)
    }
    if (found.violation !== undefined) {
      const { invariant, why, trace, words, choices } = found.violation
      this.#violation = {
        rule: invariant,
        why,
        trace,
        words: `${words}\n  found ${what}`,
        replay: () => search.replay(choices)
      }
    }
  }

  /** SAGA-12: two runs in one world. */
  async #isolated(other: unknown, faults: AnyOptions["faults"]): Promise<void> {
    const { maxStates = 200_000 } = this.#options
    const found = await isolation(
      this.#runnable,
      [this.#input, other],
      { ...this.#options, faults: faults ?? [], maxStates: Math.min(maxStates, FEWER) },
      this.#observe
    )
    this.#states += found.states
    this.#verdict("SAGA-12", found.why === undefined ? found.status : "warning", found.why)
  }

  #count(
    what: string,
    { coverage, states, exhaustive, violation }: Exploration<unknown, unknown, unknown>
  ): void {
    this.#states += states
    this.#exhaustive &&= exhaustive || violation !== undefined
    this.#coverages.push(`${what}: ${coverage}`)
  }

  #verdict(id: SagaRuleId, status: Verdict["status"], why: string | undefined): void {
    const known = this.#verdicts.get(id)
    // What holds in one search may be broken in the next.
    if (known?.status === "broken") return
    this.#verdicts.set(id, { id, name: sagaNames[id], status, why })
  }

  #report(): SagaReport {
    const verdicts = (Object.keys(sagaNames) as ReadonlyArray<SagaRuleId>).map(
      (id): Verdict =>
        this.#verdicts.get(id) ?? {
          id,
          name: sagaNames[id],
          status: this.#violation === undefined ? "not applicable" : "undecided",
          why: undefined
        }
    )
    const how =
      this.#violation === undefined
        ? `${this.#exhaustive ? "exhaustive" : "sampled"}:`
        : "stopped at a violation after"
    const coverage = `${how} ${this.#states} states`
    const undecided = verdicts.filter(({ status }) => status === "undecided").length
    const decided = verdicts.filter(({ status }) => status !== "undecided")
    const lines = decided.map(
      ({ id, name, status, why }) =>
        `${status.padEnd(14)} ${id} ${name}${why === undefined ? "" : `\n${" ".repeat(15)}${why}`}`
    )
    return {
      holds: this.#violation === undefined,
      verdicts,
      coverage,
      states: this.#states,
      violation: this.#violation,
      words: [
        ...(this.#violation === undefined ? [] : [this.#violation.words, ""]),
        ...lines,
        ...(undecided === 0 ? [] : [`undecided      the other ${undecided}: mend this first`]),
        coverage,
        ...this.#coverages.map((line) => `  ${line}`)
      ].join("\n")
    }
  }
}
