/**
 * The rules, by kind.
 * @module
 */
import { enterBracket, moveBracket } from "./bracket.ts"
import { enterBranches, moveContest } from "./contest.ts"
import {
  enterAttempt,
  enterCarry,
  enterChoice,
  enterFail,
  enterIterate,
  moveAttempt,
  moveCarry,
  moveIterate
} from "./control.ts"
import { enterForEach, moveForEach } from "./for-each.ts"
import { enterParallel, moveParallel } from "./parallel.ts"
import { enterPerform, moveLeaf } from "./perform.ts"
import { enterRetry, moveRetry } from "./retry.ts"
import { enterScope, moveScope } from "./scope.ts"
import type { Rules } from "./turn.ts"

/** What each kind of step means. */
export const rules: Rules = {
  enter: (site, value, where, turn) => {
    const { node } = site
    switch (node.kind) {
      case "perform":
        return enterPerform(site, value, where, turn)
      case "fail":
        return enterFail(site, value, where, turn)
      case "carry":
        return enterCarry(site, value, where, turn)
      case "choice":
        return enterChoice(site, value, where, turn)
      case "parallel":
        return node.join.kind === "tuple" || node.join.kind === "record"
          ? enterParallel(site, value, where, turn)
          : enterBranches(site, value, where, turn)
      case "forEach":
        return enterForEach(site, value, where, turn)
      case "iterate":
        return enterIterate(site, value, where, turn)
      case "attempt":
        return enterAttempt(site, value, where, turn)
      case "retry":
        return enterRetry(site, value, where, turn)
      case "scope":
        return enterScope(site, value, where, turn)
      case "bracket":
        return enterBracket(site, value, where, turn)
    }
  },
  move: (live, mode, where, turn) => {
    switch (live.kind) {
      case "operation":
      case "timer":
      case "receive":
      case "emit":
      case "call":
      case "never":
        return moveLeaf(live, mode, where, turn)
      case "carry":
        return moveCarry(live, mode, where, turn)
      case "attempt":
        return moveAttempt(live, mode, where, turn)
      case "retry":
        return moveRetry(live, mode, where, turn)
      case "scope":
        return moveScope(live, mode, where, turn)
      case "iterate":
        return moveIterate(live, mode, where, turn)
      case "bracket":
        return moveBracket(live, mode, where, turn)
      case "parallel":
        return moveParallel(live, mode, where, turn)
      case "forEach":
        return moveForEach(live, mode, where, turn)
      case "contest":
        return moveContest(live, mode, where, turn)
    }
  }
}
