/**
 * Recovery: what goes on after a crash goes on as if there had been none (J1 to J5).
 *
 * Worlds answer once for each key and attempt, as idempotent operations do. Residuals and journals are compared where
 * interpreters may not look: what is recovered has to be the very state that was lost.
 * @module
 */
import { type Behaviours, explore, observe } from "./behaviour.ts"
import { crashing, type CrashSchedule, type Told } from "./crashing.ts"
import { nests, sharedKey, unstableKey } from "./delivered-keys.ts"
import { counterexampleOf, oneWithout } from "./counterexample.ts"
import { journaled } from "./journaled.ts"
import { type Check, differs, type Stated, stateLaws } from "./kept-states.ts"
import type { Law, LawOptions } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { property } from "./property.ts"
import { recorded } from "./recorded.ts"
import type { Process, Recoverable, Store } from "./recoverable.ts"
import { type Example, examples, experimentOf, givenOf, requires } from "./recovery-example.ts"
import type { Delivery } from "./remembering.ts"
import { showStep } from "./show-step.ts"

/** The laws of what goes on after a crash. */
export const recoveryLaws = (recoverable: Recoverable = journaled()): LawSet =>
  lawSet(
    "recovery",
    [],
    [
      crashLaw(recoverable, {
        id: "J1",
        name: "recovery is transparent",
        equation: "a run with crashes behaves as one of those without",
        relation: "refines",
        doc: "no call is lost, done twice, or done where the run without the crash would have stopped; timers keep their instant"
      }),
      journalLaw(recoverable, {
        id: "J2",
        name: "the journal is the state",
        equation:
          "what would be recovered from the journal = what is left of the run, whenever the process is idle",
        doc: "nothing that matters is kept only in memory; a crash during recovery is a crash"
      }),
      keyLaw(
        recoverable,
        {
          id: "J5",
          name: "keys are stable",
          equation:
            "an attempt that follows another one, or a delivery after a crash, has the key of the first, unless that was undone",
          doc: "a receiver that ignores keys that it has seen does everything once"
        },
        unstableKey
      ),
      keyLaw(
        recoverable,
        {
          id: "J5/injective",
          name: "keys are injective",
          equation: "two deliveries with one key and one attempt are the same operation on the same input",
          doc: "turns of a loop, items of a list and calls of one operation at two places have keys of their own"
        },
        sharedKey
      ),
      ...stateLaws.map(([stated, check]) => stateLaw(recoverable, stated, check))
    ]
  )

const crashLaw = (recoverable: Recoverable, stated: Stated): Law =>
  property<Example>(
    { level: "timed", relation: "=", requires, ...stated },
    recoverable,
    examples,
    async (example, { maxSchedules = 80, choices }: LawOptions) => {
      const experiment = experimentOf(example)
      const plain = crashing(recoverable, [], outcomeOf)
      const broken = crashing(recoverable, example.crashes, outcomeOf)
      const right = await explore(plain, experiment, maxSchedules)
      if (!right.exhaustive) return { kind: "too many schedules" }
      const left: Behaviours =
        choices === undefined
          ? await explore(broken, experiment, maxSchedules)
          : { all: [(await observe(broken, experiment, choices)).behaviour], exhaustive: false }
      const odd = oneWithout("timed", left, right)
      if (odd === undefined) return { kind: "holds", relevant: crashed(left, example.crashes) }
      const sides = { left: experiment.step, right: experiment.step }
      return {
        kind: "broken",
        counterexample: counterexampleOf(givenOf(example), sides, "timed", odd, right, "left")
      }
    }
  )

const outcomeOf: Told = (outcome) =>
  outcome._tag === "Defect" ? [outcome._tag, String(outcome.cause)] : { ...outcome, also: [] }

/** Tells whether there were enough operations for a crash. */
const crashed = ({ all }: Behaviours, crashes: CrashSchedule): boolean =>
  all.some(({ word }) => crashes.some(({ execution }) => execution <= word.length))

const journalLaw = (recoverable: Recoverable, stated: Stated): Law =>
  property<Example>(
    { level: "timed", relation: "=", requires, ...stated },
    recoverable,
    examples,
    async (example) => {
      const experiment = experimentOf(example)
      let moments = 0
      let wrong: string | undefined
      const look = (store: Store, process: Process): void => {
        moments++
        const recovered = store.recovered()
        for (const [runId, residual] of process.live())
          wrong ??= differs(`what is recovered of ${runId}`, recovered.get(runId), residual)
      }
      const { behaviour } = await observe(
        crashing(recoverable, example.crashes, outcomeOf, look),
        experiment,
        example.choices
      )
      if (wrong === undefined) return { kind: "holds", relevant: moments > 1 }
      const none: Behaviours = { all: [], exhaustive: true }
      const sides = { left: experiment.step, right: experiment.step }
      return {
        kind: "broken",
        counterexample: {
          ...counterexampleOf(givenOf(example), sides, "timed", behaviour, none, "left"),
          difference: wrong
        }
      }
    }
  )

const keyLaw = (
  recoverable: Recoverable,
  stated: Stated,
  mistake: (deliveries: ReadonlyArray<Delivery>) => string | undefined
): Law =>
  property<Example>(
    { level: "word", relation: "=", requires, ...stated },
    recoverable,
    examples,
    async (example, { maxSchedules = 20, choices }) => {
      if (nests(example.step)) return { kind: "beside the point" }
      const experiment = experimentOf(example)
      let delivered = 0
      const subject = crashing(recoverable, example.crashes, (_, deliveries) => {
        delivered = Math.max(delivered, deliveries.length)
        return mistake(deliveries) ?? "as it should be"
      })
      const { all } =
        choices === undefined
          ? await explore(subject, experiment, maxSchedules)
          : { all: [(await observe(subject, experiment, choices)).behaviour] }
      const odd = all.find(
        ({ outcome }) => outcome.startsWith("Completed") && !outcome.includes("as it should be")
      )
      if (odd === undefined) return { kind: "holds", relevant: delivered > 1 }
      const none: Behaviours = { all: [], exhaustive: true }
      return {
        kind: "broken",
        counterexample: {
          ...counterexampleOf(
            givenOf(example),
            { left: experiment.step, right: experiment.step },
            "word",
            odd,
            none,
            "left"
          ),
          difference: odd.outcome
        }
      }
    }
  )

const stateLaw = ({ name, capabilities, keeping }: Recoverable, stated: Stated, check: Check): Law =>
  property<Example>(
    { level: "timed", relation: "=", requires, ...stated },
    { name, capabilities },
    examples,
    async (example) => {
      const experiment = experimentOf(example)
      const runs = await recorded(experiment, example.choices, keeping)
      for (const run of runs) {
        const wrong = check(run, keeping)
        if (wrong === undefined) continue
        const side = {
          term: showStep(experiment.step),
          trace: run.events.map((event) => JSON.stringify(event)).join("\n         ")
        }
        return {
          kind: "broken",
          counterexample: {
            given: givenOf(example, [["choices", JSON.stringify(example.choices)]]),
            left: side,
            right: side,
            difference: wrong
          }
        }
      }
      return { kind: "holds", relevant: runs.some(({ events }) => events.length > 1) }
    }
  )
