/**
 * The process of the inventory service.
 * @module
 */
import { listen } from "../listen.ts"
import { inventoryService } from "../inventory.ts"

listen(inventoryService)
