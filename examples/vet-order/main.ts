/**
 * `npx tsx examples/vet-order/main.ts`: vets an order both ways, and says what was rewritten and by which law.
 * @module
 */
import { run } from "lawful"
import { explain, showExplanation } from "lawful/optimise"
import { openBureaus } from "./open-bureaus.ts"
import { quickVetOrder, vetOrder } from "./vet-order.ts"

const order = { customer: "Ada", sku: "tea", quantity: 2, street: "1 Canal Street", city: "Leeds" }

const { bureaus, close } = await openBureaus(50)
console.log(showExplanation(explain(vetOrder, { version: 2, level: "effects" })))
for (const workflow of [vetOrder, quickVetOrder]) {
  const vet = run(workflow, [bureaus])
  await vet(order)
  const start = performance.now()
  const outcome = await vet(order)
  console.log(
    `version ${workflow.version}: ${Math.round(performance.now() - start)} ms, ${JSON.stringify(outcome)}`
  )
}
close()
