/**
 * `npx tsx examples/payments/main.ts`: a day at a payment processor, with services that misbehave in a process of their own.
 * Started again after it was interrupted, by `kill -9` for instance, it goes on where it was.
 *
 * Exit codes: 0 the books balance, 1 they do not, 2 a mistake in the arguments.
 * @module
 */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { auditAtRest } from "./audit.ts"
import { readBooks } from "./clients/read-books.ts"
import { DAY, paymentsOf } from "./load.ts"
import { openProcessor, type Processor } from "./processor.ts"
import { startServices } from "./process/start-services.ts"
import { badDay } from "./process/whims.ts"
import { sheet } from "./sheet.ts"
import { spendDay } from "./spend-day.ts"
import { hasty } from "./workflows/patience.ts"

const usage = `Usage: npx tsx examples/payments/main.ts [--folder DIR] [--payments N] [--seed N] [--services URL]

Takes N payments (100) through a processor whose journal and books are in DIR (.cache/payments), and says whether the books
balance. The services are started with it, unless they run elsewhere, at URL.
Interrupted and started again, it goes on where it was. Remove DIR to begin a new day.

Exit codes: 0 the books balance, 1 they do not, 2 a mistake in the arguments.`

interface Asked {
  readonly folder: string
  readonly payments: number
  readonly seed: number
  readonly services: string | undefined
}

const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const asked = argumentsOf(args)
  if (asked === "help") return say(usage)
  if (asked instanceof Error) {
    process.stderr.write(`${asked.message}\n\n${usage}\n`)
    return 2
  }
  mkdirSync(asked.folder, { recursive: true })
  const services = asked.services === undefined ? await startOwn(asked) : undefined
  try {
    return await run(asked, asked.services ?? services?.url ?? "")
  } finally {
    await services?.stop()
  }
}

const startOwn = ({ folder, seed }: Asked) =>
  startServices({ path: join(folder, "services.db"), seed, whims: badDay })

const run = async ({ folder, payments, seed }: Asked, services: string): Promise<number> => {
  const processor = await openProcessor({
    journal: join(folder, "journal.db"),
    services,
    patience: hasty,
    // A day takes some seconds here, so it is reconciled again and again.
    reconcile: { cron: "*/2 * * * * *", day: () => DAY }
  })
  say("The processor is open.")
  try {
    const ends = await spendDay(processor, paymentsOf(payments, seed), 32)
    const reconciliation = await (await processor.reconcile(DAY, `end of ${payments}`)).result()
    const { books } = await readBooks(services)
    const differences = [
      // A payment that was called off before it was begun has left nothing.
      ...(books.transactions.size + (ends["payment Cancelled"] ?? 0) < payments
        ? [`there are only ${books.transactions.size} transactions`]
        : []),
      ...(await oddRuns(processor)),
      ...auditAtRest(books),
      ...(reconciliation._tag === "Completed" ? reconciliation.output.differences : [reconciliation._tag])
    ]
    say(sheet(books, ends, differences))
    return differences.length === 0 ? 0 : 1
  } finally {
    await processor.close()
  }
}

/** Runs that have not ended in an orderly way. */
const oddRuns = async ({ engine }: Processor): Promise<ReadonlyArray<string>> => {
  const odd = ["held", "stuck", "defect"] as const
  const lists = await Promise.all(odd.map((status) => engine.list({ status })))
  return lists.flatMap(({ runs }) => runs.map(({ id, status }) => `run ${id} is ${status}`))
}

const argumentsOf = (args: ReadonlyArray<string>): "help" | Asked | Error => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        folder: { type: "string", default: join(".cache", "payments") },
        payments: { type: "string", default: "100" },
        seed: { type: "string", default: "1" },
        services: { type: "string" },
        help: { type: "boolean", short: "h" }
      }
    })
    if (values.help === true) return "help"
    const { folder, services } = values
    const asked = { folder, services, payments: Number(values.payments), seed: Number(values.seed) }
    if (!Number.isSafeInteger(asked.seed) || !Number.isSafeInteger(asked.payments) || asked.payments < 0)
      return new Error(`expected whole numbers (were ${values.payments} and ${values.seed})`)
    return asked
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  }
}

const say = (text: string): 0 => {
  process.stdout.write(`${text}\n`)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
