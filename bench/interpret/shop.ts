/** What both sides sell from: the same small functions behind all services, so that only the glue between them differs. */

export interface Item {
  readonly sku: string
  readonly quantity: number
}

export interface Order {
  readonly id: number
  readonly customer: string
  readonly items: readonly [Item, Item, Item]
  readonly amount: number
}

export interface Customer {
  readonly id: string
  readonly discount: number
}

export interface Charge {
  readonly order: number
  readonly amount: number
}

export interface Refusal {
  readonly _tag: "OutOfStock" | "GatewayDown" | "CardDeclined" | "NoCarrier" | "AccountClosed"
  readonly order: number
}

/** The order of an input: every second one needs a second attempt to charge, every fourth is undone. */
export const orderOf = (input: number): Order => ({
  id: input,
  customer: `customer-${input}`,
  items: [
    { sku: "mug", quantity: 1 + (input & 1) },
    { sku: "plate", quantity: 2 },
    { sku: "spoon", quantity: 4 }
  ],
  amount: 100 + input
})

/** One day in the shop: what is left says what was done. */
export class Shop {
  readonly stock = { mug: 1_000, plate: 1_000, spoon: 1_000 }
  money = 0
  parcels = 0
  invoices = 0
  points = 0
  letters = 0
  private attempts = 0

  /** A new day, so that no run sees what another one has left. */
  open(): void {
    this.stock.mug = this.stock.plate = this.stock.spoon = 1_000
    this.money = this.parcels = this.invoices = this.points = this.letters = this.attempts = 0
  }

  customer(id: string): Customer {
    return { id, discount: id.length % 3 }
  }

  reserve({ sku, quantity }: Item): Item | Refusal {
    const left = this.stock[sku as "mug"]
    if (left < quantity) return { _tag: "OutOfStock", order: 0 }
    this.stock[sku as "mug"] = left - quantity
    return { sku, quantity }
  }

  release({ sku, quantity }: Item): void {
    this.stock[sku as "mug"] += quantity
  }

  risk({ amount }: Order): number {
    return amount % 10
  }

  charge({ order, amount }: Charge): Charge | Refusal {
    if ((order & 1) === 1 && this.attempts++ === 0) return { _tag: "GatewayDown", order }
    this.money += amount
    return { order, amount }
  }

  refund({ amount }: Charge): void {
    this.money -= amount
  }

  book(order: number): number | Refusal {
    if (order % 8 === 3) return { _tag: "NoCarrier", order }
    this.parcels++
    return order
  }

  unbook(): void {
    this.parcels--
  }

  invoice({ order }: Charge): number {
    this.invoices++
    return order
  }

  voidInvoice(): void {
    this.invoices--
  }

  credit({ order, amount }: Charge): Charge | Refusal {
    if (order % 8 === 7) return { _tag: "AccountClosed", order }
    this.points += amount
    return { order, amount }
  }

  debit({ amount }: Charge): void {
    this.points -= amount
  }

  send(letter: string): string {
    this.letters++
    return letter
  }

  /** What a run has left behind. */
  get books(): string {
    const { mug, plate, spoon } = this.stock
    return [mug, plate, spoon, this.money, this.parcels, this.invoices, this.points, this.letters].join(" ")
  }
}

export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === "object" && answer !== null && "_tag" in answer

/** What is said to the customer. */
export const letterOf = (order: Order, { discount }: Customer, risk: number): string =>
  `order ${order.id}: ${order.amount - discount}, ${risk}`
