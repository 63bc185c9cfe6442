import { explore, Fault, send, verifySaga } from "lawful/simulator"
import { expect, it } from "vitest"
import { ChargeReported } from "../../../examples/payments/events.ts"
import { processPayment } from "../../../examples/payments/workflows/process-payment.ts"
import { first, invariants, moneyIn, payment, second, typedErrors, worldOf } from "./small-world.ts"
import { chargeOf } from "../../../examples/payments/domain/payment.ts"

it("tries", async () => {
  const world = worldOf({ [first]: "at once" })
  const charge = chargeOf(payment, first)
  const found = await explore(processPayment, payment, {
    world,
    invariants,
    faults: [...Fault.every(processPayment.body), ...typedErrors],
    crashes: 1,
    events: [
      send(
        ChargeReported,
        { reference: charge.reference, verdict: { _tag: "Captured" } },
        { key: charge.reference }
      )
    ]
  })
  console.log(found.words)
  expect(found.violation).toBeUndefined()
})
it("tries verify", async () => {
  const world = worldOf({ [first]: "when asked" })
  const found = await verifySaga(processPayment, payment, {
    world,
    invariants,
    faults: typedErrors,
    crashes: 1,
    observe: moneyIn
  })
  console.log(found.words)
})
