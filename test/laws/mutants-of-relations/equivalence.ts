/**
 * Services of workflows that are right, and ways with one bug each.
 */
import { type Context, Failure, Saga, Step } from "lawful"
import { type Answered, type Answers, asService, asUndoableService, asWorkflow } from "lawful/architecture"
import type { Exposing } from "lawful/laws"

export const exposing: Exposing = { name: "service", asService, asUndoableService, asWorkflow }

type AnyService = ReturnType<typeof asService<string, never, unknown, unknown, never, "undoable">>
type Implement = AnyService["implement"]

/** Implements services otherwise. */
const implementing = (name: string, change: (implement: Implement) => Implement): Exposing => ({
  ...exposing,
  name,
  asService: ((workflow: Parameters<typeof asService>[0]) => {
    const service = asService(workflow) as unknown as AnyService
    return { ...service, implement: change(service.implement) }
  }) as unknown as typeof asService
})

/** Lets handlers answer otherwise. */
const answering = (name: string, change: (answer: unknown, context: Context<unknown>) => unknown): Exposing =>
  implementing(name, (implement) => (providers, options) => {
    const made = implement(providers, options)
    const handlers = Object.entries(made.handlers).map(([operation, handler]) => [
      operation,
      async (input: never, context: Context<unknown>) => change(await handler(input, context), context)
    ])
    return { ...made, handlers: Object.fromEntries(handlers) as typeof made.handlers }
  })

/** Keeps answers otherwise. */
const keeping = (name: string, answers: () => Answers): Exposing =>
  implementing(
    name,
    (implement) => (providers, options) => implement(providers, { ...options, answers: answers() })
  )

/** Each with the laws that find it. */
export const equivalenceMutants: ReadonlyArray<readonly [mutant: Exposing, laws: ReadonlyArray<string>]> = [
  [
    answering("makes defects of errors", (answer) => {
      if (answer instanceof Failure) throw new Error("failed")
      return answer
    }),
    ["equivalence/workflow", "equivalence/operation"]
  ],
  [
    answering("does not tell what came out", (answer) => (answer instanceof Failure ? answer : 0)),
    ["equivalence/workflow", "equivalence/operation"]
  ],
  [
    keeping("remembers nothing", () => ({ get: () => undefined, set: () => undefined })),
    ["equivalence/delivery"]
  ],
  [
    keeping("does not count its runs", () => {
      const known = new Map<string, Answered>()
      return {
        get: (key) => known.get(key),
        set: (key, answered) => known.set(key, { ...answered, runs: 0 })
      }
    }),
    ["equivalence/anew"]
  ],
  [
    {
      ...exposing,
      name: "undoes by the input",
      asUndoableService: ((...workflows: Parameters<typeof asUndoableService>) => {
        const service = asUndoableService(...workflows)
        const { run, undo } = service.signature as unknown as Readonly<Record<string, Step<never, never>>>
        return {
          ...service,
          undoable: Saga.undoableFromStart(run as Step<never, never>, undo as Step<never, never>)
        }
      }) as unknown as typeof asUndoableService
    },
    ["equivalence/undo"]
  ],
  [
    {
      ...exposing,
      name: "embeds without errors",
      asWorkflow: ((...[name, operation, version]: Parameters<typeof asWorkflow>) => {
        const workflow = asWorkflow(name, operation, version)
        return {
          ...workflow,
          body: (workflow.body as Step<unknown, unknown>).pipe(Step.orElse(Step.succeed(0)))
        }
      }) as unknown as typeof asWorkflow
    },
    ["equivalence/workflow", "equivalence/operation"]
  ]
]
