/**
 * Waiting: for nothing, and twice.
 * @module
 */
import { type CarryNode, type Node, nodeOf, same } from "../../core/node.ts"
import { type Known, known } from "../known.ts"
import { refused, replaced, type Rule } from "../rule.ts"
import { whyNamed } from "./unreachable.ts"

/** Waiting for nothing. */
export const noDelay: Rule = {
  id: "no-delay",
  law: "R3/zero",
  equation: "sleep(0) = succeed(undefined)",
  condition: "the delay is the number 0",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "step",
    apply: ({ node }, { namesUndo }) => {
      if (delayOf(node) !== 0) return undefined
      if (namesUndo) return refused("N15", whyNamed)
      return replaced([known({ kind: "pure", apply: () => undefined, constant: true })])
    }
  }
}

/** Waiting twice; the second timer loses its id, and the first gets another due time. */
export const delaySum: Rule = {
  id: "delay-sum",
  law: "R3/sum",
  equation: "sleep(a) >>> sleep(b) = sleep(a + b), and so with pause",
  condition: "both delays are numbers",
  level: "timed",
  keeps: "nothing",
  rewrite: {
    of: "pair",
    apply: (first, second, { namesUndo }) => {
      const [a, b] = [timerIn(first), timerIn(second)]
      if (a === undefined || b === undefined || (a.pause === undefined) !== (b.pause === undefined))
        return undefined
      if (namesUndo) return refused("N15", whyNamed)
      // A delay below zero is none.
      const sum = Math.max(0, a.delay) + Math.max(0, b.delay)
      const both = known({
        kind: "perform",
        request: { kind: "timer", mode: "for", time: sum }
      })
      const by = a.pause === undefined ? both : known({ ...a.pause, step: both.step }, [both])
      return replaced([by], `${a.delay} + ${b.delay} milliseconds`)
    }
  }
}

const timerIn = ({
  node
}: Known): { readonly delay: number; readonly pause: CarryNode | undefined } | undefined => {
  const pause = node.kind === "carry" && node.merge === same && node.select === same ? node : undefined
  const delay = delayOf(pause === undefined ? node : nodeOf(pause.step))
  return delay === undefined ? undefined : { delay, pause }
}

const delayOf = (node: Node): number | undefined => {
  if (node.kind !== "perform" || node.request.kind !== "timer" || node.request.mode !== "for")
    return undefined
  return typeof node.request.time === "number" ? node.request.time : undefined
}
