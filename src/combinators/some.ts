/**
 * Multi-choice: any subset of the branches, by their conditions.
 * @module
 */
import { stepOf } from "../core/node.ts"
import type { AnyStep, ErrorOf, IrreversibleOf, OutputOf, RequirementsOf, Step } from "../core/step.ts"
import { branchesOf, type CommonInput, type ParallelRule } from "./branches.ts"
import { if as if_ } from "./when.ts"
import { map, succeed } from "./map.ts"

/** A branch with the condition under which it runs. */
export type Conditional = readonly [condition: (input: never) => boolean, step: AnyStep]

type StepsOf<H extends Readonly<Record<string, Conditional>>> = { readonly [K in keyof H]: H[K][1] }
type ConditionInput<H extends Readonly<Record<string, Conditional>>> = [H[keyof H][0]] extends [
  (input: infer A) => boolean
]
  ? A
  : never
type RulesFor<H extends Readonly<Record<string, Conditional>>> = [IrreversibleOf<H[keyof H][1]>] extends [
  never
]
  ? unknown
  : {
      readonly [K in keyof H]: readonly [
        unknown,
        ParallelRule<StepsOf<H>>[K & keyof ParallelRule<StepsOf<H>>]
      ]
    }

/**
 * Runs every branch whose condition holds of the input, side by side, and gives the outputs of those that ran.
 *
 * Laws: with conditions that always hold it is `all`; with none that holds it gives the empty record (laws/choice.ts).
 * @example
 * const notices = Step.some({
 *   email: [(n: number) => n > 0, Step.succeed("mailed")],
 *   text: [(n: number) => n > 9, Step.succeed("texted")]
 * })
 * runSync(notices)(1) // => { _tag: "Completed", output: { email: "mailed" } }
 */
export const some = <const H extends Readonly<Record<string, Conditional>>>(
  branches: H & RulesFor<H>
): Step<
  CommonInput<StepsOf<H>> & ConditionInput<H>,
  { readonly [K in keyof H]?: OutputOf<H[K][1]> },
  ErrorOf<H[keyof H][1]>,
  RequirementsOf<H[keyof H][1]>,
  IrreversibleOf<H[keyof H][1]>
> => {
  const chosen = Object.fromEntries(
    Object.entries<Conditional>(branches).map(([name, [condition, step]]): [string, AnyStep] => [
      name,
      if_(condition, step.pipe(boxed), succeed(undefined))
    ])
  )
  return stepOf({
    kind: "sequence",
    first: stepOf({ kind: "parallel", branches: branchesOf(chosen), join: { kind: "record" } }),
    second: stepOf({ kind: "pure", apply: unboxed })
  })
}

/** An output in a box, to tell a branch that ran and gave `undefined` from one that did not run. */
type Box = { readonly value: unknown } | undefined

const boxed = map((value: unknown): Box => ({ value }))

const unboxed = (boxes: Readonly<Record<string, Box>>): unknown =>
  Object.fromEntries(
    Object.entries(boxes).flatMap(([name, box]) => (box === undefined ? [] : [[name, box.value]]))
  )
