/**
 * Who is asked about an order before it is accepted: three services of three owners.
 *
 * Each says what it reads, so that it is known that they do not get into each other's way.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"

const Customer = t.type({ customer: t.string })
const Goods = t.type({ sku: t.string, quantity: t.number })
const Address = t.type({ street: t.string, city: t.string })

/** The customer is not known to the bureau. */
export const Unknown = t.type({ _tag: t.literal("Unknown"), customer: t.string })

/** The services. */
export const Bureaus = Signature.make("Bureaus", {
  credit: {
    input: Customer,
    output: t.type({ score: t.number }),
    error: Unknown,
    effect: "readonly",
    footprint: { reads: ["credit files"] }
  },
  stock: {
    input: Goods,
    output: t.type({ available: t.boolean }),
    effect: "readonly",
    footprint: { reads: ["shelves"] }
  },
  address: {
    input: Address,
    output: t.type({ deliverable: t.boolean }),
    effect: "readonly",
    footprint: { reads: ["street register"] }
  }
})

/** An order as it comes in. */
export const Order = t.type({
  customer: t.string,
  sku: t.string,
  quantity: t.number,
  street: t.string,
  city: t.string
})
