/**
 * Both journals keep the contract.
 */
import { describeLaws, journalLaws } from "lawful/laws"
import { describe, it } from "vitest"
import { inMemory, inSqlite } from "./tested.ts"

describeLaws(journalLaws(inMemory), { describe, it }, { numRuns: 300, seed: 20_261_123 })
describeLaws(journalLaws(inSqlite), { describe, it }, { numRuns: 40, seed: 20_261_123 })
