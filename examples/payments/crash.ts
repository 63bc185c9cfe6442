/**
 * `npx tsx examples/payments/crash.ts --kills N`: kills the processor at random moments under load, starts it again, and looks
 * whether the books balance at the end: every payment has ended in exactly one way, each merchant was told once, and what was
 * charged was settled or given back.
 *
 * The services live on in a process of their own, as other companies do. Every life of the processor has more payments to take.
 *
 * Exit codes: 0 the books balance, 1 they do not, 2 a mistake in the arguments.
 * @module
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { auditAtAnyTime } from "./audit.ts"
import { readBooks } from "./clients/read-books.ts"
import { startServices } from "./process/start-services.ts"
import { badDay, type Dice, diceOf } from "./process/whims.ts"

/** So many payments are added for each life. */
const PER_LIFE = 20

/** So long a processor lives at most once it is open, in milliseconds. */
const LIFE = 2_000

/** One in so many is killed before it is open: while it goes on with what the one before has left. */
const EARLY = 5

/** So long it takes to open, or longer. */
const START = 600

const usage = `Usage: npx tsx examples/payments/crash.ts [--kills N] [--seed N]

Kills the payment processor N times (10) at random moments, starts it again each time, and says whether the books balance.

Exit codes: 0 the books balance, 1 they do not, 2 a mistake in the arguments.`

const root = fileURLToPath(new URL("../..", import.meta.url))

const startProcessor = ({ folder, services, payments, seed }: Life) =>
  spawn(
    process.execPath,
    `--import tsx examples/payments/main.ts --services ${services} --payments ${payments} --seed ${seed} --folder`
      .split(" ")
      .concat(folder),
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] }
  )

/** Lets a processor live for a while; tells whether it was still alive when it was killed. */
const liveAndDie = async (life: Life, dice: Dice): Promise<boolean> => {
  const processor = startProcessor(life)
  const ended = once(processor, "exit")
  const isEarly = dice() * EARLY < 1
  const time = dice()
  // The first thing that it says is that it is open.
  await Promise.race([isEarly ? pause(START * time) : once(processor.stdout, "data"), ended])
  if (!isEarly) await Promise.race([pause(LIFE * time), ended])
  const alive = processor.exitCode === null
  processor.kill("SIGKILL")
  await ended
  return alive
}

/** What a processor is started with. */
interface Life {
  readonly folder: string
  readonly services: string
  readonly payments: number
  readonly seed: number
}

const rehearse = async (folder: string, { kills, seed }: Asked): Promise<number> => {
  const services = await startServices({ path: join(folder, "services.db"), seed, whims: badDay })
  const life = (number: number): Life => ({
    folder,
    services: services.url,
    seed,
    payments: number * PER_LIFE
  })
  try {
    const dice = diceOf(seed)
    let interrupted = 0
    for (let number = 1; number <= kills; number++) {
      if (await liveAndDie(life(number), dice)) interrupted++
      const { books } = await readBooks(services.url)
      const wrong = auditAtAnyTime(books)
      say(`life ${number}: ${books.transactions.size} transactions`, ...wrong.map((text) => `  ${text}`))
      if (wrong.length > 0) return 1
    }
    const last = startProcessor(life(kills + 1))
    last.stdout.pipe(process.stdout)
    const [code] = (await once(last, "exit")) as ReadonlyArray<number | null>
    say(`${interrupted} of ${kills} processors were killed before they had done everything.`)
    return code ?? 1
  } finally {
    await services.stop()
  }
}

interface Asked {
  readonly kills: number
  readonly seed: number
}

const argumentsOf = (args: ReadonlyArray<string>): "help" | Asked | Error => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        kills: { type: "string", default: "10" },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", short: "h" }
      }
    })
    if (values.help === true) return "help"
    const asked = { kills: Number(values.kills), seed: Number(values.seed) }
    if (!Number.isSafeInteger(asked.kills) || !Number.isSafeInteger(asked.seed) || asked.kills < 0)
      return new Error(`expected whole numbers (were ${values.kills} and ${values.seed})`)
    return asked
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  }
}

const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const asked = argumentsOf(args)
  if (asked === "help") return say(usage)
  if (asked instanceof Error) {
    process.stderr.write(`${asked.message}\n\n${usage}\n`)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), "payments-"))
  const code = await rehearse(folder, asked)
  if (code === 0) rmSync(folder, { recursive: true })
  else process.stderr.write(`The journal and the books are in ${folder}.\n`)
  return code
}

const say = (...lines: ReadonlyArray<string>): 0 => {
  process.stdout.write(`${lines.join("\n")}\n`)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
