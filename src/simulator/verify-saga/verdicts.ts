/**
 * Verdicts: what several searches together say about each property.
 * @module
 */
import type { Isolation } from "./isolation.ts"
import { noOccasion, type SagaRule, type SagaRuleId, sagaNames } from "./saga-rule.ts"

/** What became of one property. */
export interface Verdict {
  readonly id: SagaRuleId
  readonly name: string
  /**
   * - `holds`: every state was looked at, there was occasion to break it, and nothing did.
   * - `broken`: the violation of the report shows how.
   * - `warning`: broken, and not always a mistake (SAGA-12).
   * - `sampled`: nothing broke it in what was looked at, and there is more than that: no proof.
   * - `undecided`: not looked at, or not to the end: another one was broken first, or what to compare with was only sampled (SAGA-12).
   * - `not applicable`: in no state there was an occasion to break it; `why` says what was missing.
   */
  readonly status: "holds" | "broken" | "warning" | "sampled" | "undecided" | "not applicable"
  readonly why: string | undefined
}

/** What a search says about the properties that it watched. */
export interface Finding {
  readonly rules: ReadonlyArray<SagaRule>
  /** All states were visited, or all up to a violation. */
  readonly exhaustive: boolean
  /** Of what was broken: the name and why. A name that is of none of the rules is that of an invariant. */
  readonly violation: { readonly invariant: string; readonly why: string } | undefined
}

/** What is known of one property. */
interface Known {
  readonly occasions: number
  readonly exhaustive: boolean
  readonly stopped: boolean
  readonly broken: string | undefined
}

/** Collects what searches find. */
export class Verdicts {
  readonly #known = new Map<SagaRuleId, Known>()
  #isolation: Verdict | undefined

  add({ rules, exhaustive, violation }: Finding): void {
    for (const id of new Set(rules.map((rule) => rule.id))) {
      const own = rules.filter((rule) => rule.id === id)
      const before = this.#known.get(id)
      this.#known.set(id, {
        occasions: own.reduce((sum, rule) => sum + rule.occasions(), before?.occasions ?? 0),
        exhaustive: exhaustive && before?.exhaustive !== false,
        // What an earlier search has decided stays decided.
        stopped: violation !== undefined && before === undefined,
        broken: own.some(({ name }) => name === violation?.invariant) ? violation?.why : before?.broken
      })
    }
  }

  /** SAGA-12 has a search of its own. */
  isolated({ alone, beside, occasions }: Isolation): void {
    if (!alone.exhaustive)
      this.#isolation = verdict(
        "SAGA-12",
        "undecided",
        "the second run alone has too many states to visit them all"
      )
    else if (beside?.violation !== undefined)
      this.#isolation = verdict("SAGA-12", "warning", beside.violation.words)
    else if (beside?.exhaustive === false) this.#isolation = verdict("SAGA-12", "sampled", undefined)
    else if (occasions === 0) this.#isolation = verdict("SAGA-12", "not applicable", noOccasion("SAGA-12"))
    else this.#isolation = verdict("SAGA-12", "holds", undefined)
  }

  /** One for each property. */
  all(): ReadonlyArray<Verdict> {
    return (Object.keys(sagaNames) as ReadonlyArray<SagaRuleId>).map((id) =>
      id === "SAGA-12" && this.#isolation !== undefined ? this.#isolation : this.#of(id)
    )
  }

  #of(id: SagaRuleId): Verdict {
    const known = this.#known.get(id)
    if (known?.broken !== undefined) return verdict(id, "broken", known.broken)
    if (known === undefined || known.stopped) return verdict(id, "undecided", undefined)
    if (!known.exhaustive) return verdict(id, "sampled", undefined)
    return known.occasions === 0
      ? verdict(id, "not applicable", noOccasion(id))
      : verdict(id, "holds", undefined)
  }
}

const verdict = (id: SagaRuleId, status: Verdict["status"], why: string | undefined): Verdict => ({
  id,
  name: sagaNames[id],
  status,
  why
})
