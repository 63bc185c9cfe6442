import * as A from "fp-ts/lib/ReadonlyArray.js"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as T from "fp-ts/lib/Task.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { Prepare } from "../side.ts"
import { type Customer, type Item, letterOf, type Order, orderOf, type Refusal, Shop } from "../shop.ts"
import { type Services, servicesOf } from "./services.ts"

/** Does something, goes on with it, and undoes it when what comes after fails. */
const undoable = <E, A, E2, B>(
  act: TE.TaskEither<E, A>,
  undo: (done: A) => T.Task<unknown>,
  use: (done: A) => TE.TaskEither<E2, B>
): TE.TaskEither<E | E2, B> =>
  pipe(
    act,
    TE.chainW((done) =>
      pipe(
        use(done),
        TE.orElse((error) =>
          pipe(
            undo(done),
            T.map(() => E.left<E2, B>(error))
          )
        )
      )
    )
  )

/** Tries again, up to so many times, as long as the error is one that may pass. */
const retrying = <E, A>(
  task: TE.TaskEither<E, A>,
  times: number,
  passes: (error: E) => boolean
): TE.TaskEither<E, A> =>
  times === 0
    ? task
    : pipe(
        task,
        TE.orElse((error) => (passes(error) ? retrying(task, times - 1, passes) : TE.left(error)))
      )

/** All side by side; when one is refused, those that were reserved are released. */
const reserveAll =
  ({ reserve, release }: Services["Inventory"]) =>
  (items: Order["items"]): TE.TaskEither<Refusal, ReadonlyArray<Item>> =>
    pipe(
      T.traverseArray(reserve)(items),
      T.chain((answers) =>
        pipe(
          E.sequenceArray(answers),
          E.match(
            (refusal) =>
              pipe(
                A.rights(answers),
                T.traverseSeqArray(release),
                T.map(() => E.left(refusal))
              ),
            (reserved) => TE.right(reserved)
          )
        )
      )
    )

/** The workflow as one writes it in fp-ts by hand. */
const fulfil =
  (order: Order) =>
  ({
    Customers,
    Inventory,
    Risks,
    Payments,
    Shipping,
    Books,
    Letters
  }: Services): TE.TaskEither<Refusal, string> => {
    const charge = retrying(
      Payments.charge({ order: order.id, amount: order.amount }),
      2,
      ({ _tag }) => _tag === "GatewayDown"
    )
    const confirmed = (customer: Customer) => (risk: number) =>
      undoable(charge, Payments.refund, (paid) =>
        undoable(Shipping.book(order.id), Shipping.cancel, () =>
          undoable(Books.invoice(paid), Books.void, () =>
            undoable(Books.credit(paid), Books.debit, () => Letters.send(letterOf(order, customer, risk)))
          )
        )
      )
    return pipe(
      Customers.find(order.customer),
      TE.chainW((customer) =>
        undoable(reserveAll(Inventory)(order.items), T.traverseSeqArray(Inventory.release), () =>
          pipe(Risks.score(order), TE.chainW(confirmed(customer)))
        )
      )
    )
  }

export const prepare: Prepare = () => {
  const shop = new Shop()
  const services = servicesOf(shop)
  return async (input) => {
    shop.open()
    const fulfilled = await fulfil(orderOf(input))(services)()
    return `${E.getOrElse(({ _tag }: Refusal) => _tag as string)(fulfilled)}: ${shop.books}`
  }
}
