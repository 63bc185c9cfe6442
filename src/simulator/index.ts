/**
 * The simulator: workflows in a virtual world, with virtual time and injected faults.
 * @module
 */
import * as Crash from "./crash.ts"
import * as Fault from "./fault.ts"

export { Crash, Fault }
export type { Exploration, ExploreOptions, Progress, Replay, Violation } from "./explore/exploration.ts"
export { explore, replay } from "./explore/explore.ts"
export type { Deed } from "./explore/explored-state.ts"
export type { Deeds, End, Invariant } from "./explore/invariant.ts"
export {
  type SagaReport,
  type SagaViolation,
  verifySaga,
  type VerifyOptions
} from "./verify-saga/verify-saga.ts"
export type { SagaRuleId } from "./verify-saga/saga-rule.ts"
export type { Verdict } from "./verify-saga/verdicts.ts"
export { send, type Sending, type SendingOptions } from "./simulate/sending.ts"
export { showTrace, type ShowTraceOptions } from "./show-trace.ts"
export { simulate, type Simulation, type SimulationOptions } from "./simulate/simulate.ts"
export type { Happening, Trace } from "./trace.ts"
export type { Unfinished, Wait, Waiting } from "./simulate/waiting.ts"
export { type World, world } from "./world.ts"
