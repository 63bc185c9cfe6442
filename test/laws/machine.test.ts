/**
 * The machine keeps every law of interpreters.
 */
import { describeLaws, interpreterLaws, machine } from "lawful/laws"
import { describe, it } from "vitest"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 30)
const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

describeLaws(interpreterLaws(machine), { describe, it }, { numRuns, seed })
