/**
 * Who watches an engine changes nothing: plugins that throw, reject, hang and spoil what they are told.
 */
import { memoryJournal, type Plugin } from "lawful/durable"
import { describeLaws, durable, interpreterLaws } from "lawful/laws"
import { describe, it } from "vitest"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 5)
const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

const bad = (): never => {
  throw new Error("bad plugin")
}
const rejecting = (): Promise<void> => Promise.reject(new Error("bad promise"))
const hanging = (): Promise<void> => new Promise(() => undefined)

/** Overwrites everything that it can reach. */
const spoiling = (event: object): void => {
  for (const [name, value] of Object.entries(event)) {
    if (typeof value === "object" && value !== null) spoiling(value as object)
    Reflect.set(event, name, "spoilt")
  }
}

const plugins: ReadonlyArray<Plugin> = [
  {
    name: "throws",
    version: "1",
    observe: bad,
    beforeRun: bad,
    afterRun: bad,
    beforeOperation: bad,
    afterOperation: bad
  },
  {
    name: "rejects",
    version: "1",
    observe: rejecting,
    beforeRun: rejecting,
    afterRun: rejecting,
    beforeOperation: rejecting,
    afterOperation: rejecting
  },
  {
    name: "hangs",
    version: "1",
    observe: hanging,
    beforeRun: hanging,
    afterRun: hanging,
    beforeOperation: hanging,
    afterOperation: hanging
  },
  { name: "spoils", version: "1", observe: spoiling }
]

const watched = { name: "durable-watched", journal: memoryJournal, plugins }
const options = { numRuns, seed, timeout: 60_000 + numRuns * 6_000 }

describeLaws(interpreterLaws(durable(watched)), { describe, it }, options)
