/**
 * The machine with a journal goes on after a crash as if there had been none.
 */
import { describeLaws, journaled, recoveryLaws } from "lawful/laws"
import { describe, it } from "vitest"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 150)
const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

describeLaws(recoveryLaws(journaled()), { describe, it }, { numRuns, seed, timeout: numRuns * 600 })
