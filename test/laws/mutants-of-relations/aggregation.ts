/**
 * Gateways that are right, and gateways with one bug each.
 */
import { type AnyStep, Step } from "lawful"
import { type Answer, type Branches, gateway, type GatewayOptions, type Optional } from "lawful/architecture"
import type { Gateways } from "lawful/laws"

const make = (branches: Branches, options: GatewayOptions = {}): AnyStep =>
  gateway(branches as Readonly<Record<string, Step<unknown, unknown>>>, options)

export const gateways: Gateways = { name: "gateway", gateway: make }

type AnyOptional = Optional<unknown, unknown, unknown, never, never>
/** The input, and the answers so far. */
interface Asked {
  readonly input: unknown
  readonly answers: object
}

type Answers = Readonly<Record<string, Answer<unknown, unknown>>>

const each = (branches: Branches, change: (optional: AnyOptional) => AnyStep | AnyOptional): Branches =>
  Object.fromEntries(
    Object.entries(branches).map(([name, branch]) => [
      name,
      branch.kind === "optional" ? (change(branch as unknown as AnyOptional) as never) : branch
    ])
  )

const afterwards = (name: string, change: (answers: Answers) => unknown): Gateways => ({
  name,
  gateway: (branches, options) => (make(branches, options) as Step<unknown, Answers>).pipe(Step.map(change))
})

const tagOf = (answer: unknown): unknown => (answer as { readonly _tag?: unknown } | undefined)?._tag

/** Each with the laws that find it. */
export const aggregationMutants: ReadonlyArray<readonly [mutant: Gateways, laws: ReadonlyArray<string>]> = [
  [
    {
      name: "waits for all",
      gateway: (branches, options) => {
        const patient = each(branches, (optional) => ({ ...optional, within: Infinity }))
        return make(patient, options?.need === undefined ? {} : { need: options.need })
      }
    },
    ["gateway/late", "gateway/deadline"]
  ],
  [
    {
      name: "asks one after the other",
      gateway: (branches, options) => {
        const start: Step<unknown, Asked, unknown> = Step.pure(
          (input: unknown): Asked => ({ input, answers: {} })
        )
        const asked = Object.entries(branches).reduce(
          (before, [name, branch]) =>
            before.pipe(
              Step.bind(
                "next",
                ({ input }) => input,
                make({ [name]: branch }, options) as Step<unknown, object>
              ),
              Step.map(({ input, answers, next }): Asked => ({ input, answers: { ...answers, ...next } }))
            ),
          start
        )
        return asked.pipe(Step.map(({ answers }) => answers))
      }
    },
    ["gateway/all"]
  ],
  [
    {
      name: "fails with any branch",
      gateway: (branches, options) =>
        make(
          each(branches, ({ step }) =>
            step.pipe(Step.map((value): Answer<unknown, unknown> => ({ _tag: "Got", value })))
          ),
          options
        )
    },
    ["gateway/answers", "gateway/optional"]
  ],
  [
    afterwards("does not tell errors", (answers) =>
      Object.fromEntries(
        Object.entries(answers).map(([name, answer]) => [
          name,
          tagOf(answer) === "Missed" ? { _tag: "TimedOut" } : answer
        ])
      )
    ),
    ["gateway/answers"]
  ],
  [
    afterwards("gives up when its first branch does not answer", (answers) =>
      tagOf(Object.values(answers)[0]) === "Missed"
        ? Object.fromEntries(Object.keys(answers).map((name) => [name, { _tag: "TimedOut" }]))
        : answers
    ),
    ["gateway/symmetry", "gateway/answers"]
  ],
  [
    {
      name: "is content with less",
      gateway: (branches, { need, ...options } = {}) =>
        make(branches, { ...options, ...(need === undefined ? {} : { need: Math.max(0, need - 1) }) })
    },
    ["gateway/need"]
  ]
]
