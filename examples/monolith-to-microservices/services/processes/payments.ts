/**
 * The process of the payment service.
 * @module
 */
import { listen } from "../listen.ts"
import { paymentsService } from "../payments.ts"

listen(paymentsService)
