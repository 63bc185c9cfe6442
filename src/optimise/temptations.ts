/**
 * Rewrites that look right and are wrong: what an optimiser is asked for and must not do.
 *
 * They are recognised so that an explanation can say why they were not made.
 * @module
 */
import type { Context } from "./context.ts"
import type { Known } from "./known.ts"
import { refused, type Rewriting, type Rule, type Verdict } from "./rule.ts"
import { isKeep } from "./rules/failure-scopes.ts"

/** An equation that is no law; its `rewrite` refuses whatever it recognises. */
export type Temptation = Pick<Rule, "id" | "equation" | "rewrite"> & { readonly nonLaw: string }

const tempting = (nonLaw: string, id: string, equation: string, rewrite: Rewriting): Temptation => ({
  id,
  nonLaw,
  equation,
  rewrite
})

const pair = (
  nonLaw: string,
  looksLike: (first: Known, second: Known, context: Context) => boolean,
  because: (first: Known, second: Known) => string
): Rewriting => ({
  of: "pair",
  apply: (first, second, context): Verdict =>
    looksLike(first, second, context) ? refused(nonLaw, because(first, second)) : undefined
})

const step = (
  nonLaw: string,
  looksLike: (step: Known, context: Context) => boolean,
  because: (step: Known) => string
): Rewriting => ({
  of: "step",
  apply: (one, context): Verdict => (looksLike(one, context) ? refused(nonLaw, because(one)) : undefined)
})

/** Every temptation. */
export const temptations: ReadonlyArray<Temptation> = [
  tempting(
    "N6",
    "drop-unused",
    "f >>> drop = drop",
    pair(
      "N6",
      (first, { node }) => first.node.kind !== "pure" && node.kind === "pure" && node.constant === true,
      ({ text }) => `nobody uses what ${text} gives, but what it does is done`
    )
  ),
  tempting(
    "N7",
    "right-zero",
    "f >>> fail(e) = fail(e)",
    pair(
      "N7",
      ({ node }, { facts }) => node.kind !== "pure" && facts.halts,
      ({ text }) => `what ${text} does has happened before the failure, also when it is undone`
    )
  ),
  tempting(
    "N8",
    "attempted-scope",
    "attempt(scope(f)) = attempt(f), retry(scope(f)) = retry(f)",
    step(
      "N8",
      ({ node, children: [child] }) =>
        (node.kind === "attempt" || node.kind === "retry") && child !== undefined && isKeep(child.node),
      ({ text }) => `in ${text}, what was done is undone before the failure is handled`
    )
  ),
  tempting(
    "N10",
    "joined-scopes",
    "scope(f) >>> scope(g) = scope(f >>> g)",
    pair(
      "N10",
      ({ node: first }, { node: second }, { inSaga }) => !inSaga && isKeep(first) && isKeep(second),
      (first, second) => `a failure of ${second.text} does not undo ${first.text} here`
    )
  ),
  tempting(
    "N11",
    "scope-in-branch",
    "scope(parallel(scope(f), scope(g))) = scope(parallel(f, g))",
    step(
      "N11",
      ({ node, children }) => node.kind === "parallel" && children.some((branch) => isKeep(branch.node)),
      ({ text }) => `a branch of ${text} undoes itself at once, while the others still work`
    )
  ),
  tempting(
    "N12",
    "retry-fusion",
    "retry(n)(retry(m)(f)) = retry(n * m + n + m)(f)",
    step(
      "N12",
      ({ node, children: [child] }) => node.kind === "retry" && child?.node.kind === "retry",
      ({ text }) => `in ${text}, the inner schedule begins anew with each attempt of the outer one`
    )
  )
]
