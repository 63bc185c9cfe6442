/**
 * The durable engine as a subject of laws: as an interpreter, and as something that goes on after a crash.
 * @module
 */
import { unchecked } from "../src/core/codec.ts"
import type { AnyHandler, Implementation } from "../src/core/implementation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import type { AnyStep } from "../src/core/step.ts"
import { Core } from "../src/durable/engine/core.ts"
import { Draft } from "../src/durable/engine/draft.ts"
import { nobody } from "../src/durable/engine/observing.ts"
import { payloadsOf } from "../src/durable/engine/payloads.ts"
import { payloadOf } from "../src/durable/payload/payload.ts"
import { residualOf } from "../src/durable/engine/recording.ts"
import { Registry } from "../src/durable/engine/registry.ts"
import type { RunInfo } from "../src/durable/engine/run-info.ts"
import type { Plugin } from "../src/durable/observe/plugin.ts"
import { Reporter } from "../src/durable/observe/reporter.ts"
import type { Journal, Records } from "../src/durable/journal/journal.ts"
import { below, lastOf, numberOf } from "../src/durable/keys.ts"
import type { AnyWorkflow } from "../src/interpreters/in-process/environment.ts"
import { advance } from "../src/machine/advance.ts"
import type { Residual } from "../src/machine/residual.ts"
import { read, write } from "../src/machine/write.ts"
import { labIn } from "./in-process.ts"
import type { Process, Recoverable, Store } from "./recoverable.ts"
import { everything, type Subject } from "./subject.ts"
import type { World } from "./world.ts"

/** What the laws of the engine need of a journal. */
export interface TestedJournal {
  readonly name: string
  /** An empty one. */
  readonly journal: () => Journal
  /** Commits of a run before what is left of it is written down; as the engine does it when left out. */
  readonly snapshotEvery?: number
  /** Those who watch; nobody when left out. */
  readonly plugins?: ReadonlyArray<Plugin>
}

/** Runs steps on the engine, each on a journal of its own. */
export const durable = ({ name, journal, snapshotEvery, plugins }: TestedJournal): Subject => {
  let latest: Started | undefined
  return {
    name,
    capabilities: everything,
    run: (step, input, world, workflows, signal) => {
      const started = new Started(
        { journal: journal(), snapshotEvery, plugins },
        step,
        input,
        world,
        workflows as unknown as ReadonlyArray<AnyWorkflow>
      )
      latest = started
      signal?.addEventListener("abort", () => started.cancel(signal.reason), { once: true })
      return started.outcome
    },
    idle: async () => {
      await latest?.idle()
    }
  }
}

/** The engine, whose process ends again and again. */
export const durableRecovery = ({ name, journal, snapshotEvery, plugins }: TestedJournal): Recoverable => {
  const processes = new Set<Started>()
  return {
    name,
    capabilities: everything,
    keeping: { advance, write, read },
    store: () => {
      for (const process of processes) process.kill()
      processes.clear()
      return new JournalStore({ journal: journal(), snapshotEvery, plugins }, processes)
    },
    idle: async () => {
      // A process that has ended is followed by another one, which needs its own turns.
      for (let turn = 0; turn < 3; turn++) {
        await new Promise((resolve) => setImmediate(resolve))
        for (const process of processes) await process.idle()
      }
    }
  }
}

/** Where a process keeps its runs. */
interface Place {
  readonly journal: Journal
  readonly snapshotEvery: number | undefined
  readonly plugins: ReadonlyArray<Plugin> | undefined
}

class JournalStore implements Store {
  readonly #place: Place
  readonly #processes: Set<Started>
  #latest: Started | undefined

  constructor(place: Place, processes: Set<Started>) {
    this.#place = place
    this.#processes = processes
  }

  start(...[step, input, world, workflows]: Parameters<Store["start"]>): Process {
    const started = new Started(
      this.#place,
      step,
      input,
      world,
      workflows as unknown as ReadonlyArray<AnyWorkflow>
    )
    this.#latest = started
    this.#processes.add(started)
    return {
      outcome: started.outcome,
      kill: () => {
        this.#processes.delete(started)
        started.kill()
      },
      live: () => started.live()
    }
  }

  recovered(): ReadonlyMap<string, Residual> {
    return this.#latest?.recovered() ?? new Map<string, Residual>()
  }
}

/** A process with an engine that runs one step, or goes on with it. */
class Started {
  readonly outcome: Promise<Outcome<unknown, unknown>>
  readonly #registry: Registry
  readonly #opened: Promise<void>
  #records: Records | undefined
  #core: Core | undefined
  #killed = false

  constructor(
    { journal, snapshotEvery, plugins }: Place,
    step: AnyStep,
    input: unknown,
    world: World,
    workflows: ReadonlyArray<AnyWorkflow>
  ) {
    const handlers = (labIn(world) as unknown as Implementation<string>).handlers
    this.#registry = new Registry(
      [asWorkflow(step), ...workflows],
      [],
      ({ name }) => handlers[name] as AnyHandler
    )
    let resolve: (outcome: Outcome<unknown, unknown>) => void = () => undefined
    this.outcome = new Promise((done) => {
      resolve = done
    })
    this.#opened = journal.open({ standby: true }).then((records) => {
      this.#records = records
      if (this.#killed) return records.close()
      const core = new Core({
        records,
        registry: this.#registry,
        payloads,
        clock: world.clock,
        observing: plugins === undefined ? nobody : new Reporter(plugins),
        ...(snapshotEvery === undefined ? {} : { snapshotEvery })
      })
      this.#core = core
      core.open()
      const number = core.numberOf("run") ?? core.create({ id: "run", workflow: "law", version: 1, input })
      core.outcome(number).then(resolve, () => undefined)
    })
  }

  cancel(reason: unknown): void {
    void this.#opened.then(() => {
      const core = this.#core as Core
      core.tell(core.numberOf("run") as number, { kind: "cancelled", reason, time: core.now() })
    })
  }

  kill(): void {
    this.#killed = true
    this.#core?.end()
    this.#records?.close()
  }

  async idle(): Promise<void> {
    await this.#opened
    if (!this.#killed) await this.#core?.idle()
  }

  live(): ReadonlyMap<string, Residual> {
    return new Map([...(this.#core?.runs.values() ?? [])].map((run) => [run.info.id, run.residual]))
  }

  recovered(): ReadonlyMap<string, Residual> {
    const records = this.#records as Records
    const reading = { draft: new Draft(records), payloads }
    return new Map(
      records.range(below("r")).map(({ key, value }) => {
        const info = JSON.parse(value as string) as RunInfo
        const program = this.#registry.programOf(info)
        if (typeof program === "string") throw new Error(program)
        return [info.id, residualOf(reading, numberOf(lastOf(key)), program, info).residual]
      })
    )
  }
}

const payloads = payloadsOf(payloadOf([]))

const anything = unchecked()

const asWorkflow = (step: AnyStep): AnyWorkflow =>
  ({
    kind: "workflow",
    name: "law",
    version: 1,
    effect: "undoable",
    input: anything,
    output: anything,
    error: anything,
    body: step
  }) as unknown as AnyWorkflow
