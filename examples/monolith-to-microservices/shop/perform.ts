/**
 * Carries out commands on whatever implements the three signatures: the monolith and the services get the same workflows.
 * @module
 */
import { type Cause, type Implementation, type Outcome, run } from "lawful"
import { cancelOrder } from "../workflows/cancel-order.ts"
import { statement, stockReport } from "../workflows/look-up.ts"
import { type PlaceOrder, placeOrder } from "../workflows/place-order.ts"
import type { Command } from "./command.ts"

/** The operations of a shop. */
export type Services = ReadonlyArray<Implementation<"Orders" | "Payments" | "Inventory">>

/** What the caller sees. */
export type Answer =
  | { readonly done: unknown }
  | { readonly refused: unknown }
  | { readonly "needs a human": unknown }

/** Runs the workflow that a command asks for. */
export const perform = async (
  command: Command,
  services: Services,
  place: PlaceOrder = placeOrder
): Promise<Answer> => {
  switch (command.kind) {
    case "place":
      return answerOf(await run(place, services)(command.draft))
    case "cancel":
      return answerOf(await run(cancelOrder, services)(command.order))
    case "statement":
      return answerOf(await run(statement, services)(command.customer))
    case "stock":
      return answerOf(await run(stockReport, services)(undefined))
  }
}

const answerOf = (outcome: Outcome<unknown, unknown>): Answer => {
  switch (outcome._tag) {
    case "Completed":
      return { done: outcome.output }
    case "Failed":
      return { refused: outcome.error }
    case "Stuck":
      return { "needs a human": { owed: outcome.owed, why: outcome.also.map(reason) } }
    case "Defect":
      return { "needs a human": { at: outcome.at, why: [words(outcome.cause)] } }
    case "Cancelled":
      return { "needs a human": { why: "nobody cancels a command" } }
  }
}

const reason = (cause: Cause): string =>
  cause.kind === "defect" ? words(cause.cause) : `${cause.kind}: ${JSON.stringify(cause)}`

const words = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
