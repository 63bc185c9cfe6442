/**
 * The process of the order service.
 * @module
 */
import { listen } from "../listen.ts"
import { ordersService } from "../orders.ts"

listen(ordersService)
