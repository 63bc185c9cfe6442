/**
 * Optimisers with one rule that forgets its side condition, or does the wrong thing.
 *
 * Most mutants are the real rules with a blind spot: they are shown facts that are not true.
 */
import type { AnyStep } from "lawful"
import { type Optimiser, optimiser } from "lawful/laws"
import { explain, type Rule, rules } from "lawful/optimise"
import { stepOf } from "../../../src/core/node.ts"
import type { Context } from "../../../src/optimise/context.ts"
import type { Facts } from "../../../src/optimise/facts.ts"
import { type Known, known, partsOf } from "../../../src/optimise/known.ts"
import { replaced } from "../../../src/optimise/rule.ts"
import { right } from "../../../src/optimise/rules/unreachable.ts"
import { nothing } from "../../../src/optimise/touched.ts"

/** What a rule sees of a step and of its surroundings. */
type Glasses = readonly [step: (seen: Known) => Known, context: (seen: Context) => Context]

const ruleOf = (id: string): Rule => rules.find((rule) => rule.id === id) as Rule

const blind = (id: string, [see, stand]: Glasses): Rule => {
  const rule = ruleOf(id)
  const { rewrite } = rule
  switch (rewrite.of) {
    case "step":
      return {
        ...rule,
        rewrite: { of: "step", apply: (step, context) => rewrite.apply(see(step), stand(context)) }
      }
    case "pair":
      return {
        ...rule,
        rewrite: {
          of: "pair",
          apply: (first, second, context) => rewrite.apply(see(first), see(second), stand(context))
        }
      }
    case "sequence":
      return {
        ...rule,
        rewrite: { of: "sequence", apply: (parts, context) => rewrite.apply(parts.map(see), stand(context)) }
      }
  }
}

const as = <A>(value: A): A => value
const facts = (change: (seen: Facts) => Partial<Facts>): Glasses => [
  (seen) => ({ ...seen, facts: { ...seen.facts, ...change(seen.facts) } }),
  as
]
/** The same for what is inside. */
const inside = (change: Partial<Facts>): Glasses => [
  (seen) => ({
    ...seen,
    children: seen.children.map((child) => ({ ...child, facts: { ...child.facts, ...change } }))
  }),
  as
]
const standing = (change: Partial<Context>): Glasses => [as, (seen) => ({ ...seen, ...change })]

/** Both rules of `parallel` share their conditions. */
const blindParallel = (glasses: Glasses): Optimiser =>
  withRules(blind("parallel", glasses), blind("parallel-fallible", glasses))

const withRules = (...changed: ReadonlyArray<Rule>): Optimiser => ({
  ...optimiser,
  rules: rules.map((rule) => changed.find(({ id }) => id === rule.id) ?? rule)
})

const step = (id: string, apply: (seen: Known) => ReadonlyArray<Known> | undefined): Optimiser =>
  withRules({
    ...ruleOf(id),
    rewrite: {
      of: "step",
      apply: (seen) => {
        const by = apply(seen)
        return by === undefined ? undefined : replaced(by)
      }
    }
  })

const pair = (
  id: string,
  apply: (first: Known, second: Known) => ReadonlyArray<Known> | undefined
): Optimiser =>
  withRules({
    ...ruleOf(id),
    rewrite: {
      of: "pair",
      apply: (first, second) => {
        const by = apply(first, second)
        return by === undefined ? undefined : replaced(by)
      }
    }
  })

const onto = (change: (step: AnyStep) => AnyStep): Optimiser => ({
  ...optimiser,
  explain: (step, options) => {
    const explanation = explain(step, options)
    return explanation.rewrites.length === 0
      ? explanation
      : { ...explanation, optimised: change(explanation.optimised) }
  }
})

/** Each with the laws that find it. */
export const optimiserMutants: ReadonlyArray<
  readonly [name: string, mutant: Optimiser, laws: ReadonlyArray<string>]
> = [
  [
    "drops whatever stands before the identity",
    pair("unit", (first, second) =>
      second.text === "identity" ? [second] : first.text === "identity" ? [second] : undefined
    ),
    ["rewrite/unit", "rewrite/timed"]
  ],
  [
    "composes functions the wrong way round",
    pair("fusion", (first, second) => {
      const [one, other] = [first.node, second.node]
      if (one.kind !== "pure" || other.kind !== "pure") return undefined
      type Plain = (value: unknown) => unknown
      return [
        known({
          kind: "pure",
          apply: (value: unknown) => (one.apply as Plain)((other.apply as Plain)(value))
        })
      ]
    }),
    ["rewrite/fusion"]
  ],
  [
    "drops what follows a step that may fail",
    pair("left-zero", (first) => (first.facts.fallible === undefined ? undefined : [first])),
    ["rewrite/left-zero"]
  ],
  [
    "forgets that names make ids of undos",
    withRules(blind("left-zero", standing({ namesUndo: false }))),
    ["rewrite/identity"]
  ],
  [
    "takes the first arm for the one that is chosen",
    pair("dead-branch", (first, { node, children: [arm] }) =>
      first.node.kind === "pure" && node.kind === "choice" && arm !== undefined
        ? [first, ...partsOf(arm)]
        : undefined
    ),
    ["rewrite/dead-branch"]
  ],
  [
    "forgets the carried value",
    step("carried-pure", ({ node, children: [child] }) =>
      node.kind === "carry" && child?.node.kind === "pure"
        ? [known({ kind: "pure", apply: node.select }), child]
        : undefined
    ),
    ["rewrite/carried-pure"]
  ],
  [
    "maps lists that end early",
    step("mapped-pure", ({ node, children: [child] }) => {
      if (node.kind !== "forEach" || child?.node.kind !== "pure") return undefined
      const apply = child.node.apply as (item: unknown) => unknown
      return [
        known({ kind: "pure", apply: (items: ReadonlyArray<unknown>) => items.map((item) => apply(item)) })
      ]
    }),
    ["rewrite/mapped-pure"]
  ],
  [
    "drops retries",
    step("no-retry", ({ node, children }) => (node.kind === "retry" ? children : undefined)),
    ["rewrite/no-retry"]
  ],
  [
    "drops retries in which something lingers",
    withRules(blind("no-retry", inside({ lingers: false }))),
    ["rewrite/no-retry"]
  ],
  [
    "attempts nothing",
    step("infallible-attempt", ({ node, children }) =>
      node.kind === "attempt" ? [...children, right] : undefined
    ),
    ["rewrite/infallible-attempt"]
  ],
  [
    "takes any scope for one in a saga",
    withRules(blind("nested-scope", standing({ inSaga: true }))),
    ["rewrite/nested-scope"]
  ],
  [
    "drops scopes in which something is owed",
    withRules(blind("empty-scope", inside({ scoped: false }))),
    ["rewrite/empty-scope"]
  ],
  [
    "drops scopes in which something lingers",
    withRules(blind("empty-scope", inside({ lingers: false }))),
    ["rewrite/empty-scope"]
  ],
  [
    "takes any timer for no delay",
    step("no-delay", ({ node }) =>
      node.kind === "perform" && node.request.kind === "timer"
        ? [known({ kind: "pure", apply: () => undefined })]
        : undefined
    ),
    ["rewrite/no-delay"]
  ],
  [
    "drops the second of two timers",
    pair("delay-sum", (first, second) =>
      /sleep\)?$/.test(first.text) && first.text === second.text ? [first] : undefined
    ),
    ["rewrite/delay-sum"]
  ],
  [
    "hoists what only one arm begins with",
    withRules(
      blind("hoist", [
        (seen) =>
          seen.node.kind === "choice"
            ? { ...seen, children: seen.children.map(() => seen.children[0] as Known) }
            : seen,
        as
      ])
    ),
    ["rewrite/hoist"]
  ],
  [
    "does not look at footprints",
    blindParallel(facts(() => ({ touched: nothing }))),
    ["rewrite/parallel", "rewrite/resources"]
  ],
  [
    "does not look at errors",
    blindParallel(facts(() => ({ fallible: undefined }))),
    ["rewrite/parallel", "rewrite/resources"]
  ],
  ["does not look beside a step", blindParallel(standing({ alone: true })), ["rewrite/parallel"]],
  [
    "does not look for writes without an undo",
    blindParallel(facts(() => ({ unpaired: undefined }))),
    ["rewrite/parallel-fallible", "rewrite/effects"]
  ],
  ["takes any place for a saga", blindParallel(standing({ inSaga: true })), ["rewrite/parallel-fallible"]],
  [
    "forgets that handlers tell errors apart",
    blindParallel(standing({ handled: false })),
    ["rewrite/parallel-fallible"]
  ],
  [
    "moves work across a pivot",
    blindParallel(facts(() => ({ pivot: undefined }))),
    ["rewrite/parallel-fallible"]
  ],
  [
    "moves work across an event",
    blindParallel(facts(() => ({ outside: undefined, touched: nothing }))),
    ["rewrite/parallel"]
  ],
  [
    "does not ask what a step needs",
    blindParallel([
      (seen) =>
        seen.node.kind === "carry" && seen.node.fields !== undefined
          ? { ...seen, node: { ...seen.node, fields: { reads: [], writes: seen.node.fields.writes } } }
          : seen,
      as
    ]),
    ["rewrite/parallel", "rewrite/effects"]
  ],
  [
    "loses the end of what it nests anew",
    onto((step) => {
      const [first] = partsOf(knownOf(step))
      return first?.step ?? step
    }),
    ["rewrite/association", "rewrite/timed"]
  ],
  [
    "puts a label around what it has rewritten",
    onto((step) => stepOf({ kind: "label", name: "optimised", step })),
    ["rewrite/identity"]
  ],
  [
    "rewrites for ever",
    { ...optimiser, explain: (step, options) => ({ ...explain(step, options), rewrites: [always] }) },
    ["rewrite/idempotent"]
  ],
  [
    "does everything twice",
    onto((step) => stepOf({ kind: "sequence", first: step, second: step })),
    ["rewrite/well-formed", "rewrite/resources", "rewrite/effects"]
  ]
]

const always = {
  ...ruleOf("unit"),
  rule: "unit",
  place: "",
  before: "",
  after: "",
  because: [],
  times: 1
}

/** Only as far as is needed to see its parts. */
const knownOf = (step: AnyStep): Known => {
  const first = "first" in step ? (step.first as AnyStep) : step
  const leaf = known({ kind: "pure", apply: () => 0 })
  return "first" in step
    ? { ...leaf, node: { kind: "sequence", first, second: first }, children: [{ ...leaf, step: first }] }
    : leaf
}
