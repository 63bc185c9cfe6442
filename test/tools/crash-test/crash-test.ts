/**
 * Kills a process with a durable engine again and again, while it works, and checks that nothing shows of it.
 *
 * This process is the outside world: it survives, does what operations ask for, and remembers what it has done under which
 * key. It gives the process runs to start, sends events (some twice), and holds what it learns against what the same runs come
 * to without crashes. What is checked: `run-record.ts` at every call, `check-end.ts` at the end of every run, `ledger-rows.ts`.
 *
 * @module
 */
import { rmSync } from "node:fs"
import { type Doom, drawDoom, type Occasion } from "./doom.ts"
import { damageOf, readLedger } from "./ledger-rows.ts"
import { buildProcess, type Life, startLife } from "./life.ts"
import { openLoad } from "./load.ts"
import type { FromEngine } from "./messages.ts"
import type { Mutant } from "./mutants.ts"
import { randomOf } from "./random.ts"
import type { Violation } from "./violation.ts"

export interface CrashTestOptions {
  readonly kills: number
  readonly seed: number
  /** The file of the journal; one that is there is overwritten. */
  readonly journal: string
  /** How many runs are under way at a time. */
  readonly atOnce: number
  /** Breaks the engine, to see that it is noticed. */
  readonly mutant?: Mutant
  readonly progress?: (line: string) => void
}

export interface Verdict {
  readonly kills: number
  readonly runs: number
  /** How many calls the outside has got, and how many of them once more. */
  readonly calls: number
  readonly repeated: number
  /** Empty when all is well. */
  readonly violations: ReadonlyArray<Violation>
}

/** Milliseconds in which something has to happen while runs are under way. */
const patience = 20_000

/** The stream of random numbers that neither runs nor their load have. */
const stream = -1

/** Kills the process `kills` times, and lets it end all runs. It stops at the first life in which something went wrong. */
export const crashTest = async (options: CrashTestOptions): Promise<Verdict> => {
  const { kills, seed, journal, atOnce, mutant, progress } = options
  for (const suffix of ["", "-wal", "-shm"]) rmSync(journal + suffix, { force: true })
  const random = randomOf(seed, stream)
  const violations: Array<Violation> = []
  const found = (violation: Violation): void => void violations.push(violation)
  let [life, lives]: [Life | undefined, number] = [undefined, 0]
  const load = openLoad({ seed, atOnce, life: () => lives, send: (message) => life?.send(message), found })
  const program = await buildProcess()

  /** One life, until it is killed; without a doom, until all runs have ended. */
  const live = async (doom: Doom | undefined): Promise<void> => {
    lives++
    let [happened, listed]: [number, ReadonlyArray<string> | undefined] = [0, undefined]
    const dies = (on: Occasion): boolean => {
      if (on === doom?.on && ++happened === doom.times) current.kill()
      return current.killed()
    }
    const receive = (message: FromEngine): void => {
      if (doom === undefined) timer.refresh()
      switch (message.kind) {
        case "open":
          if (doom?.after === "open") dieIn(doom.longest)
          if (!dies("open")) load.connect()
          break
        case "started":
          load.started(message.run)
          dies("started")
          break
        case "missing":
          load.missing(message.run)
          break
        case "ended":
          load.ended(message.run, message.outcome)
          dies("ended")
          break
        case "sent":
          load.sent(message.id)
          dies("sent")
          break
        case "call": {
          // What has arrived is done, even when whoever sent it is gone.
          if (!current.killed() && dies("called")) return
          const { call } = message
          const answer = load.called(message)
          if (dies("done")) return
          setTimeout(
            () => {
              current.send({ kind: "answer", call, answer })
              setImmediate(() => dies("answered"))
            },
            random.between(0, 8)
          )
          break
        }
        case "listed":
          listed = message.runs
          current.send({ kind: "close" })
          break
        case "trouble":
          found({ kind: "wrong", run: "the process", words: message.words })
      }
      if (doom === undefined && load.idle() && listed === undefined) current.send({ kind: "list" })
    }
    const current = startLife(program.file, [journal, ...(mutant === undefined ? [] : [mutant])], receive)
    life = current
    const giveUp = (): void => {
      found({ kind: "wrong", run: "the process", words: `for ${patience} ms nothing happened` })
      current.kill()
    }
    let timer =
      doom?.after === "start" ? setTimeout(current.kill, doom.longest) : setTimeout(giveUp, patience)
    const dieIn = (milliseconds: number): void => {
      clearTimeout(timer)
      timer = setTimeout(current.kill, milliseconds)
    }
    const end = await current.ended
    clearTimeout(timer)
    if (!current.killed() && end !== "0")
      found({ kind: "wrong", run: "the process", words: `it ended by itself: ${end}` })
    if (doom === undefined) load.checkRuns(listed ?? [])
  }

  try {
    let killed = 0
    while (killed < kills && violations.length === 0) {
      await live(drawDoom(random))
      killed++
      if (killed % 10 === 0) load.checkLedger(readLedger(journal))
      const { started, ended } = load.counts()
      if (killed % Math.ceil(kills / 20) === 0)
        progress?.(`${killed} of ${kills} kills; ${ended} of ${started} runs have ended`)
    }
    load.starve()
    if (violations.length === 0) await live(undefined)
    if (violations.length === 0) {
      load.checkLedger(readLedger(journal))
      for (const words of damageOf(journal)) found({ kind: "wrong", run: "the journal", words })
    }
    const { started, calls, repeated } = load.counts()
    return { kills: killed, runs: started, calls, repeated, violations }
  } finally {
    program.remove()
  }
}
