/**
 * Laws as a product: check an interpreter, or a codec, against the equations that Lawful promises.
 *
 * Needs fast-check; knows no test runner.
 * @module
 */
export { type AdequacyOptions, adequacyLaws } from "./adequacy.ts"
export { aggregationLaws, type Gateways } from "./aggregation.ts"
export { arrowLaws } from "./arrow.ts"
export { associationLaws } from "./association.ts"
export { type Behaviour, type Behaviours, type Experiment, explore, observe, seenAt } from "./behaviour.ts"
export { callLaws } from "./calls.ts"
export { categoryLaws } from "./category.ts"
export { check, type Report, type ReportEntry } from "./check.ts"
export { choiceLaws } from "./choice.ts"
export { codecLaws } from "./codec.ts"
export { type Composition, compositionLaws, type Listed } from "./composition.ts"
export { type Describer, type DescriptionOptions, descriptionLaws } from "./description.ts"
export { type DescribeOptions, describeLaws, type It, type Runner } from "./describe-laws.ts"
export { type Drawing, drawn } from "./drawn.ts"
export { type Sides } from "./counterexample.ts"
export { always, equation, type EquationOptions, executes, fails, type LawFor, undoes } from "./equation.ts"
export { equivalenceLaws, type Exposing } from "./equivalence.ts"
export { errorLaws } from "./errors.ts"
export { eventLaws } from "./events.ts"
export { type Fault, type FaultOptions, type FaultPlan, faultPlans, faultless } from "./faults.ts"
export { finalizerLaws } from "./finalizers.ts"
export { conditions, functions } from "./functions.ts"
export { type FootprintOptions, footprintLaws, type Surroundings } from "./footprint.ts"
export { functorLaws } from "./functor.ts"
export { inProcess, labIn } from "./in-process.ts"
export { type Instances, instanceLaws } from "./instances.ts"
export { interpreterLaws } from "./interpreter.ts"
export { isomorphismLaws, type Translating } from "./isomorphism.ts"
export { iterationLaws } from "./iteration.ts"
export { Lab, type Oops, type OperationName, type Work, type WriteName } from "./lab.ts"
export type {
  Counterexample,
  Failed,
  Law,
  LawOptions,
  LawResult,
  Level,
  Passed,
  Relation,
  Side,
  Skipped,
  Tried,
  Vacuous
} from "./law.ts"
export { allSets, type Exclusion, type LawSet, lawSet } from "./law-set.ts"
export { type LawSetFor, lawSetFor } from "./law-set-for.ts"
export { type Mapper, mappingLaws } from "./mapping.ts"
export { type MigrationOptions, migrationLaws } from "./migration.ts"
export { type NaturalOptions, naturalLaws } from "./natural.ts"
export { machine, machineWith } from "./machine.ts"
export { durable, durableRecovery, type TestedJournal } from "./durable.ts"
export { type JournalOptions, type Tested, type Writing } from "./journal-judge.ts"
export { journalLaws } from "./journal.ts"
export { type JournaledOptions, journaled } from "./journaled.ts"
export { type Owners, ownershipLaws } from "./ownership.ts"
export { parallelLaws } from "./parallel.ts"
export { type PayloadCodecOptions, payloadCodecLaws } from "./payload.ts"
export { type Description, type Finding, property } from "./property.ts"
export { raceLaws } from "./race.ts"
export type { Keeping, Process, Recoverable, Store } from "./recoverable.ts"
export { recoveryLaws } from "./recovery.ts"
export { redirected } from "./redirected.ts"
export { retryLaws } from "./retry.ts"
export { type Optimiser, optimiser, rewritingLaws } from "./rewriting.ts"
export { sagaLaws } from "./saga.ts"
export { type SemiringOptions, semiringLaws } from "./semiring.ts"
export { showStep } from "./show-step.ts"
export { type Capability, everything, type Subject } from "./subject.ts"
export { type Sight, type SquareOptions, squareLaws } from "./square.ts"
export { substituting } from "./substituting.ts"
export type { Substitution } from "./substitution.ts"
export { timerLaws } from "./timers.ts"
export { type TransformationOptions, transformationLaws } from "./transformation.ts"
export { type Stateful, transitionLaws } from "./transition.ts"
export { traverseLaws } from "./traverse.ts"
export { undoLaws } from "./undo.ts"
export { titleOf, wordsOf, wordsOfReport } from "./words.ts"
export { type Weigher, weightLaws } from "./weight.ts"
export { work, type WorkOptions } from "./work.ts"
export { type Answer, type Call, type Executed, World } from "./world.ts"
