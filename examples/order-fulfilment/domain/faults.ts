/**
 * What is to go wrong with an order: instructions to the services, for rehearsals.
 * @module
 */
import * as t from "io-ts"
import { record } from "./codec.ts"
import { Natural } from "./number.ts"

export type Faults = t.TypeOf<typeof Faults>
export const Faults = record(
  "instructions for what is to go wrong",
  {},
  {
    /** The card is refused. */
    cardDeclined: t.boolean,
    /** So many attempts to charge get no answer, and nothing is charged. */
    gatewayDown: Natural,
    /** So many attempts after these get no answer, although the card is charged. */
    answerLost: Natural,
    /** So many attempts to refund break. */
    refundBroken: Natural,
    /** The carrier does not take the parcel. */
    carrierRefuses: t.boolean
  }
)
