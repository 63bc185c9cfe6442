/**
 * The in-process interpreter means what the machine means. `LAWS_RUNS`, `LAWS_SIZE` and `LAWS_SEED` search further.
 */
import { Saga, Step, type AnyStep, type Outcome } from "lawful"
import {
  adequacyLaws,
  describeLaws,
  type FaultPlan,
  inProcess,
  Lab,
  machine,
  type Subject,
  type Work,
  World
} from "lawful/laws"
import { describe, expect, it } from "vitest"
import { called, calledWith } from "../../laws/outside.ts"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 200)
const size = Number(process.env["LAWS_SIZE"] ?? 6)
const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

describeLaws(adequacyLaws(inProcess, { size }), { describe, it }, { numRuns, seed, timeout: numRuns * 600 })

type Told = (world: World, cancel: () => Promise<void>) => Promise<void>

/** Runs a step, and does what it is told to; `cancel` cancels the run. */
const outcomeOf = async (
  subject: Subject,
  step: unknown,
  faults: FaultPlan["faults"],
  told: Told
): Promise<Outcome<unknown, unknown>> => {
  const world = new World({ faults, synchronous: [] })
  const controller = new AbortController()
  const workflows = calledWith([Step.identity<number>(), Lab.a1 as never])
  const outcome = subject.run(step as AnyStep, 1, world, workflows, controller.signal)
  await subject.idle()
  await told(world, async () => {
    controller.abort("enough")
    await subject.idle()
  })
  for (let [next] = world.enabled; next !== undefined; [next] = world.enabled) {
    next.fire()
    await subject.idle()
  }
  return outcome
}

const fire =
  (...names: ReadonlyArray<string>): Told =>
  async (world) => {
    for (const name of names) {
      const next = world.enabled.find(({ label }) => label.startsWith(`${name}(`))
      if (next === undefined) throw new Error(`${name} is not under way`)
      next.fire()
      await inProcess.idle()
    }
  }

const doing =
  (...steps: ReadonlyArray<Told>): Told =>
  async (world, cancel) => {
    for (const step of steps) await step(world, cancel)
  }
const cancelling: Told = (_, cancel) => cancel()

const a1 = Saga.undoable(Lab.a1, Lab.undoA1)
/** What the types forbid does not matter here. */
const bare = (step: unknown): Work => step as Work
const boom = Step.fail("boom")

/** What random terms found, one interpreter or the other. */
describe.each([inProcess, machine])("a run on $name", (subject) => {
  it("that is cancelled while a scope in it is undone is cancelled", async () => {
    const step = Saga.scope(a1.pipe(Step.andThen(boom)))

    const outcome = await outcomeOf(subject, step, [], doing(fire("a1"), cancelling))

    expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "enough", also: [{ error: "boom" }] })
  })

  it("that is cancelled while a scope in it is undone starts nothing beside it any more", async () => {
    const step = Step.all([
      Saga.scope(a1.pipe(Step.andThen(boom))),
      bare(Lab.b1).pipe(Step.andThen(bare(Lab.b2)))
    ] as never)

    let running: ReadonlyArray<string> = []
    await outcomeOf(
      subject,
      step,
      [],
      doing(fire("a1"), cancelling, fire("b1"), async (world) => {
        running = world.running
      })
    )

    expect(running.map((label) => label.replace(/\(.*/, ""))).toEqual(["undoA1"])
  })

  it("that waits to be cancelled is cancelled when what it waits for fails", async () => {
    const faults = [{ operation: "a1", occurrence: 0, kind: "error" }] as const

    const outcome = await outcomeOf(subject, Saga.seal(Lab.a1), faults, cancelling)

    expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "enough", also: [{ error: { of: "a1" } }] })
  })

  it("that waits to be cancelled gives its own reason, not that of the run it has called", async () => {
    const faults = [{ operation: "a1", occurrence: 0, kind: "error" }] as const

    const outcome = await outcomeOf(subject, Step.call(called[1]), faults, cancelling)

    expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "enough" })
  })

  it("that has passed a pivot is left in peace, and so is the run that it calls", async () => {
    const step = bare(Lab.sendB).pipe(Step.andThen(bare(Step.call(called[1]))))

    const outcome = await outcomeOf(subject, step, [], doing(fire("sendB"), cancelling))

    expect(outcome._tag).toBe("Completed")
  })

  it("that is cancelled while it waits for a pivot goes on with what is beside it", async () => {
    const step = Step.all([Lab.sendB, Lab.readA] as never)

    const outcome = await outcomeOf(subject, step, [], doing(cancelling, fire("sendB", "readA")))

    expect(outcome._tag).toBe("Completed")
  })

  it("is cancelled at once while it releases something", async () => {
    const step = Saga.seal(Step.bracket(Lab.readA, Step.identity<number>(), Lab.undoA1))

    const outcome = await outcomeOf(subject, step, [], doing(fire("readA"), cancelling))

    expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "enough" })
  })
})
