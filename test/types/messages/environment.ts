// What a ReaderTaskEither lacks is a missing property of its environment.
import * as TE from "fp-ts/lib/TaskEither.js"
import { implement } from "lawful"
import { toReaderTaskEither, toTaskEither } from "lawful/fp-ts"
import { charge, Payments, quote } from "./domain.ts"

const payments = implement(Payments, {
  charge: () => "receipt",
  refund: () => undefined
})

const charging = toReaderTaskEither([Payments]).interpret(charge)

// error: Property 'Payments' is missing in type '{}' but required in type 'Environment<"Payments",
export const nothing = charging({ items: 1 } as never)({})

export const half = charging({ items: 1 } as never)({
  // error: Property 'refund' is missing
  Payments: { charge: () => TE.right("receipt") }
})

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"Parcels">'
export const other = toTaskEither([payments]).interpret(quote)
