/**
 * The in-process interpreter keeps every law. `LAWS_RUNS` and `LAWS_SEED` search further than a test run has time for.
 */
import { describeLaws, inProcess, interpreterLaws } from "lawful/laws"
import { describe, it } from "vitest"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 60)
const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

describeLaws(interpreterLaws(inProcess), { describe, it }, { numRuns, seed })
