/**
 * The loop of a simulation: takes one thing after the other from the agenda, and ends processes as told.
 * @module
 */
import type { Provider } from "../../core/implementation.ts"
import {
  type AnyWorkflow,
  environmentOf,
  MissingProvider
} from "../../interpreters/in-process/environment.ts"
import { EventBus } from "../../interpreters/in-process/event-bus.ts"
import { systemClock } from "../../interpreters/in-process/clock.ts"
import { begin } from "../../machine/advance.ts"
import type { Answer } from "../../machine/event.ts"
import { programOf, type Runnable } from "../../machine/program.ts"
import { Agenda, type Task } from "./agenda.ts"
import type { Crash } from "../crash.ts"
import type { Fault } from "../fault.ts"
import { copyOf } from "./copy-of.ts"
import type { Sending } from "./sending.ts"
import { Services } from "./services.ts"
import { SimulatedRun } from "./simulated-run.ts"
import type { Surroundings } from "./surroundings.ts"
import type { Happening } from "../trace.ts"
import { type Wait, waitsOf } from "./waiting.ts"

/** What a simulation is given. */
export interface Given {
  readonly providers: ReadonlyArray<Provider<string, unknown>>
  readonly faults: ReadonlyArray<Fault>
  readonly crashes: ReadonlyArray<Crash>
  readonly sendings: ReadonlyArray<Sending<string>>
  readonly seed: number
  readonly cancelAt: number | undefined
  /** The virtual time of the start in milliseconds since 1970. */
  readonly began: number
  /** How many things may be put on record. */
  readonly limit: number
  /** How many real milliseconds to wait for a handler. */
  readonly patience: number
}

/** One simulation. */
export class Simulator {
  readonly trace: Array<Happening> = []
  /** How many things are on record. */
  events = 0
  readonly #given: Given
  readonly #agenda: Agenda
  readonly #services: Services
  readonly #around: Surroundings
  readonly #runs: Array<SimulatedRun> = []
  readonly #crashes: Set<Crash>
  readonly #workflows: ReadonlyMap<string, Runnable>
  #stalled = 0
  #down = false
  /** What has to wait until there is a process again. */
  #afterRecovery: Array<() => void> = []

  constructor(given: Given) {
    this.#given = given
    this.#agenda = new Agenda(given.seed)
    const environment = environmentOf(given.providers, undefined, neverCompiled)
    this.#workflows = workflowsAmong(given.providers)
    this.#services = new Services(environment.handler, given.faults)
    this.#crashes = new Set(given.crashes)
    this.#around = this.#surroundings()
  }

  /** Runs something until nothing more can happen. */
  async run(runnable: Runnable, input: unknown, id: string): Promise<SimulatedRun> {
    for (const { node } of programOf(runnable).sites.values())
      if (node.kind === "perform" && node.request.kind === "operation")
        this.#services.check(node.request.operation)
    this.#schedule(id)
    const root = this.#start(runnable, input, id)
    while (this.events < this.#given.limit) {
      const task = this.#agenda.take() ?? (await this.#stalledTask())
      if (task !== undefined) await task()
      else if (this.#idle || !this.#agenda.advance()) break
    }
    return root
  }

  /** The virtual time, in milliseconds from the start. */
  get now(): number {
    return this.#agenda.now
  }

  /** What the runs wait for that have not ended. */
  get waits(): ReadonlyArray<Wait> {
    return this.#runs.flatMap((run) => (run.outcome === undefined ? waitsOf(run) : []))
  }

  /** What was to go wrong, and did not. */
  get unmet(): ReadonlyArray<Fault | Crash> {
    return [...this.#services.unmet, ...this.#crashes]
  }

  /** Everything has ended. What is to happen later does not matter any more. */
  get #idle(): boolean {
    return this.#runs.every(({ outcome }) => outcome !== undefined)
  }

  #schedule(id: string): void {
    const { sendings, cancelAt } = this.#given
    for (const { event, payload, key, at, times } of sendings)
      for (let count = 0; count < times; count++)
        this.#agenda.add(at, () => {
          this.#note(id, { kind: "event", event: event.name, key, payload, node: null })
          this.#around.events.deliver(event, payload, key)
        })
    for (const crash of this.#crashes)
      if (crash.when.kind === "at") this.#agenda.add(crash.when.time, () => this.#crash(crash))
    if (cancelAt !== undefined)
      this.#agenda.add(cancelAt, () => this.#whenUp(() => this.#runs[0]?.cancel("cancelAt")))
  }

  #start(runnable: Runnable, input: unknown, id: string): SimulatedRun {
    const program = programOf(runnable)
    const run = new SimulatedRun(program, id, begin(program, input, this.#around.time()), this.#around)
    this.#runs.push(run)
    run.begin()
    return run
  }

  #note(runId: string, what: Happening["what"]): void {
    this.trace.push({ at: this.#agenda.now, runId, what: copyOf(what) })
  }

  #surroundings(): Surroundings {
    const agenda = this.#agenda
    const { began } = this.#given
    return {
      services: this.#services,
      events: new EventBus(),
      began,
      time: () => began + agenda.now,
      soon: (task) => agenda.add(agenda.now, task),
      later: (delay, task) => agenda.add(agenda.now + delay, task),
      note: (runId, what) => this.#note(runId, what),
      recorded: () => {
        this.events++
        for (const crash of this.#crashes)
          if (crash.when.kind === "after" && crash.when.events === this.events) this.#crash(crash)
      },
      crashesDuring: (operation, call) => {
        const crash = [...this.#crashes].find(
          ({ when }) => when.kind === "during" && when.operation === operation && when.call === call
        )
        if (crash !== undefined) this.#crash(crash)
        return crash !== undefined
      },
      launch: (id, workflow, version, input) => this.#start(this.#workflow(workflow, version), input, id),
      settled: (answer) => this.#settled(answer),
      stalled: (late) => {
        this.#stalled++
        void late.finally(() => this.#stalled--)
      }
    }
  }

  #workflow(name: string, version: number): Runnable {
    const workflow = this.#workflows.get(`${name}@${version}`)
    if (workflow === undefined)
      throw new MissingProvider(
        `the workflow "${name}" (version ${version})`,
        "Add it to the list of what is provided."
      )
    return workflow
  }

  #crash(crash: Crash): void {
    this.#crashes.delete(crash)
    if (this.#down) return
    this.#down = true
    this.#note(this.#runs[0]?.id ?? "", { kind: "crashed", downFor: crash.downFor })
    const living = this.#runs.filter(({ outcome }) => outcome === undefined)
    for (const run of living) run.die()
    this.#around.later(crash.downFor, () => {
      this.#down = false
      for (const run of living) run.recover()
      for (const act of this.#afterRecovery.splice(0)) act()
    })
  }

  #whenUp(act: () => void): void {
    if (this.#down) this.#afterRecovery.push(act)
    else act()
  }

  /** Lets the handlers that nobody waits for any more go on, and see whether that leads to something. */
  async #stalledTask(): Promise<Task | undefined> {
    if (this.#stalled === 0) return undefined
    await new Promise((resolve) => setImmediate(resolve))
    return this.#agenda.take()
  }

  async #settled(answer: Answer | Promise<Answer>): Promise<Answer | undefined> {
    if (!(answer instanceof Promise)) return answer
    let forget = (): void => undefined
    const tooLate = new Promise<undefined>((resolve) => {
      forget = systemClock.after(this.#given.patience, () => resolve(undefined))
    })
    const settled = await Promise.race([answer, tooLate])
    forget()
    return settled
  }
}

/** The workflows that can be called, by name and version. */
const workflowsAmong = (providers: Given["providers"]): ReadonlyMap<string, Runnable> =>
  new Map(
    providers.flatMap((provider) => {
      if (provider.kind !== "workflow") return []
      const workflow = provider as AnyWorkflow
      return [[`${workflow.name}@${workflow.version}`, workflow]]
    })
  )

/** Only handlers are looked up here; workflows are driven by the machine. */
const neverCompiled = (): never => {
  throw new Error("A simulation compiles nothing.")
}
