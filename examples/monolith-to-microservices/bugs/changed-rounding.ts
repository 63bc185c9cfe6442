/**
 * A changed rounding: the new payment service computes amounts in SQL, whose `round` rounds halves up; the monolith rounds
 * them to the even neighbour. This module is the process of the service.
 * @module
 */
import * as t from "io-ts"
import { listen } from "../services/listen.ts"
import { paymentsServiceBy } from "../services/payments.ts"

listen(
  paymentsServiceBy((database, { net, discount }) => {
    const priced = database.row(
      t.type({ amount: t.number }),
      `SELECT CAST(discounted + round(discounted * 19 / 100.0) AS INTEGER) AS amount
       FROM (SELECT ?1 - round(?1 * ?2 / 100.0) AS discounted)`,
      net,
      discount
    )
    return priced?.amount ?? 0
  })
)
