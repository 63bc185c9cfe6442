/**
 * The durable engine keeps every law of interpreters, does nothing that the machine cannot do, and goes on after a crash as if
 * there had been none.
 */
import {
  adequacyLaws,
  describeLaws,
  durable,
  durableRecovery,
  interpreterLaws,
  recoveryLaws
} from "lawful/laws"
import { describe, it } from "vitest"
import { onMemory, onSqlite, withSnapshots } from "./engines.ts"

const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

for (const [engine, usual] of [
  [onMemory, 20],
  [withSnapshots, 15],
  [onSqlite, 20]
] as const) {
  const numRuns = Number(process.env["LAWS_RUNS"] ?? usual)
  const options = { numRuns, seed, timeout: 30_000 + numRuns * 2_000 }
  describeLaws(interpreterLaws(durable(engine)), { describe, it }, options)
  describeLaws(adequacyLaws(durable(engine)), { describe, it }, options)
  describeLaws(recoveryLaws(durableRecovery(engine)), { describe, it }, options)
}
