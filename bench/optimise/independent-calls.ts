import { run } from "lawful"
import { openBureaus } from "../../examples/vet-order/open-bureaus.ts"
import { quickVetOrder, vetOrder } from "../../examples/vet-order/vet-order.ts"
import type { Bench } from "../bench.ts"
import { median } from "../median.ts"

const heats = 30

/** How long each service takes to answer. */
const delay = 10

const order = { customer: "Ada", sku: "tea", quantity: 2, street: "1 Canal Street", city: "Leeds" }

/** Three services that are asked over HTTP: one after the other, as optimised, and as one would write it by hand. */
export const independentCalls: Bench = {
  name: "optimise/independent-calls",
  unit: "ms/run",
  measure: async () => {
    const { bureaus, ask, close } = await openBureaus(delay)
    const handwritten = async ({ customer, sku, quantity, street, city }: typeof order): Promise<unknown> => {
      const [credit, stock, address] = await Promise.all([
        ask("credit", { customer }),
        ask("stock", { sku, quantity }),
        ask("address", { street, city })
      ])
      const { score = 0 } = credit
      return { accepted: score > 500 && stock.available === true && address.deliverable === true, score }
    }
    const contenders = {
      lawful: run(quickVetOrder, [bureaus]),
      unoptimised: run(vetOrder, [bureaus]),
      handwritten
    }
    const times: Record<string, Array<number>> = { lawful: [], unoptimised: [], handwritten: [] }
    // In turns, so that whatever else the machine does concerns all of them. The first heat warms up.
    for (let heat = 0; heat <= heats; heat++)
      for (const [name, contender] of Object.entries(contenders)) {
        const start = performance.now()
        await contender(order)
        if (heat > 0) times[name]?.push(performance.now() - start)
      }
    close()
    return {
      figures: Object.fromEntries(Object.entries(times).map(([name, measured]) => [name, median(measured)]))
    }
  }
}
