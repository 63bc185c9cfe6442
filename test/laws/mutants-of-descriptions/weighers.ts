/**
 * Ways to weigh steps, ways with one bug each, and the laws that find it.
 */
import type { AnyStep, Node } from "lawful"
import {
  type Every,
  every,
  everyOf,
  fewest,
  most,
  type Semiring,
  type Some,
  some,
  someOf,
  thingsIn,
  thingsOf,
  weigh
} from "lawful/describe"
import { Lab, type LawSet, weightLaws } from "lawful/laws"
import { same } from "../../../src/core/node.ts"
import { pure, rewrite, type Rule, sequence, step } from "../mutants/rewrite.ts"

const count = { request: () => 1, wait: () => 0 }
const named = <T>(of: (name: string) => T): { readonly request: (_: unknown, id: string) => T } => ({
  // Laws move nodes, and labels with them.
  request: (_, id) => of(id.replace(/^.*\//, ""))
})
const sortedOr = (none: string, things: Iterable<string>): string => [...things].sort().join(" ") || none

/** Those that are sound. */
export const soundWeights: ReadonlyArray<LawSet> = [
  weightLaws({ name: "most", weigh: weigh(most, count), show: String }),
  weightLaws({ name: "fewest", weigh: weigh(fewest, count), show: String }),
  weightLaws<Some<string>>({
    name: "some",
    weigh: weigh(
      someOf<string>(),
      named((name) => some([name]))
    ),
    show: (weight) => (weight === null ? "no way" : sortedOr("nothing", thingsIn(weight)))
  }),
  weightLaws<Every<string>>({
    name: "every",
    weigh: weigh(
      everyOf<string>(),
      named((name) => every([name]))
    ),
    show: (weight) => (weight === null ? "no way" : sortedOr("nothing", thingsOf(weight)))
  })
]

const rewriting =
  (rule: Rule) =>
  (term: AnyStep): ReturnType<ReturnType<typeof weigh<number>>> =>
    weigh(most, count)(rewrite(term, rule))

const counted = (node: Node): AnyStep => sequence(Lab.readA, step(node))
const isIdentity = (node: Node): boolean => node.kind === "pure" && node.apply === same

const summing: Semiring<number> = {
  ...most,
  plus: (one, other) => (one === -Infinity ? other : other === -Infinity ? one : one + other)
}

const mutants: Readonly<Record<string, readonly [ReturnType<typeof weigh<number>>, ReadonlyArray<string>]>> =
  {
    "weighs an identity": [rewriting((node) => (isIdentity(node) ? counted(node) : undefined)), ["C1", "C2"]],
    "drops what follows a name": [
      rewriting((node) =>
        node.kind === "sequence" && (node.first as unknown as Node).kind === "label" ? node.first : undefined
      ),
      ["C3"]
    ],
    "weighs pure functions": [
      rewriting((node) => (node.kind === "pure" && !isIdentity(node) ? counted(node) : undefined)),
      ["C4"]
    ],
    "weighs what is carried": [
      rewriting((node) => (node.kind === "carry" ? counted(node) : undefined)),
      ["A5"]
    ],
    "adds up the arms": [
      rewriting((node) =>
        node.kind === "choice" ? node.arms.map((arm) => arm.step).reduce(sequence) : undefined
      ),
      ["D1", "D2", "E5"]
    ],
    "adds up alternatives": [weigh(summing, count), ["D2", "D3"]],
    "goes on after a failure": [
      rewriting((node) => (node.kind === "fail" ? pure((value) => value) : undefined)),
      ["E1"]
    ],
    "lets failures through an attempt": [
      rewriting((node) => (node.kind === "attempt" ? node.step : undefined)),
      ["E2", "E5"]
    ],
    "forgets what an attempt gives": [
      rewriting((node) =>
        node.kind === "attempt"
          ? sequence(
              step(node),
              pure((value) => value)
            )
          : undefined
      ),
      ["E5", "R2"]
    ],
    "weighs an attempt": [rewriting((node) => (node.kind === "attempt" ? counted(node) : undefined)), ["E6"]],
    "retries once more": [
      rewriting((node) =>
        node.kind === "retry"
          ? step({
              ...node,
              schedule: { ...node.schedule, times: node.schedule.times + 1 }
            })
          : undefined
      ),
      ["R1"]
    ],
    "weighs a scope": [
      rewriting((node) => (node.kind === "scope" && node.commit.kind === "keep" ? counted(node) : undefined)),
      ["S1"]
    ],
    "forgets the last branch": [
      rewriting((node) =>
        node.kind === "parallel" ? step({ ...node, branches: node.branches.slice(0, -1) }) : undefined
      ),
      ["P7"]
    ],
    "takes a quorum for all": [
      rewriting((node) =>
        node.kind === "parallel" && node.join.kind === "quorum"
          ? step({ ...node, branches: node.branches.slice(0, 1), join: { kind: "record" } })
          : undefined
      ),
      ["RACE"]
    ]
  }

/** Those that are not, each with the laws that find it. */
export const weightMutants: ReadonlyArray<readonly [string, LawSet, ReadonlyArray<string>]> = Object.entries(
  mutants
).map(([name, [wrong, laws]]) => [
  name,
  weightLaws({ name, weigh: wrong, show: String }),
  laws.map((law) => `weight/${law}`)
])
