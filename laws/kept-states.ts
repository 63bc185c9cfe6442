/**
 * Laws of the states of a run: repeated events, snapshots, and what can be written down.
 * @module
 */
import { differenceOf } from "../src/transformations/canonical.ts"
import type { Description } from "./property.ts"
import type { Keeping } from "./recoverable.ts"
import type { Recorded } from "./recorded.ts"

/** A law of recovery before it is known how it is checked. */
export type Stated = Pick<Description, "id" | "name" | "equation" | "doc"> & Partial<Description>

/** What a law of states looks at: everything that happened to each run of an example. Gives what is wrong. */
export type Check = (run: Recorded, keeping: Keeping) => string | undefined

/** Says where two states differ. */
export const differs = (what: string, one: unknown, other: unknown): string | undefined => {
  const difference = differenceOf(one, other)
  return difference === undefined ? undefined : `${what}: ${difference}`
}

const first = <T>(
  items: ReadonlyArray<T>,
  check: (item: T, index: number) => string | undefined
): string | undefined => {
  for (const [index, item] of items.entries()) {
    const wrong = check(item, index)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** The laws, each with its check. */
export const stateLaws: ReadonlyArray<readonly [Stated, Check]> = [
  [
    {
      id: "J3",
      name: "late and repeated events change nothing",
      equation: "advance(r, e) is r itself, if e is among the events that led to r",
      doc: "what is delivered at least once is counted once"
    },
    ({ program, events, residuals }, { advance }) =>
      first(residuals, (residual, reached) =>
        first(events.slice(0, reached), (event, index) => {
          try {
            return advance(program, residual, event) === residual
              ? undefined
              : `event ${index + 1} changes the residual after event ${reached}`
          } catch (cause) {
            return `event ${index + 1} is refused after event ${reached}: ${String(cause)}`
          }
        })
      )
  ],
  [
    {
      id: "J4",
      name: "a snapshot is as good as the journal",
      equation: "from read(write(r)), the events after it lead to where they lead from the beginning",
      doc: "compaction drops neither debts nor timers nor anything else"
    },
    ({ program, events, residuals }, { advance, read, write }) =>
      first(residuals, (residual, reached) => {
        const last = events
          .slice(reached)
          .reduce((from, event) => advance(program, from, event), read(write(residual)))
        return differs(`from a snapshot after event ${reached}`, last, residuals.at(-1))
      })
  ],
  [
    {
      id: "J4/written",
      name: "residuals can be written down",
      equation: "read(write(r)) = r",
      doc: "a residual holds data only"
    },
    ({ residuals }, { read, write }) =>
      first(residuals, (residual, reached) =>
        differs(`after event ${reached}`, read(write(residual)), residual)
      )
  ],
  [
    {
      id: "J4/json",
      name: "residuals are plain data",
      equation: "JSON.parse(JSON.stringify(r)) = r, if the values of the workflow are plain",
      doc: "the machine itself adds nothing that JSON cannot hold"
    },
    ({ residuals }) =>
      first(residuals, (residual, reached) =>
        differs(`after event ${reached}`, JSON.parse(JSON.stringify(residual)), residual)
      )
  ]
]
