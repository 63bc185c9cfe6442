/**
 * Owners that are right, and owners with one bug each.
 */
import { type AnyStep, Saga, Step } from "lawful"
import { owning, type Parts } from "lawful/architecture"
import type { Owners } from "lawful/laws"
import { stepOf } from "../../../src/core/node.ts"

export const owners: Owners = { name: "owning", owning: (parts, use) => owning(parts, use as never) }

type Any = Step<unknown, unknown, unknown>
type State = Readonly<Record<string, unknown>>

const begun = Step.pure((input: unknown): State => ({ input }))

/** Runs a step on a part of the state and keeps what it gives. */
const keeping = (
  name: string,
  select: (state: State) => unknown,
  step: AnyStep
): Step<State, State, unknown> =>
  stepOf({
    kind: "carry",
    select,
    step,
    merge: (state: State, value: unknown) => ({ ...state, [name]: value })
  })

const acquiring = (name: string, acquire: AnyStep): Step<State, State, unknown> =>
  keeping(name, (state) => state["input"], (acquire as Any).pipe(Step.label(name)))

const releasing = (name: string, release: AnyStep): Step<State, State> =>
  Step.identity<State>().pipe(
    Step.tap((state) => state[name], (release as Step<unknown, unknown>).pipe(Step.label(name)))
  )

const all = (steps: ReadonlyArray<Step<State, State, unknown>>): Step<State, State, unknown> =>
  steps.reduce(
    (first, next) => first.pipe(Step.andThen(next)),
    Step.identity<State>() as Step<State, State, unknown>
  )

const entries = (parts: Parts) => Object.entries(parts)

const acquired = (parts: Parts): Step<unknown, State, unknown> =>
  begun.pipe(Step.andThen(all(entries(parts).map(([name, { acquire }]) => acquiring(name, acquire)))))

const released = (names: ReturnType<typeof entries>): Step<State, State> =>
  all(names.map(([name, { release }]) => releasing(name, release))) as Step<State, State>

/** Brackets, made otherwise. */
const bracketed = (name: string, around: (use: Any) => Any, twice = false): Owners => ({
  name,
  owning: (parts, use) => {
    const nested = entries(parts).reduceRight<Any>(
      (inner, [part, { acquire, release }]) =>
        Step.bracket(
          acquiring(part, acquire),
          inner,
          twice
            ? releasing(part, release).pipe(Step.andThen(releasing(part, release)))
            : releasing(part, release)
        ) as Any,
      around(use as Any)
    )
    return Saga.scope(begun.pipe(Step.andThen(nested)))
  }
})

/** Each with the laws that find it. */
export const ownershipMutants: ReadonlyArray<readonly [mutant: Owners, laws: ReadonlyArray<string>]> = [
  [
    {
      name: "releases in the order of acquiring",
      owning: (parts, use) =>
        Saga.scope(
          Step.bracket(acquired(parts), Saga.scope(use as Step<State, unknown>), released(entries(parts)))
        )
    },
    ["owning/released", "owning/nesting"]
  ],
  [
    {
      name: "acquires the other way round",
      owning: (parts, use) => owning(Object.fromEntries(entries(parts).reverse()), use as never)
    },
    ["owning/released", "owning/nesting"]
  ],
  [
    {
      name: "releases only after success",
      owning: (parts, use) =>
        Saga.scope(
          acquired(parts).pipe(
            Step.andThen(keeping("result", (state) => state, Saga.scope(use as Any))),
            Step.andThen(released(entries(parts).reverse())),
            Step.map((state) => state["result"])
          )
        )
    },
    ["owning/released"]
  ],
  [bracketed("releases before it undoes", (use) => use), ["owning/released"]],
  [bracketed("releases twice", Saga.scope, true), ["owning/released"]],
  [
    {
      name: "leaves what was done to whoever handles the failure",
      owning: (parts, use) =>
        Object.keys(parts).length === 0
          ? begun.pipe(Step.andThen(use as Step<State, unknown>))
          : owning(parts, use as never)
    },
    ["owning/nothing"]
  ]
]
