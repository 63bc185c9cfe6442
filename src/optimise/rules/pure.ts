/**
 * Pure functions: identities go, neighbours become one, and where nothing but pure functions is, nothing else is needed.
 * @module
 */
import { applied, itemsOf } from "../../core/apply.ts"
import { same } from "../../core/node.ts"
import { composed } from "../composed.ts"
import { type Known, known } from "../known.ts"
import { replaced, type Rule } from "../rule.ts"

/** Nothing, before or after something. */
export const unit: Rule = {
  id: "unit",
  law: "C1, C2",
  equation: "identity >>> f = f, f >>> identity = f",
  condition: "",
  level: "timed",
  keeps: "fingerprint",
  rewrite: {
    of: "pair",
    apply: (first, second) => {
      if (isIdentity(first)) return replaced([second])
      return isIdentity(second) ? replaced([first]) : undefined
    }
  }
}

/** Two functions become their composition; each is still called, in its turn. */
export const fusion: Rule = {
  id: "fusion",
  law: "C4",
  equation: "pure(p) >>> pure(q) = pure(q . p)",
  condition: "",
  level: "timed",
  keeps: "fingerprint",
  rewrite: {
    of: "pair",
    apply: ({ node: first }, { node: second }) =>
      first.kind === "pure" && second.kind === "pure" ? replaced([known(composed(first, second))]) : undefined
  }
}

/** Carrying a value past a pure function is pure. */
export const carriedPure: Rule = {
  id: "carried-pure",
  law: "A4",
  equation: "first(pure(p)) = pure(p x id)",
  condition: "",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "step",
    apply: ({ node, children: [child] }) => {
      if (node.kind !== "carry" || child?.node.kind !== "pure") return undefined
      const [select, apply, merge] = [applied(node.select), applied(child.node.apply), applied(node.merge)]
      return replaced([
        known({ kind: "pure", apply: (value: unknown) => merge(value, apply(select(value))) })
      ])
    }
  }
}

/** A pure function for each item is a pure function of the list. */
export const mappedPure: Rule = {
  id: "mapped-pure",
  law: "T1",
  equation: "forEach(pure(p)) = pure(map p)",
  condition: "no item has a key, and nothing ends the list early",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "step",
    apply: ({ node, children: [child] }) => {
      if (node.kind !== "forEach" || child?.node.kind !== "pure") return undefined
      if (node.key !== undefined || node.until !== undefined) return undefined
      const apply = applied(child.node.apply)
      return replaced([
        known({ kind: "pure", apply: (value: unknown) => Array.from(itemsOf(value), (item) => apply(item)) })
      ])
    }
  }
}

const isIdentity = ({ node }: Known): boolean => node.kind === "pure" && node.apply === same
