/**
 * Runtimes whose implementations are transformed, and ways to transform them wrongly.
 */
import { type Outcome, type Provider, run, type Step } from "lawful"
import { inProcess, labIn, type LawSet, type Subject, transformationLaws, type World } from "lawful/laws"
import {
  around,
  limited,
  logged,
  measured,
  type Middleware,
  observed,
  recorded,
  type Recording,
  replaying,
  traced
} from "lawful/transformations"

/** Runs in process, with the laboratory transformed. */
const transformed = (name: string, middleware: (world: World) => Middleware): Subject => ({
  ...inProcess,
  name,
  run: (step, input, world, workflows, signal) =>
    ran(step, middleware(world)(labIn(world)), workflows, world, input, signal)
})

const ran = (
  step: unknown,
  lab: Provider<string>,
  workflows: ReadonlyArray<Provider<string, unknown>>,
  { clock }: World,
  input: unknown,
  signal?: AbortSignal
): Promise<Outcome<unknown, unknown>> =>
  // The laws vouch for the input and for what the step requires, as in the subject of the interpreter.
  run(
    step as Step<unknown, unknown, unknown>,
    [lab, ...(workflows as ReadonlyArray<Provider<string>>)] as unknown as ReadonlyArray<Provider<never>>,
    { clock, random: () => 0.5, newId: () => "run" }
  )(input, signal === undefined ? {} : { signal })

const broken = (): never => {
  throw new Error("a broken observer")
}

/** Observers, each of which leaves every run as it is. */
export const observers: ReadonlyArray<Subject> = [
  transformed("is observed by who throws", () => observed(broken)),
  transformed("is traced by who throws", () => traced(() => broken)),
  transformed("is logged", () => logged(() => undefined)),
  transformed("is measured", ({ clock }) => measured({}, clock)),
  transformed("is recorded", () => recorded([])),
  transformed("is limited to more than it does", ({ clock }) => limited({ concurrency: 1000, clock }))
]

/** Runs with a recording, compares it with what was executed, and gives the outcome of a second run that only replays. */
const replayedWith = (
  name: string,
  replay: (recording: Recording, pause: () => Promise<void>) => Middleware
): Subject => {
  let pausing = 0
  const pause = async (): Promise<void> => {
    pausing++
    await inProcess.idle()
    pausing--
  }
  return {
    ...inProcess,
    name,
    capabilities: new Set(["parallel", "race"]),
    run: async (step, input, world, workflows) => {
      const recording: Recording = []
      const lab = recorded(recording)(labIn(world))
      await ran(step, lab, workflows, world, input)
      const executed = world.word.map(({ key }) => key)
      const answered = recording.flatMap((one) => {
        const call = one.kind === "answered" ? recording[one.to] : undefined
        return call?.kind === "called" ? [call.key] : []
      })
      if (JSON.stringify(answered) !== JSON.stringify(executed))
        throw new Error("what was recorded is not what was executed")
      const outcome = await ran(step, replay(recording, pause)(lab), workflows, world, input)
      if (world.word.length !== executed.length) throw new Error("a replay executed something")
      return outcome
    },
    // A replay goes on by itself, and is not over when the world has nothing to do.
    idle: async () => {
      do await inProcess.idle()
      while (pausing > 0)
      await inProcess.idle()
    }
  }
}

export const replayed: Subject = replayedWith("is replayed", (recording, pause) =>
  replaying(recording, { pause })
)

/** One call at a time. */
const oneAtATime: Subject = transformed("does one thing at a time", ({ clock }) =>
  limited({ concurrency: 1, clock })
)

const neverMade =
  "a call that waits for its turn when its run is stopped is never made, which shows in what is executed"

/** What a limited run ends with is what it could have ended with. */
export const oneAtATimeLaws: LawSet = transformationLaws({
  from: inProcess,
  to: oneAtATime,
  level: "outcome",
  relation: "refines",
  faults: { synchronous: false, undos: false }
})
  .without("F5/stop", neverMade)
  .without("F5/race", neverMade)

/** Each with the laws that find it. */
export const middlewareMutants: ReadonlyArray<readonly [mutant: Subject, laws: ReadonlyArray<string>]> = [
  [transformed("awaits what it observes", () => around(async (_, perform) => perform())), ["F5/race"]],
  [
    transformed("swallows what it observes", () =>
      around((_, perform) => {
        try {
          return perform()
        } catch {
          return 0
        }
      })
    ),
    ["F5/operation"]
  ],
  [
    transformed("performs what it observes twice", () => around((_, perform) => [perform(), perform()][1])),
    ["F5/operation", "F5/sequence"]
  ],
  [
    replayedWith("is replayed in another order", (recording, pause) => {
      const answers = recording.filter(({ kind }) => kind === "answered").reverse()
      return replaying(
        recording.map((one) => (one.kind === "answered" ? (answers.shift() ?? one) : one)),
        { pause }
      )
    }),
    ["F5/race"]
  ]
]
