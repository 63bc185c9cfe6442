/**
 * The three signatures, implemented by calls of the three services.
 * @module
 */
import { implement } from "lawful"
import type { Fault } from "../domain/fault.ts"
import type { Services } from "../shop/perform.ts"
import { Inventory } from "../signatures/inventory.ts"
import { Orders } from "../signatures/orders.ts"
import { Payments } from "../signatures/payments.ts"
import { calling } from "./calling.ts"
import type { Remote } from "./remote.ts"

/** Where the services are. */
export interface Remotes {
  readonly orders: Remote
  readonly payments: Remote
  readonly inventory: Remote
}

/** The operations of a shop that the services keep. */
export const clientsOf = (remotes: Remotes, shop: string, fault: Fault | undefined): Services => {
  const orders = calling({ remote: remotes.orders, shop, fault })
  const payments = calling({ remote: remotes.payments, shop, fault })
  const inventory = calling({ remote: remotes.inventory, shop, fault })
  return [
    implement(Orders, {
      open: orders(Orders.open),
      confirm: orders(Orders.confirm),
      withdraw: orders(Orders.withdraw),
      mayCancel: orders(Orders.mayCancel),
      cancel: orders(Orders.cancel),
      ordersOf: orders(Orders.ordersOf)
    }),
    implement(Payments, {
      charge: payments(Payments.charge),
      refund: payments(Payments.refund),
      accountOf: payments(Payments.accountOf)
    }),
    implement(Inventory, {
      reserve: inventory(Inventory.reserve),
      release: inventory(Inventory.release),
      stock: inventory(Inventory.stock)
    })
  ]
}
