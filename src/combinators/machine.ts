/**
 * Typed state machines: states as a tagged union, transitions as steps.
 * @module
 */
import { stepOf } from "../core/node.ts"
import type { AnyStep, ErrorOf, IrreversibleOf, RequirementsOf, Step } from "../core/step.ts"
import type { RepeatedBranch } from "../core/mistake.ts"
import type { AnyIrreversible } from "./branches.ts"
import type { Tagged, WithTag } from "./match.ts"
import { thenPure } from "./pure-around.ts"

/** Which states may follow which; a state from which none follows is final. */
export type Transitions<S extends Tagged> = { readonly [K in S["_tag"]]: ReadonlyArray<S["_tag"]> }

/** The states that have a successor. */
export type Active<G> = { [K in keyof G]: G[K] extends readonly [] ? never : K }[keyof G]

/** One step for each active state, from that state to one of its successors. */
export type TransitionSteps<S extends Tagged, G extends Transitions<S>> = {
  readonly [K in Active<G> & S["_tag"]]: Step<
    WithTag<S, K>,
    Extract<WithTag<S, G[K][number]>, { readonly _tag: G[K][number] }>,
    unknown,
    unknown,
    unknown
  >
}

type RepeatRules<H> = [AnyIrreversible<H>] extends [never]
  ? unknown
  : { readonly [K in keyof H]: RepeatedBranch<IrreversibleOf<H[K]>, ErrorOf<H[keyof H]>> }

/**
 * Makes a state machine: from the state it is given, it takes transitions until it is in a final state.
 *
 * A step that leads to a state that the table does not allow does not compile.
 *
 * Laws: from a final state it is the identity; otherwise one transition, then the machine (laws/iteration.ts).
 * @example
 * type Draft = { readonly _tag: "Draft"; readonly text: string }
 * type Published = { readonly _tag: "Published"; readonly text: string }
 * const publish = Step.machine<Draft | Published>()({ Draft: ["Published"], Published: [] }, {
 *   Draft: Step.pure((draft: Draft): Published => ({ _tag: "Published", text: draft.text }))
 * })
 * runSync(publish)({ _tag: "Draft", text: "hi" }) // => { _tag: "Completed", output: { _tag: "Published", text: "hi" } }
 */
export const machine =
  <S extends Tagged>() =>
  <const G extends Transitions<S>, const H extends TransitionSteps<S, G>>(
    transitions: G,
    steps: H & RepeatRules<H> & { readonly [K in Exclude<keyof H, Active<G>>]: "a final state has no step" }
  ): Step<
    S,
    Extract<S, { readonly _tag: Exclude<keyof G, Active<G>> }>,
    ErrorOf<H[keyof H]>,
    RequirementsOf<H[keyof H]>,
    IrreversibleOf<H[keyof H]>
  > =>
    stepOf({
      kind: "iterate",
      step: stepOf({
        kind: "choice",
        tag: "_tag",
        arms: Object.entries<ReadonlyArray<string>>(transitions).map(([name, successors]) => ({
          name,
          step:
            successors.length === 0
              ? stepOf({ kind: "pure", apply: (state: S) => ({ _tag: "Right", right: state }) })
              : again((steps as Readonly<Record<string, AnyStep>>)[name] as AnyStep)
        }))
      })
    })

const again = (step: AnyStep): AnyStep => thenPure(step, (state: unknown) => ({ _tag: "Left", left: state }))
