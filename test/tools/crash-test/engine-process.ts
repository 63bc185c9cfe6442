/** The process that is killed: `engine-process.ts JOURNAL [MUTANT]`. The outside is at the other end of its channel. */
import type { DatabaseSyncInstance } from "@photostructure/sqlite"
import { type Context, type Failure, implement, type Outcome } from "lawful"
import { Engine, type Journal, type RunHandle, sqlite, transactionOf } from "lawful/durable"
import {
  Call,
  Ledger,
  Letter,
  Outside,
  type Request,
  type Return,
  type Trail,
  trailOf,
  type Trouble
} from "./domain.ts"
import type { Answer, Ended, FromEngine, ToEngine } from "./messages.ts"
import { type Mutant, mutants } from "./mutants.ts"
import type { Needs, Scenario } from "./scenario.ts"
import { scenarios } from "./scenarios.ts"

const [, , file = "", mutant] = process.argv
const broken = mutant === undefined ? undefined : mutants[mutant as Mutant]

/** What comes too late, because the test has closed the engine, is told to nobody. */
const tell = (message: FromEngine): void => void (process.connected && process.send?.(message))

let calls = 0
const answers = new Map<number, (answer: Answer) => void>()

/** Calls the outside, and waits for its answer. */
const ask = <E>(operation: string, input: Request | Return, { key, attempt }: Context<E>): Promise<Answer> =>
  new Promise((resolve) => {
    const call = ++calls
    answers.set(call, resolve)
    const { run, label } = input
    tell({ kind: "call", call, operation, run, label, key: broken?.key?.(key) ?? key, attempt, input })
  })

/** The ticket, for operations that are never refused. */
const ticketOf = (answer: Answer): string => {
  if (answer.kind === "done") return answer.ticket
  throw new Error(answer.kind === "broken" ? "the service broke down" : `${answer.tag} ${answer.label}`)
}

const ticketOr = <E extends Trouble>(answer: Answer, { fail }: Context<E>): string | Failure<E> =>
  answer.kind === "failed"
    ? // Each operation is answered with the errors that it declares; which ones is decided by the job.
      (fail as (error: Trouble) => Failure<E>)({ _tag: answer.tag, label: answer.label })
    : ticketOf(answer)

const outside = implement(Outside, {
  make: async (input, context) => ticketOr(await ask("Outside.make", input, context), context),
  send: async (input, context) => ticketOr(await ask("Outside.send", input, context), context),
  mail: async (input, context) => ticketOf(await ask("Outside.mail", input, context)),
  unmake: async (input, context) => void ticketOf(await ask("Outside.unmake", input, context)),
  unmail: async (input, context) => void ticketOf(await ask("Outside.unmail", input, context))
})

const insert = (context: object, run: string, label: string): void => {
  const database = transactionOf<DatabaseSyncInstance>(context)
  database.exec(
    "CREATE TABLE IF NOT EXISTS posting (id INTEGER PRIMARY KEY, run TEXT NOT NULL, label TEXT NOT NULL)"
  )
  database.prepare("INSERT INTO posting (run, label) VALUES (?, ?)").run(run, label)
}

const ledger = implement(Ledger, {
  post: ({ run, label }, context) => {
    insert(context, run, label)
    return `row ${label}`
  },
  unpost: ({ run, label }, context) => insert(context, run, `undo of ${label}`)
})

/** Moves the log into the file often, so that it is killed while it does. */
const journal: Journal<DatabaseSyncInstance> = {
  name: file,
  open: async (options) => {
    const records = await sqlite(file).open(options)
    records.commit(({ handle }) => {
      handle.exec("PRAGMA wal_autocheckpoint = 64")
      return []
    })
    return records
  }
}

const engine = await Engine.open({
  journal: broken?.journal?.(journal) ?? journal,
  workflows: [...new Set(scenarios.flatMap(({ workflow, calls: called = [] }) => [workflow, ...called]))],
  implementations: [outside, ledger]
})

const endedAs = (outcome: Outcome<Trail, Trouble>): Ended => {
  switch (outcome._tag) {
    case "Completed":
      return { tag: "Completed", value: outcome.output }
    case "Failed":
      return { tag: "Failed", value: outcome.error }
    case "Cancelled":
      return { tag: "Cancelled", value: "" }
    case "Defect":
      return { tag: "Defect", value: outcome.cause }
    case "Stuck":
      return { tag: "Stuck", value: outcome }
  }
}

const handles = new Map<string, Promise<RunHandle<Trail, Trouble, Needs>>>()

const workflowOf = (scenario: string): Scenario["workflow"] => {
  const found = scenarios.find(({ name }) => name === scenario)
  if (found === undefined) throw new Error(`there is no scenario ${scenario}`)
  return found.workflow
}

const handleOf = (run: string): Promise<RunHandle<Trail, Trouble, Needs>> => {
  const handle = handles.get(run)
  if (handle === undefined) throw new Error(`${run} has neither been started nor is it watched`)
  return handle
}

const tellEnd = async (run: string): Promise<void> =>
  tell({ kind: "ended", run, outcome: endedAs(await (await handleOf(run)).result()) })

const receive = async (message: ToEngine): Promise<void> => {
  switch (message.kind) {
    case "answer": {
      const resolve = answers.get(message.call)
      answers.delete(message.call)
      return resolve?.(message.answer)
    }
    case "start": {
      const { job, scenario } = message
      const started = engine.start(workflowOf(scenario), trailOf(job), { id: job.run })
      handles.set(job.run, started)
      await started
      tell({ kind: "started", run: job.run })
      return tellEnd(job.run)
    }
    case "watch": {
      const { run, scenario } = message
      const got = engine.get(workflowOf(scenario), run)
      handles.set(run, got)
      const there = await got.then(
        () => true,
        (error: unknown) => {
          if ((error as { readonly code?: unknown }).code === "durable/unknown-run") return false
          throw error
        }
      )
      return there ? tellEnd(run) : tell({ kind: "missing", run })
    }
    case "send": {
      const { run, sent, payload } = message
      const id = broken?.id?.(message.id) ?? message.id
      if (sent.way === "letter") await (await handleOf(run)).signal(Letter, payload, { id })
      else await engine.emit(Call, payload, { key: run, id })
      return tell({ kind: "sent", id: message.id })
    }
    case "cancel":
      return (await handleOf(message.run)).cancel("no longer wanted")
    case "list":
      return tell({ kind: "listed", runs: await listed() })
    case "close":
      await engine.close()
      return process.disconnect()
  }
}

const listed = async (): Promise<ReadonlyArray<string>> => {
  const runs: Array<string> = []
  let after: string | undefined
  do {
    const page = await engine.list({ limit: 1_000, ...(after === undefined ? {} : { after }) })
    runs.push(...page.runs.map(({ id }) => id))
    after = page.next
  } while (after !== undefined)
  return runs
}

const trouble = (error: unknown): void =>
  tell({ kind: "trouble", words: error instanceof Error ? (error.stack ?? error.message) : String(error) })

process.on("message", (message: ToEngine) => void receive(message).catch(trouble))
tell({ kind: "open" })
