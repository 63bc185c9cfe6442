/**
 * Verifying a saga: every failure point, crash point, repeated delivery and cancellation of a workflow, against the properties
 * that sagas have to have.
 * @module
 */
import type { Runnable as RunnableOf } from "../../core/interpreter.ts"
import type { Provided } from "../../core/mistake.ts"
import type { AnyStep } from "../../core/step.ts"
import type { ServedInProcess } from "../../interpreters/in-process/run.ts"
import type { EventsOf } from "../simulate/sending.ts"
import type { Runnable } from "../../machine/program.ts"
import type { AnyOptions, Extra } from "../explore/search.ts"
import { Search } from "../explore/search.ts"
import type { Fault } from "../fault.ts"
import type { ExploreOptions, Replay } from "../explore/exploration.ts"
import { describeEnd } from "../explore/ends.ts"
import type { Monitor } from "../explore/invariant.ts"
import { cloned } from "../plain-data.ts"
import { errorsOf, exceptionOf, faultsOf } from "./every-fault.ts"
import { isolation } from "./isolation.ts"
import { observing } from "./observed.ts"
import { operationsIn } from "./operations-in.ts"
import type { SagaRule } from "./saga-rule.ts"
import { maskingFor, type Observe, rulesFor, stuckRulesFor } from "./saga-rules.ts"
import { type Verdict, Verdicts } from "./verdicts.ts"

/** How to verify a saga. */
export interface VerifyOptions<State, P extends string, N, A, B, E, Events extends string>
  extends Omit<ExploreOptions<State, P, N, B, E, Events>, "cancellations"> {
  /**
   * What of the world must be as before when a run has failed; all of it when left out. Leave out what is meant to stay, such
   * as a log, or messages that have been sent.
   */
  readonly observe?: (world: State) => Observed
  /** The input of a second run, for SAGA-12; the same as the first one's when left out. */
  readonly other?: A
}

/** Plain data; a function that gives nothing would compare nothing. */
export type Observed = string | number | boolean | bigint | object | null

/** What verifying has found. */
export interface SagaReport {
  /**
   * Proved: a run can complete, no property and no invariant is broken, and every state was looked at. False when a search was only sampled;
   * `violation` is `undefined` then. Without SAGA-12, which is never more than a warning.
   */
  readonly holds: boolean
  readonly verdicts: ReadonlyArray<Verdict>
  /** How much was looked at, SAGA-12 included: `exhaustive: 1135 states`, or `sampled: 60000 states`. */
  readonly coverage: string
  readonly states: number
  /** What is broken, with the history that shows it; `undefined` when nothing is. */
  readonly violation: SagaViolation | undefined
  readonly words: string
}

/** Something broken. */
export interface SagaViolation {
  /** The property, by the id and the name of its verdict, or the invariant. */
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

/** Isolation is looked at in fewer states, unless you say how many: two runs multiply. */
const FEWER = 20_000

class Verification {
  readonly #runnable: Runnable
  readonly #input: unknown
  readonly #options: AnyVerifyOptions
  readonly #observe: Observe
  readonly #verdicts = new Verdicts()
  readonly #coverages: Array<string> = []
  #states = 0
  #exhaustive = true
  #violation: SagaViolation | undefined
  /** How the run ends when nothing goes wrong. */
  #flawless: string | undefined

  constructor(runnable: Runnable, input: unknown, options: AnyVerifyOptions) {
    this.#runnable = runnable
    this.#input = input
    this.#options = options
    this.#observe = observing(options.observe)
    // What cannot be compared is said before the search begins.
    this.#observe(cloned(options.world.initial))
  }

  async run(): Promise<SagaReport> {
    const {
      world,
      workflows = [],
      faults = [],
      crashes = 1,
      maxFaults = 1,
      other = this.#input
    } = this.#options
    const initial = cloned(world.initial)
    const body: AnyStep = "body" in this.#runnable ? this.#runnable.body : this.#runnable
    const operations = operationsIn(body, [...world.providers(cloned(initial)), ...workflows])
    const { forward, undos } = operations
    const errors = [...faults, ...forward.flatMap(errorsOf)]
    const all = [...faults, ...faultsOf(operations)]
    const again = crashes > 0 || (maxFaults > 0 && all.some(({ what }) => isDelivery(what.kind)))
    await this.#explore("with faults and crashes", rulesFor(initial, this.#observe, again), {
      faults: all,
      crashes
    })
    await this.#explore("with a cancellation", [maskingFor(initial, this.#observe)], {
      faults: errors,
      cancellations: 1
    })
    const undoing = undos.flatMap((operation) => exceptionOf(operation, "undoing"))
    const doing = forward.flatMap((operation) => exceptionOf(operation, "doing"))
    const stuck = stuckRulesFor(initial, this.#observe)
    if (undos.length > 0)
      await this.#explore(
        "with failing undos",
        stuck,
        { faults: [...undoing, ...errors, ...doing], maxFaults: 2 },
        { resumes: 1 }
      )
    else if (this.#violation === undefined)
      this.#verdicts.add({ rules: stuck, exhaustive: true, violation: undefined })
    if (this.#violation === undefined) await this.#isolated(other, errors)
    return this.#report()
  }

  async #explore(
    what: string,
    rules: ReadonlyArray<SagaRule>,
    options: Partial<AnyOptions>,
    extra: Extra = {}
  ): Promise<void> {
    if (this.#violation !== undefined) return
    const { observe: _, other: __, ...base } = this.#options
    const search = new Search(
      this.#runnable,
      [this.#input],
      { ...base, ...options },
      { ...extra, monitors: [...rules, this.#watching(options)] }
    )
    const found = await search.run()
    const { violation, states, coverage } = found
    const exhaustive = found.exhaustive || violation !== undefined
    this.#count(what, states, exhaustive, coverage)
    this.#verdicts.add({ rules, exhaustive, violation })
    if (violation === undefined) return
    const { invariant, why, trace, words, choices } = violation
    this.#violation = {
      rule: invariant,
      why,
      trace,
      words: `${words}\n  found ${what}`,
      replay: () => search.replay(choices)
    }
  }

  #watching({ crashes = 0 }: Partial<AnyOptions>): Monitor {
    return {
      name: "takes down how the run ends when nothing goes wrong",
      atEnd: ({ budget }, end) => {
        const spotless = budget.crashes === crashes && budget.faults === (this.#options.maxFaults ?? 1)
        if (spotless) this.#flawless ??= describeEnd(end)
        return undefined
      }
    }
  }

  /** SAGA-12: two runs in one world. */
  async #isolated(other: unknown, faults: AnyOptions["faults"]): Promise<void> {
    const { maxStates = FEWER } = this.#options
    const found = await isolation(
      this.#runnable,
      [this.#input, other],
      { ...this.#options, faults: faults ?? [], maxStates },
      this.#observe
    )
    this.#verdicts.isolated(found)
    const { alone, beside } = found
    this.#count("with another run, that one alone", alone.states, alone.exhaustive, alone.coverage)
    if (beside !== undefined)
      this.#count(
        "with another run, side by side",
        beside.states,
        beside.exhaustive || beside.violation !== undefined,
        beside.coverage
      )
  }

  #count(what: string, states: number, exhaustive: boolean, coverage: string): void {
    this.#states += states
    this.#exhaustive &&= exhaustive
    this.#coverages.push(`${what}: ${coverage}`)
  }

  #report(): SagaReport {
    const verdicts = this.#verdicts.all()
    const how =
      this.#violation === undefined
        ? `${this.#exhaustive ? "exhaustive" : "sampled"}:`
        : "stopped at a violation after"
    const coverage = `${how} ${this.#states} states`
    return {
      holds: this.#violation === undefined && completes(verdicts) && verdicts.every(isProved),
      verdicts,
      coverage,
      states: this.#states,
      violation: this.#violation,
      words: [
        ...(this.#violation === undefined ? [] : [this.#violation.words, ""]),
        ...this.#lines(verdicts),
        coverage,
        ...this.#coverages.map((line) => `  ${line}`)
      ].join("\n")
    }
  }

  #lines(verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> {
    // Behind a violation, only what has been decided says something.
    const left = verdicts.filter(({ status }) => this.#violation !== undefined && status === "undecided")
    const lines: Array<string> = verdicts
      .filter((verdict) => !left.includes(verdict))
      .map(
        ({ id, name, status, why }) =>
          `${status.padEnd(14)} ${id} ${name}${why === undefined ? "" : `\n${" ".repeat(15)}${why}`}`
      )
    if (this.#violation === undefined && !completes(verdicts))
      lines.push(
        `No run completed${this.#flawless === undefined ? "" : `; without any fault it is: ${this.#flawless}`}. Choose an input and a world with which it can.`
      )
    if (left.length > 0) return [...lines, `undecided      the other ${left.length}: mend this first`]
    return this.#exhaustive || this.#violation !== undefined
      ? lines
      : [
          ...lines,
          "Nothing is broken in what was looked at, which is no proof. Take a smaller input or world, or a larger `maxStates`."
        ]
  }
}

/** What never completes has not shown that it can do anything. */
const completes = (verdicts: ReadonlyArray<Verdict>): boolean =>
  verdicts.some(({ id, status }) => id === "SAGA-1" && (status === "holds" || status === "sampled"))

const isProved = ({ id, status }: Verdict): boolean =>
  id === "SAGA-12" || status === "holds" || status === "not applicable"

const isDelivery = (kind: Fault["what"]["kind"]): boolean =>
  kind === "loses its answer" || kind === "comes twice"
