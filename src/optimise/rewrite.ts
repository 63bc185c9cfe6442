/**
 * Rewriting: applies rules to a term from the leaves up, again and again, until none applies.
 *
 * Iterative and in linear time for each pass: a sequence is worked through once, with a stack of what is done and a stack of
 * what is still to be looked at.
 *
 * Laws: every rewrite is an equation at the level of its rule, and a second optimisation changes nothing (laws/rewriting.ts).
 * @module
 */
import { foldWithin } from "../core/fold.ts"
import type { Node } from "../core/node.ts"
import { showPlace } from "../core/place.ts"
import type { AnyStep } from "../core/step.ts"
import { type Context, inheritIn } from "./context.ts"
import type { Explanation } from "./explanation.ts"
import { type Known, known, sequenceOf } from "./known.ts"
import { isFineEnough, type Kept, keepsEnough, type Level } from "./level.ts"
import { Report } from "./report.ts"
import { isNestedRight } from "./right-nest.ts"
import type { Rewriting, Rule, Verdict } from "./rule.ts"
import { showSequence } from "./show-node.ts"
import { temptations } from "./temptations.ts"

/** What may be rewritten. */
export interface Limits {
  readonly rules: ReadonlyArray<Rule>
  readonly level: Level
  readonly keep: Kept
  /** Where the term stands. */
  readonly context: Context
}

/** Rewrites a term until no rule applies any more. */
export const rewriteAll = (step: AnyStep, limits: Limits): Explanation<AnyStep> => {
  const report = new Report()
  let optimised = step
  for (;;) {
    const before = report.count
    report.forgetRefusals()
    optimised = pass(optimised, limits, report)
    if (report.count === before) return { optimised, rewrites: report.rewrites, refusals: report.refusals }
  }
}

/** From the leaves up, once. */
const pass = (step: AnyStep, limits: Limits, report: Report): AnyStep => {
  const worker = new Worker(limits, report)
  return foldWithin<Known, Context>(
    step,
    (node, children, context) => worker.meet(node, children, context),
    inheritIn(step),
    limits.context
  ).step
}

/** A part of a sequence that is still to be looked at; `settled` when no rule applies to it by itself. */
interface Pending {
  readonly part: Known
  readonly settled: boolean
}

type RuleOf<K extends Rewriting["of"]> = Rule & { readonly rewrite: Extract<Rewriting, { readonly of: K }> }

const ofKind = <K extends Rewriting["of"]>(rules: ReadonlyArray<Rule>, kind: K): ReadonlyArray<RuleOf<K>> =>
  rules.filter((rule): rule is RuleOf<K> => rule.rewrite.of === kind)

/** One pass over a term. */
class Worker {
  readonly #limits: Limits
  readonly #report: Report
  readonly #ofStep: ReadonlyArray<RuleOf<"step">>
  readonly #ofPair: ReadonlyArray<RuleOf<"pair">>
  readonly #ofSequence: ReadonlyArray<RuleOf<"sequence">>

  constructor(limits: Limits, report: Report) {
    this.#limits = limits
    this.#report = report
    this.#ofStep = ofKind(limits.rules, "step")
    this.#ofPair = ofKind(limits.rules, "pair")
    this.#ofSequence = ofKind(limits.rules, "sequence")
  }

  /** The meaning of a node: the node rewritten, its children being so already. */
  meet(node: Node, children: ReadonlyArray<Known>, context: Context): Known {
    const mark = this.#report.mark()
    const old = known(node, children)
    const rewritten = node.kind === "sequence" ? this.#sequence(old, context) : this.#single(old, context)
    // A sealed call is a pivot by itself, and a call among other things in a seal is not.
    const moved = context.sealed && (node.kind === "perform") !== (rewritten.node.kind === "perform")
    if (!moved) return rewritten
    this.#report.backTo(mark)
    return old
  }

  #single(old: Known, context: Context): Known {
    const parts = this.#reduced([{ part: old, settled: false }], context)
    return parts.length === 1 && parts[0] === old ? old : sequenceOf(parts)
  }

  #sequence(old: Known, context: Context): Known {
    const pending = old.children.map((part) => ({ part, settled: true })).reverse()
    const parts = this.#scanned(this.#reduced(pending, context), context)
    const nested = old.node.kind === "sequence" && isNestedRight(old.node)
    if (nested) this.#associated(old.children, context)
    const { children } = old
    const unchanged =
      !nested && parts.length === children.length && parts.every((part, index) => part === children[index])
    return unchanged ? old : sequenceOf(parts)
  }

  /** Brings parts into a form in which no rule applies to a part or to neighbours. */
  #reduced(pending: Array<Pending>, context: Context): ReadonlyArray<Known> {
    const done: Array<Known> = []
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { part, settled } = next
      if (part.node.kind === "sequence") {
        push(pending, part.children, settled)
        continue
      }
      const instead = settled ? undefined : this.#step(part, context)
      if (instead !== undefined) {
        push(pending, instead, false)
        continue
      }
      const last = done[done.length - 1]
      const both = last === undefined ? undefined : this.#pair(last, part, context)
      if (both === undefined) done.push(part)
      else {
        done.pop()
        push(pending, both, false)
      }
    }
    this.#tempted(done, context)
    return done
  }

  #step(step: Known, context: Context): ReadonlyArray<Known> | undefined {
    for (const rule of this.#ofStep) {
      const by = this.#judged(rule, rule.rewrite.apply(step, context), [step], context)
      if (by !== undefined) return by
    }
    return undefined
  }

  #pair(first: Known, second: Known, context: Context): ReadonlyArray<Known> | undefined {
    for (const rule of this.#ofPair) {
      const by = this.#judged(rule, rule.rewrite.apply(first, second, context), [first, second], context)
      if (by !== undefined) return by
    }
    return undefined
  }

  #scanned(parts: ReadonlyArray<Known>, context: Context): ReadonlyArray<Known> {
    return this.#ofSequence.reduce(
      (before, rule) =>
        rule.rewrite
          .apply(before, context)
          .flatMap(
            (chunk) => this.#judged(rule, chunk.verdict, chunk.seen ?? chunk.parts, context) ?? chunk.parts
          ),
      parts
    )
  }

  /** What to put in the place of something, if the rule may be applied at all. */
  #judged(
    rule: Rule,
    verdict: Verdict,
    parts: ReadonlyArray<Known>,
    context: Context
  ): ReadonlyArray<Known> | undefined {
    if (verdict === undefined || verdict.kind === "refused") {
      this.#refused(rule, verdict, parts, context)
      return undefined
    }
    const at = { place: showPlace(context.place), parts: parts.map(({ text }) => text) }
    const { level, keep } = this.#limits
    const why = !keepsEnough(rule.keeps, keep)
      ? {
          nonLaw: "N15",
          because: `runs under way would not find their place: ${rule.keeps === "ids" ? "ids stay, but not the fingerprint" : "ids change"}. Give the result a higher version${keep === "ids" || rule.keeps === "nothing" ? ', and keep: "nothing"' : ""}`
        }
      : !isFineEnough(rule.level, level)
        ? { nonLaw: "level", because: `it holds up to ${rule.level}, and ${level} is wanted` }
        : undefined
    if (why !== undefined) {
      this.#report.refuse(rule, why, at)
      return undefined
    }
    this.#report.add(rule, verdict, at)
    return verdict.by
  }

  #tempted(parts: ReadonlyArray<Known>, context: Context): void {
    for (const [index, part] of parts.entries()) {
      const last = parts[index - 1]
      // A pure function between two steps makes them no less tempting.
      const before = last?.node.kind === "pure" && part.node.kind !== "pure" ? parts[index - 2] : last
      for (const temptation of temptations) {
        const { rewrite } = temptation
        if (rewrite.of === "step") this.#refused(temptation, rewrite.apply(part, context), [part], context)
        else if (rewrite.of === "pair" && before !== undefined)
          this.#refused(temptation, rewrite.apply(before, part, context), [before, part], context)
      }
    }
  }

  #refused(
    { id, equation }: Pick<Rule, "id" | "equation">,
    verdict: Verdict,
    parts: ReadonlyArray<Known>,
    { place }: Context
  ): void {
    if (verdict?.kind !== "refused") return
    this.#report.refuse({ id, equation }, verdict, {
      place: showPlace(place),
      parts: parts.map(({ text }) => text)
    })
  }

  #associated(parts: ReadonlyArray<Known>, { place }: Context): void {
    const text = showSequence(parts.map((part) => part.text))
    this.#report.add(
      association,
      { because: [] },
      { place: showPlace(place), parts: [`nested to the right: ${text}`] },
      text
    )
  }
}

/** The one rewrite that needs no rule: the fold hands a sequence over flat, and it is built again from the left. */
export const association: Omit<Rule, "rewrite"> = {
  id: "association",
  law: "C3",
  equation: "f >>> (g >>> h) = (f >>> g) >>> h",
  condition: "",
  level: "timed",
  keeps: "fingerprint"
}

const push = (pending: Array<Pending>, parts: ReadonlyArray<Known>, settled: boolean): void => {
  for (let index = parts.length - 1; index >= 0; index--)
    pending.push({ part: parts[index] as Known, settled })
}
