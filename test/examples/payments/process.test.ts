/**
 * The services in a process of their own, on a bad day: requests are refused, lost, late or answered twice, callbacks come late,
 * twice or never. The workflows run in this process, without an engine.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "@photostructure/sqlite"
import { EventBus, type Outcome, run } from "lawful"
import { afterAll, expect, test } from "vitest"
import { auditAtRest, totals } from "../../../examples/payments/audit.ts"
import { type BooksAtHand, readBooks } from "../../../examples/payments/clients/read-books.ts"
import { remoteServices } from "../../../examples/payments/clients/remote.ts"
import { openWebhook, type Told } from "../../../examples/payments/clients/webhook.ts"
import { ChargeReported, Reviewed } from "../../../examples/payments/events.ts"
import { DAY, paymentsOf, refundsFor } from "../../../examples/payments/load.ts"
import { startServices } from "../../../examples/payments/process/start-services.ts"
import { badDay, diceOf, pick } from "../../../examples/payments/process/whims.ts"
import { hasty } from "../../../examples/payments/workflows/patience.ts"
import { processPaymentWith } from "../../../examples/payments/workflows/process-payment.ts"
import { reconcileDayWith } from "../../../examples/payments/workflows/reconcile-day.ts"
import { refundPaymentWith } from "../../../examples/payments/workflows/refund-payment.ts"

const folder = mkdtempSync(join(tmpdir(), "payments-"))
const path = join(folder, "services.db")

afterAll(() => rmSync(folder, { recursive: true }))

const spend = async (payments: ReturnType<typeof paymentsOf>) => {
  const services = await startServices({ path, seed: 7, whims: badDay })
  const events = new EventBus()
  const webhook = await openWebhook(services.url, (told: Told) =>
    told.event === "Reviewed"
      ? events.emit(Reviewed, told.payload, told.key)
      : events.emit(ChargeReported, told.payload, told.key)
  )
  try {
    const providers = remoteServices(services.url)
    const pay = run(processPaymentWith(hasty), providers, { events })
    const giveBack = run(refundPaymentWith(hasty), providers)
    const ends = await Promise.all(
      payments.map(async (payment) => {
        const outcome = await pay(payment, { id: payment.id })
        const refunds: Array<Outcome<unknown, unknown>> = []
        if (outcome._tag === "Completed" && outcome.output._tag === "Settled")
          for (const refund of refundsFor(payment)) refunds.push(await giveBack(refund, { id: refund.id }))
        return { outcome, refunds }
      })
    )
    const reconciled = await run(reconcileDayWith(hasty), providers)(DAY)
    return { ends, reconciled, ...(await readBooks(services.url)) }
  } finally {
    await webhook.close()
    await services.stop()
  }
}

const counted = (names: ReadonlyArray<string>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

const rowsIn = (sql: string): ReadonlyArray<unknown> => {
  const database = new DatabaseSync(path)
  const rows = database.prepare(sql).all()
  database.close()
  return rows
}

test("a bad day ends with books that balance", async () => {
  const { ends, reconciled, books } = await spend(paymentsOf(60, 3))

  const outcomes = counted(
    ends.map(({ outcome }) => (outcome._tag === "Completed" ? outcome.output._tag : outcome._tag))
  )
  const refunds = counted(ends.flatMap((end) => end.refunds.map(({ _tag }) => _tag)))
  expect(Object.keys(outcomes).sort()).toEqual(["Failed", "Rejected", "Settled"])
  expect(Object.keys(refunds).sort()).toEqual(["Completed", "Failed"])
  expect(auditAtRest(books)).toEqual([])
  expect(books.transactions.size).toBe(60)
  expect(reconciled).toMatchObject({ output: { inTransit: [], differences: [] } })
  expect(totals(books.ledger.values()).some(({ account, sum }) => account === "fees" && sum < 0n)).toBe(true)
  // The files say the same to somebody who only knows SQL.
  expect(
    rowsIn("SELECT row ->> 'currency' AS currency, sum(row ->> 'amount') AS sum FROM ledger GROUP BY 1")
  ).toEqual(expect.arrayContaining([{ currency: "EUR", sum: 0 }]))
})

test("the audit of such a day finds what is made to be wrong", async () => {
  const { books } = await spend([]).then((day): BooksAtHand => day)
  const [settled] = [...books.transactions.values()].filter(({ settlement }) => settlement !== undefined)
  const { id } = settled?.payment ?? {}

  const without = <K extends keyof typeof books>(table: K, keep: (row: never) => boolean) => ({
    ...books,
    [table]: new Map([...books[table]].filter(([, row]) => keep(row as never)))
  })

  expect(auditAtRest(books)).toEqual([])
  expect(auditAtRest(without("letters", ({ payment }) => payment !== id))).toContain(
    `payment ${id}: the merchant was told 0 times how it ended`
  )
  expect(auditAtRest(without("ledger", ({ account }) => account !== "fees"))[0]).toMatch(
    /^ledger: booking settle/
  )
  expect(auditAtRest(without("tills", ({ payment }) => payment !== id)).join()).toMatch(
    /should be kept by the channels/
  )
  expect(
    auditAtRest(
      without("transactions", ({ payment }: { payment: { id: string } }) => payment.id !== id)
    ).join()
  ).toMatch(/charged, and not known to the processor/)
})

test("whims come as often as they are said to", () => {
  const dice = diceOf(1)
  const drawn = counted(Array.from({ length: 10_000 }, () => pick(dice(), { a: 0.1, b: 0.3 }) ?? "none"))

  expect(drawn["a"]).toBeGreaterThan(900)
  expect(drawn["a"]).toBeLessThan(1_100)
  expect(drawn["b"]).toBeGreaterThan(2_800)
  expect(drawn["b"]).toBeLessThan(3_200)
})
