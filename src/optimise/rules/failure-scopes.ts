/**
 * Failure scopes that make no difference: a saga in a saga, one in which nothing is owed, an attempt or a retry of what cannot
 * fail.
 *
 * The border of a failure scope shows where something in it goes on after a failure: a failure stops what is inside at once,
 * and what is outside when all inside is quiet. So a border stays where something lingers.
 * @module
 */
import type { Known } from "../known.ts"
import { refused, replaced, type Rule, type Verdict } from "../rule.ts"
import { right } from "./unreachable.ts"

/** A saga directly in a saga. */
export const nestedScope: Rule = {
  id: "nested-scope",
  law: "S1, S3",
  equation: "scope(scope(f) >>> scope(g)) = scope(f >>> g)",
  condition: "only sequences, choices, loops, labels and carried values stand between the two",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "step",
    apply: ({ node, children: [child] }, { inSaga }) =>
      isKeep(node) && child !== undefined && inSaga
        ? replaced([child], "a failure goes straight to the saga around it, which undoes the same")
        : undefined
  }
}

/** A saga in which nothing is owed. */
export const emptyScope: Rule = {
  id: "empty-scope",
  law: "S6",
  equation: "scope(f) = f",
  condition: "f owes nothing, has no saga in it, and nothing in it goes on after a failure",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "step",
    apply: ({ node, children: [child] }) => {
      if (!isKeep(node) || child === undefined || child.facts.scoped) return undefined
      return withoutBorder(child, [child], "nothing in it owes an undo")
    }
  }
}

/** An attempt of what cannot fail. */
export const infallibleAttempt: Rule = {
  id: "infallible-attempt",
  law: "E5, E6",
  equation: "attempt(f) = f >>> map(right)",
  condition: "no declared error can leave f, and nothing in it goes on after a defect",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "step",
    apply: ({ node, children: [child] }) => {
      if (node.kind !== "attempt" || child === undefined || child.facts.fallible !== undefined)
        return undefined
      const because = `${child.text} declares no error`
      // Of two borders, the outer one may go in any case.
      if (child.node.kind === "attempt") return replaced([child, right], because)
      return withoutBorder(child, [child, right], because)
    }
  }
}

/** A retry that never tries again. */
export const noRetry: Rule = {
  id: "no-retry",
  law: "E7",
  equation: "retry(0)(f) = f, retry(n)(f) = f if f cannot fail",
  condition:
    "no declared error can leave f, or there are no retries; and nothing in it goes on after a failure",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "step",
    apply: ({ node, children: [child] }) => {
      if (node.kind !== "retry" || child === undefined) return undefined
      if (node.schedule.times === 0) return withoutBorder(child, [child], "the schedule allows no retry")
      if (child.facts.fallible !== undefined) return undefined
      return withoutBorder(child, [child], `${child.text} declares no error`)
    }
  }
}

/** A saga whose debts pass on. */
export const isKeep = (node: Known["node"]): boolean => node.kind === "scope" && node.commit.kind === "keep"

const withoutBorder = (inside: Known, by: ReadonlyArray<Known>, because: string): Verdict =>
  inside.facts.lingers
    ? refused(
        "N11",
        "branches or a release in it go on after a failure; without the border what stands around would be stopped earlier"
      )
    : replaced(by, because)
