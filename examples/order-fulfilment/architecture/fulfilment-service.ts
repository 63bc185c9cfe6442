/**
 * Equivalence: the workflow of the shop as a service that others call, and an operation of a service as a workflow.
 * @module
 */
import { asService, asWorkflow } from "lawful/architecture"
import { fulfilOrder } from "../fulfil-order.ts"
import { Payments } from "../signatures/payments.ts"

/** Fulfilment as a service with one operation: `FulfilmentService.signature.run`. */
export const FulfilmentService = asService(fulfilOrder)

/** The workflow of that operation: the workflow of the shop again, under another name. */
export const fulfilElsewhere = asWorkflow("fulfil-elsewhere", FulfilmentService.signature.run)

/** A charge of a card as a workflow of its own. */
export const chargeCard = asWorkflow("charge-card", Payments.charge)
