/**
 * All mutants.
 */
import { controlMutants } from "./control.ts"
import { debtMutants } from "./debts.ts"
import type { Mutants } from "./mutant.ts"
import { togetherMutants } from "./together.ts"

export const mutants: Mutants = { ...controlMutants, ...togetherMutants, ...debtMutants }
