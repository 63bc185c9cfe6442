/**
 * Four ways to get the migration wrong, by name. Each is one small difference.
 * @module
 */
import type { Parts } from "../migration.ts"
import { type Modules, modules } from "../services/deploy.ts"
import { lostColumn } from "./lost-column.ts"
import { missedRefund } from "./missed-refund.ts"
import { placeOrderUndoneTooLate } from "./services-disagree.ts"

/** A wrong migration. */
export interface Bug {
  readonly name: string
  /** What is wrong, in a sentence. */
  readonly says: string
  readonly modules?: Modules
  readonly parts?: Parts
}

export const bugs: ReadonlyArray<Bug> = [
  {
    name: "lost-column",
    says: "the extraction does not take the note of an order along",
    parts: { queries: lostColumn }
  },
  {
    name: "changed-rounding",
    says: "the payment service rounds halves up, the monolith rounds them to the even neighbour",
    modules: { ...modules, payments: new URL("./changed-rounding.ts", import.meta.url) }
  },
  {
    name: "missed-refund",
    says: "the extraction finds refunds of cancelled orders, and no others",
    parts: { queries: missedRefund }
  },
  {
    name: "services-disagree",
    says: "the new workflow does not refund a charge whose answer was lost",
    parts: { placeOrder: placeOrderUndoneTooLate }
  }
]
