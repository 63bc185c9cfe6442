/**
 * A lost column: the note was added to the table years after the extraction was specified, and it is optional, so that no
 * codec misses it.
 * @module
 */
import { type Queries, queries } from "../extraction/extract.ts"

export const lostColumn: Queries = { ...queries, orders: queries.orders.replace("note, ", "") }
