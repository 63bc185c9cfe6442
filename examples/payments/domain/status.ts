/**
 * How far a transaction has come: a state machine as a table.
 * @module
 */
import * as t from "io-ts"

export type Status = t.TypeOf<typeof Status>
export const Status = t.keyof(
  {
    created: null,
    validated: null,
    held: null,
    rejected: null,
    charging: null,
    charged: null,
    settled: null,
    failed: null,
    refunded: null
  },
  "the status of a transaction"
)

/** What may follow a status. A settlement that is taken back makes the transaction charged again. */
export const successors: Readonly<Record<Status, ReadonlyArray<Status>>> = {
  created: ["validated", "rejected", "failed"],
  validated: ["held", "charging", "rejected", "failed"],
  held: ["charging", "rejected", "failed"],
  charging: ["charged", "failed"],
  charged: ["settled", "failed"],
  settled: ["refunded", "charged"],
  rejected: [],
  failed: [],
  refunded: []
}

/** Tells whether a status may follow another. */
export const mayFollow = (from: Status, to: Status): boolean => successors[from].includes(to)

/** Tells whether the payment has come to an end: what the merchant was told stays true. */
export const isClosed = (status: Status): boolean => status === "settled" || successors[status].length === 0
