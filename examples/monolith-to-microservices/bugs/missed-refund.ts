/**
 * A missed refund: the extraction looks for refunds where orders were cancelled. But money also goes back when an order comes
 * to nothing after the card was charged.
 * @module
 */
import { type Queries, queries } from "../extraction/extract.ts"

export const missedRefund: Queries = {
  ...queries,
  refunds: queries.refunds.replace("refunded IS NOT NULL", "status = 'cancelled'")
}
