/**
 * The in-process interpreter keeps every law.
 */
import { describe, it } from "vitest"
import { describeLaws, inProcess, interpreterLaws } from "lawful/laws"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 60)
const seed = process.env["LAWS_SEED"]

describeLaws(interpreterLaws(inProcess), { describe, it }, { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }) })
