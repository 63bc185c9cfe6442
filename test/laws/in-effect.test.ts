/**
 * The interpreter into Effect keeps every law, means what the machine means, and is the in-process interpreter on another
 * runtime. `LAWS_RUNS` and `LAWS_SEED` search further.
 */
import { adequacyLaws, describeLaws, inProcess, interpreterLaws, transformationLaws } from "lawful/laws"
import { describe, it } from "vitest"
import { effect } from "./in-effect.ts"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 30)
const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

describeLaws(interpreterLaws(effect), { describe, it }, { numRuns, seed })
describeLaws(
  adequacyLaws(effect, { size: 6 }),
  { describe, it },
  { numRuns: numRuns * 3, seed, timeout: numRuns * 1800 }
)
describeLaws(transformationLaws({ from: inProcess, to: effect }), { describe, it }, { numRuns, seed })
