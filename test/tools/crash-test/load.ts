/**
 * The runs of a crash test: what the process has to be told of them, and what it tells.
 *
 * @module
 */
import { checkEnd, payloadOf } from "./check-end.ts"
import { drawRun, type Flight, takeOff } from "./flight.ts"
import { checkRows, type LedgerRows } from "./ledger-rows.ts"
import type { Answer, Call, Ended, ToEngine } from "./messages.ts"
import { randomOf } from "./random.ts"
import { receive, type RunRecord } from "./run-record.ts"
import type { Violation } from "./violation.ts"

export interface Load {
  readonly counts: () => {
    readonly started: number
    readonly ended: number
    readonly calls: number
    readonly repeated: number
  }
  /** Starts no new runs any more, but for the few that are seen even when nothing is killed. */
  readonly starve: () => void
  /** A process has opened the journal, and is told again all that it may not know. */
  readonly connect: () => void
  readonly called: (call: Call) => Answer
  readonly started: (run: string) => void
  readonly missing: (run: string) => void
  readonly sent: (id: string) => void
  readonly ended: (run: string, outcome: Ended) => void
  readonly idle: () => boolean
  /** Holds what is still under way against what should be, and what the engine lists against what was started. */
  readonly checkRuns: (listed: ReadonlyArray<string>) => void
  readonly checkLedger: (rows: LedgerRows) => void
}

export interface LoadOptions {
  readonly seed: number
  readonly atOnce: number
  /** The life of the process that is now, from 1. */
  readonly life: () => number
  readonly send: (message: ToEngine) => void
  readonly found: (violation: Violation) => void
}

/** The stream of random numbers that no run has. */
const stream = -2

export const openLoad = ({ seed, atOnce, life, send, found }: LoadOptions): Load => {
  const random = randomOf(seed, stream)
  const flights = new Map<string, Flight>()
  /** How runs ended, as text. */
  const landed = new Map<string, string>()
  const fewest = 4 * atOnce
  let [feeding, started, calls, repeated, detached] = [true, 0, 0, 0, 0]

  const about = (run: string) => (violation: Omit<Violation, "run">) => found({ run, ...violation })

  const start = ({ record: { scenario, job } }: Flight): void =>
    send({ kind: "start", scenario: scenario.name, job })

  const fill = (): void => {
    while ((feeding || started < fewest) && flights.size - detached < atOnce) {
      const flight = takeOff(seed, started++, life())
      flights.set(flight.record.job.run, flight)
      // An event may come before the run that waits for it.
      if (random.onceIn(2)) sendNext(flight, "call")
      start(flight)
    }
  }

  const sendNext = ({ record: { job }, unsent }: Flight, way: "letter" | "call"): void => {
    const sent = unsent.find((other) => other.way === way)
    if (sent === undefined) return
    const { run } = job
    send({ kind: "send", run, id: `${run}/${sent.label}`, sent, payload: payloadOf(run, sent.label) })
  }

  const land = ({ record: { scenario, job } }: Flight, ended: Ended): void => {
    landed.set(job.run, JSON.stringify(ended))
    // Nobody tells when what it has detached has ended.
    if (scenario.later === undefined) flights.delete(job.run)
    else detached++
  }

  const connect = (): void => {
    for (const flight of flights.values()) {
      const { run } = flight.record.job
      if (landed.has(run)) continue
      if (flight.acknowledged) send({ kind: "watch", scenario: flight.record.scenario.name, run })
      // Whoever is not sure that a run was started starts it again under the same id.
      if (!flight.acknowledged || random.onceIn(4)) start(flight)
      if (flight.acknowledged) sendNext(flight, "letter")
      sendNext(flight, "call")
      if (flight.cancelled) send({ kind: "cancel", run })
    }
    for (let i = 0; i < 3 && landed.size > 0; i++) {
      const number = random.between(0, started - 1)
      const { scenario, job } = drawRun(seed, number)
      if (landed.has(job.run)) send({ kind: "watch", scenario: scenario.name, run: job.run })
    }
    fill()
  }

  const called = (call: Call): Answer => {
    calls++
    const flight = flights.get(call.run)
    if (flight === undefined) {
      const words = landed.has(call.run) ? "its end" : "nobody had started it"
      found({
        kind: "doubled",
        run: call.run,
        words: `${call.operation} ${call.label} was called after ${words}`
      })
      return { kind: "broken" }
    }
    const { record } = flight
    if (record.calls.has(call.key)) repeated++
    const answer = receive(record, call, { life: life(), time: Date.now() }, about(call.run))
    if (record.scenario.cancelledAfter === call.label && !flight.cancelled) {
      flight.cancelled = true
      const now = life()
      // Whoever opens the journal next is told anyway.
      const cancel = (): void => (now === life() ? send({ kind: "cancel", run: call.run }) : undefined)
      setTimeout(cancel, random.between(0, 8))
    }
    return answer
  }

  const ended = (run: string, outcome: Ended): void => {
    const before = landed.get(run)
    const text = JSON.stringify(outcome)
    if (before !== undefined && before !== text)
      found({ kind: "wrong", run, words: `it ended as ${before} first, and as ${text} later` })
    const flight = flights.get(run)
    if (flight === undefined || before !== undefined) return
    checkEnd(flight.record, outcome, life() > flight.since, about(run))
    land(flight, outcome)
    fill()
  }

  const sent = (id: string): void => {
    const [run = "", label = ""] = id.split("/")
    const flight = flights.get(run)
    const first = flight?.unsent.findIndex((other) => other.label === label) ?? -1
    const [done] = first === -1 ? [] : (flight?.unsent.splice(first, 1) ?? [])
    if (flight === undefined || done === undefined) return
    // Whoever sends events may send one twice.
    if (random.onceIn(2)) send({ kind: "send", run, id, sent: done, payload: payloadOf(run, label) })
    sendNext(flight, done.way)
  }

  return {
    counts: () => ({ started, ended: landed.size, calls, repeated }),
    starve: () => void (feeding = false),
    connect,
    called,
    started: (run) => {
      const flight = flights.get(run)
      if (flight === undefined || flight.acknowledged) return
      flight.acknowledged = true
      sendNext(flight, "letter")
      sendNext(flight, "call")
    },
    missing: (run) => about(run)({ kind: "lost", words: "it was started, and is not there any more" }),
    sent,
    ended,
    idle: () =>
      flights.size === detached && [...flights.values()].every(({ record }) => laterOf(record).length === 0),
    checkRuns: (listed) => {
      for (const [run, { record }] of flights) {
        if (!landed.has(run)) about(run)({ kind: "lost", words: "it never ends" })
        for (const label of laterOf(record)) about(run)({ kind: "lost", words: `${label} is never done` })
      }
      const times = new Map<string, number>()
      for (const run of listed) times.set(run, (times.get(run) ?? 0) + 1)
      for (const run of landed.keys())
        if (!times.has(run)) about(run)({ kind: "lost", words: "it ended, and is not there any more" })
      for (const [run, count] of times)
        if (count > 1) about(run)({ kind: "doubled", words: `it is listed ${count} times` })
    },
    checkLedger: (rows) => {
      for (const [run, labels] of rows) checkRows(run, labels, about(run))
      for (const [run, text] of landed) {
        const { scenario, job } = drawRun(seed, Number(run.slice("run-".length)))
        const posts = scenario.posts?.(job) ?? []
        if (posts.length === 0) continue
        const undone = posts.map((label) => `undo of ${label}`).reverse()
        const expected = (JSON.parse(text) as Ended).tag === "Completed" ? posts : [...posts, ...undone]
        const written = rows.get(run) ?? []
        if (written.join() !== expected.join())
          about(run)({
            kind: "lost",
            words: `it has the rows ${written.join()}, and should have ${expected.join()}`
          })
      }
    }
  }
}

/** What a run has detached, and is still to be done. */
const laterOf = ({ scenario: { later = [] }, done }: RunRecord): ReadonlyArray<string> =>
  later.filter((label) => !done.has(label))
