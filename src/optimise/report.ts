/**
 * Takes down what is rewritten and what is refused.
 * @module
 */
import type { Refusal, Rewrite } from "./explanation.ts"
import type { Rule } from "./rule.ts"
import { showSequence } from "./show-node.ts"

/** Where something was looked at, in words. */
interface At {
  readonly place: string
  readonly parts: ReadonlyArray<string>
}

/** A point in a report. */
interface Mark {
  readonly count: number
  readonly length: number
  readonly last: Rewrite | undefined
}

/** A report that is being written. */
export class Report {
  readonly rewrites: Array<Rewrite> = []
  #refusals = new Map<string, Refusal>()
  /** How many rewrites were made. */
  count = 0

  get refusals(): ReadonlyArray<Refusal> {
    return [...this.#refusals.values()]
  }

  /** Where the report is now. */
  mark(): Mark {
    return { count: this.count, length: this.rewrites.length, last: this.rewrites[this.rewrites.length - 1] }
  }

  /** Forgets what was rewritten since. */
  backTo({ count, length, last }: Mark): void {
    this.count = count
    this.rewrites.length = length
    if (last !== undefined) this.rewrites[length - 1] = last
  }

  /** What is refused in the end is what matters. */
  forgetRefusals(): void {
    this.#refusals.clear()
  }

  add(
    rule: Omit<Rule, "rewrite">,
    verdict: {
      readonly because: ReadonlyArray<string>
      readonly by?: ReadonlyArray<{ readonly text: string }>
    },
    { place, parts }: At,
    shown?: string
  ): void {
    this.count++
    const after = shown ?? showSequence((verdict.by ?? []).map(({ text }) => text))
    const { id, law, equation, level, keeps } = rule
    const last = this.rewrites[this.rewrites.length - 1]
    // A chain of a thousand functions is one line.
    if (last?.rule === id && last.place === place && last.after === parts[0] && last.after === after) {
      this.rewrites[this.rewrites.length - 1] = { ...last, times: last.times + 1 }
      return
    }
    const before = showSequence(parts)
    this.rewrites.push({
      rule: id,
      law,
      equation,
      level,
      keeps,
      place,
      before,
      after,
      because: verdict.because,
      times: 1
    })
  }

  refuse(
    { id, equation }: Pick<Rule, "id" | "equation">,
    { nonLaw, because }: Pick<Refusal, "nonLaw" | "because">,
    { place, parts }: At
  ): void {
    const refusal = { rule: id, equation, nonLaw, place, at: showSequence(parts), because }
    this.#refusals.set(JSON.stringify(refusal), refusal)
  }
}
