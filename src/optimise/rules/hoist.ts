/**
 * Hoisting: what every arm of a choice does first is done before the choice.
 *
 * Deciding has no effect, so the first operation of an arm is done at the same time whether one decides before or after. The
 * arms may prepare its input differently: which preparation to use is decided by the tag, in a pure function.
 * @module
 */
import { applied, armOf } from "../../core/apply.ts"
import { type ChoiceNode, type Opaque, type PureNode, same } from "../../core/node.ts"
import { childPlaces, showPlace } from "../../core/place.ts"
import { subjectOf } from "../../core/subject.ts"
import { composed } from "../composed.ts"
import { type Known, known, partsOf, sequenceOf } from "../known.ts"
import { refused, replaced, type Rule } from "../rule.ts"
import { sameStep } from "../same-step.ts"
import { whyNamed } from "./unreachable.ts"

/** A common prefix of all arms. */
export const hoist: Rule = {
  id: "hoist",
  law: "D3, D5",
  equation: "match({ k: f >>> g[k] }) = first(f) >>> match(g)",
  condition: "all arms begin with the same step, on an input that each may prepare by a pure function",
  level: "timed",
  keeps: "nothing",
  rewrite: {
    of: "step",
    apply: ({ node, children }, { namesUndo, place }) => {
      if (node.kind !== "choice" || children.length < 2) return undefined
      const arms = children.map(begunBy)
      const [{ head } = nobody] = arms
      if (head === undefined) return undefined
      if (!arms.every((arm) => arm.head !== undefined && sameStep(arm.head.step, head.step))) return undefined
      if (namesUndo) return refused("N15", whyNamed)
      const names = node.arms.map(({ name }, index) => arms[index]?.label ?? name)
      const because = `${names.join(" and ")} begin with ${head.text}`
      if (arms.every(({ label }) => label === undefined)) return replaced(hoisted(node, head, arms), because)
      // Neither of the old labels will do; what is named differs wherever ids do.
      const name = `${names.join("|")} ${subjectOf(head.step)}`
      const again = labelled(name, head)
      const [below = place] = childPlaces(again.node, place, [head.step]) ?? []
      return replaced(hoisted(node, again, arms), because, `it is done below ${showPlace(below)}`)
    }
  }
}

/** An arm, by what it begins with. */
interface Begun {
  /** What comes before, on the value of the choice. */
  readonly prepare: PureNode
  readonly head: Known | undefined
  /** The label that the head stood in. */
  readonly label: string | undefined
  readonly rest: ReadonlyArray<Known>
}

const identity: PureNode = { kind: "pure", apply: same }
const nobody: Begun = { prepare: identity, head: undefined, label: undefined, rest: [] }

const begunBy = (arm: Known): Begun => {
  const { prepare, head, rest } = split(partsOf(arm))
  if (head?.node.kind !== "label") return { prepare, head, label: undefined, rest }
  const { name } = head.node
  const inside = split(head.children.flatMap(partsOf))
  const within = inside.rest.length === 0 ? [] : [labelled(name, sequenceOf(inside.rest))]
  return {
    prepare: composed(prepare, inside.prepare),
    head: inside.head,
    label: name,
    rest: [...within, ...rest]
  }
}

const split = (parts: ReadonlyArray<Known>): Omit<Begun, "label"> => {
  const [first, ...others] = parts
  if (first?.node.kind !== "pure") return { prepare: identity, head: first, rest: others }
  return { prepare: first.node, head: others[0], rest: others.slice(1) }
}

const labelled = (name: string, step: Known): Known => known({ kind: "label", name, step: step.step }, [step])

/** The head, with the tag carried along, then what is left of the arms. */
const hoisted = (node: ChoiceNode, head: Known, arms: ReadonlyArray<Begun>): ReadonlyArray<Known> => {
  const prepare = new Map(node.arms.map(({ name }, index) => [name, (arms[index] ?? nobody).prepare.apply]))
  const select = (value: unknown): unknown => applied(armOf<Opaque>(node, prepare, value))(value)
  const merge = (value: Readonly<Record<string, unknown>>, output: unknown): Decided => ({
    _tag: value[node.tag],
    output
  })
  const rests = arms.map(({ rest }) => sequenceOf([known({ kind: "pure", apply: outputOf }), ...rest]))
  return [
    known({ kind: "carry", select, step: head.step, merge }, [head]),
    known(
      {
        kind: "choice",
        tag: "_tag",
        arms: node.arms.map(({ name }, index) => ({ name, step: (rests[index] ?? head).step }))
      },
      rests
    )
  ]
}

/** What the common step gave, under the tag of the arm that goes on. */
interface Decided {
  readonly _tag: unknown
  readonly output: unknown
}

const outputOf = ({ output }: Decided): unknown => output
