/**
 * Isolation of sagas (SAGA-12): a run that comes to nothing beside another one.
 *
 * Holds when the operations of the two commute with each other and with the undos; sagas have no locks, so it cannot hold for
 * all. Source: Korth, Levy, Silberschatz, "A Formal Approach to Recovery by Compensating Transactions", VLDB 1990.
 * @module
 */
import type { Runnable } from "../../machine/program.ts"
import type { Exploration } from "../explore/exploration.ts"
import type { ExploredRun, ExploredState } from "../explore/explored-state.ts"
import { type AnyOptions, Search } from "../explore/search.ts"
import { Digests } from "../plain-data.ts"
import { ruleName } from "./saga-rule.ts"
import type { Observe } from "./saga-rules.ts"

/** What was found out. */
export interface Isolation {
  readonly states: number
  /** How much of the second run alone was looked at; when it was not all, nothing can be said. */
  readonly alone: AnyFound
  /** How much of both side by side. */
  readonly beside: AnyFound | undefined
  /** How often one failed beside another one that completed. */
  readonly occasions: number
}

type AnyFound = Exploration<unknown, unknown, unknown>

/**
 * Compares the worlds after two runs of which the first comes to nothing with the worlds after the second one alone.
 */
export const isolation = async (
  runnable: Runnable,
  inputs: readonly [unknown, unknown],
  options: AnyOptions,
  observe: Observe
): Promise<Isolation> => {
  const digests = new Digests()
  const alone = new Set<string>()
  const lone = new Search(
    runnable,
    [inputs[1]],
    { ...options, invariants: [], faults: [], crashes: 0 },
    {
      monitors: [
        {
          name: "alone",
          atEnd: (state) => {
            if (tagOf(state, 0) === "Completed") alone.add(digests.of(observe(state.world)))
            return undefined
          }
        }
      ]
    }
  )
  const first = await lone.run()
  if (!first.exhaustive || alone.size === 0)
    return { states: first.states, alone: first, beside: undefined, occasions: 0 }
  let occasions = 0
  const both = new Search(
    runnable,
    inputs,
    { ...options, invariants: [], crashes: 0 },
    {
      monitors: [
        {
          name: ruleName("SAGA-12"),
          atEnd: (state) => {
            if (tagOf(state, 0) !== "Failed" || tagOf(state, 1) !== "Completed") return undefined
            occasions++
            return alone.has(digests.of(observe(state.world)))
              ? undefined
              : "a run that failed beside another one left the world otherwise than the other one alone would have"
          }
        }
      ]
    }
  )
  const second = await both.run()
  return { states: first.states + second.states, alone: first, beside: second, occasions }
}

const tagOf = ({ runs }: ExploredState, index: number): string | undefined =>
  (runs[index] as ExploredRun).residual.outcome?._tag
