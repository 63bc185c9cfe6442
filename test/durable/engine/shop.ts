/**
 * A small shop, for tests of the engine.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, Saga, Signature, Step, Workflow } from "lawful"

/** What a warehouse does: takes things, puts them back, looks how many there are. */
export const Stock = Signature.make("Stock", {
  take: { input: t.string, output: t.string, effect: "undoable", delivery: "idempotent" },
  putBack: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" },
  look: { input: t.string, output: t.number, effect: "readonly" }
})

export const Post = Signature.make("Post", {
  send: { input: t.string, output: t.string, effect: "irreversible", delivery: "idempotent" }
})

export const Paid = Event.make("Paid", { payload: t.type({ amount: t.number }) })
export const Dropped = Event.make("Dropped", { payload: t.string })

const Item = t.type({ item: t.string })

export const take = Saga.undoable(Stock.take, Stock.putBack)

/** Takes the item, waits for the money, sends it. */
export const order = Workflow.make("order", {
  version: 1,
  input: Item,
  output: t.string,
  effect: "irreversible",
  body: pipe(
    Step.begin<t.TypeOf<typeof Item>>(),
    Step.bind("taken", ({ input }) => input.item, take),
    Step.bind("paid", () => undefined, Step.waitFor(Paid)),
    Step.map(({ taken, paid }) => `${taken} for ${paid.amount}`),
    Step.andThen(Saga.pivot(Post.send))
  )
})

/** What the shop was asked to do, and how it answers. */
export class Shop {
  readonly calls: Array<string> = []
  /** By the name of the operation: what happens before it answers. */
  readonly before = new Map<string, (input: string, key: string) => unknown>()

  readonly #do = async <B>(
    operation: string,
    input: string,
    { key }: { readonly key: string },
    answer: B
  ): Promise<B> => {
    this.calls.push(`${operation} ${input}`)
    await this.before.get(operation)?.(input, key)
    return answer
  }

  readonly implementations = [
    implement(Stock, {
      take: (item, context) => this.#do("take", item, context, item.toUpperCase()),
      putBack: (item, context) => this.#do("putBack", item, context, undefined),
      look: (item, context) => this.#do("look", item, context, item.length)
    }),
    implement(Post, { send: (parcel, context) => this.#do("send", parcel, context, `sent ${parcel}`) })
  ]
}

/** An operation that does not answer before it is told to. */
export class Gate {
  open: () => void = () => undefined
  readonly passed = new Promise<void>((resolve) => {
    this.open = resolve
  })
}
