/**
 * A mapper that is right, and mappers with one bug each.
 */
import { type AnyStep, fold, type Node, type OperationDefinition } from "lawful"
import type { Mapper, OperationName } from "lawful/laws"
import { withChildren } from "../../../src/core/children.ts"
import { stepOf } from "../../../src/core/node.ts"

type Images = Parameters<Mapper["map"]>[0]

/** Gives a node its mapped children. */
type Rebuild = (node: Node, children: ReadonlyArray<AnyStep>) => AnyStep

/** The fold that replaces operations and keeps the rest. */
const mapperWith = (
  name: string,
  rebuild: Rebuild,
  imageOf: (images: Images) => ImageOf = plainly
): Mapper => ({
  name,
  map: (images) => (step) => {
    const image = imageOf(images)
    return fold<AnyStep>(step, (node, children) =>
      node.kind === "perform" && node.request.kind === "operation"
        ? (image(node.request.operation) ?? stepOf(node))
        : rebuild(node, children)
    )
  }
})

type ImageOf = (operation: OperationDefinition) => AnyStep | undefined

const plainly =
  (images: Images): ImageOf =>
  ({ name }) =>
    images(name as OperationName)

const rebuilt: Rebuild = (node, children) => stepOf(withChildren(node, children))

export const substituting: Mapper = mapperWith("substituting", rebuilt)

/** Rebuilds some nodes wrongly. */
const rebuilding = (name: string, wrong: (...args: Parameters<Rebuild>) => AnyStep | undefined): Mapper =>
  mapperWith(name, (node, children) => wrong(node, children) ?? rebuilt(node, children))

type Composite = Exclude<Node["kind"], "pure" | "perform" | "fail">

const kinds: Readonly<Record<Composite, true>> = {
  sequence: true,
  carry: true,
  choice: true,
  parallel: true,
  forEach: true,
  iterate: true,
  attempt: true,
  retry: true,
  scope: true,
  bracket: true,
  label: true
}

/** One for each kind of node that has children: what stands in handlers, branches, loops, undos and releases is not mapped. */
const notInside = Object.keys(kinds).map(
  (kind) =>
    [
      rebuilding(`does not look into ${kind}`, (node) => (node.kind === kind ? stepOf(node) : undefined)),
      ["F4/renaming", "F4/ids"]
    ] as const
)

/** Each with the laws that find it. */
export const mapperMutants: ReadonlyArray<readonly [mutant: Mapper, laws: ReadonlyArray<string>]> = [
  ...notInside,
  [
    rebuilding("drops the undos of mapped scopes", (node, [step]) =>
      node.kind === "scope" && node.commit.kind === "undo"
        ? stepOf({ kind: "scope", step: step as AnyStep, commit: { kind: "keep" } })
        : undefined
    ),
    ["F4/identity", "F4/ids", "F4"]
  ],
  [
    rebuilding("does not look into undos", (node, [step]) =>
      node.kind === "scope" ? stepOf({ ...node, step: step as AnyStep }) : undefined
    ),
    ["F4/renaming", "F4/ids", "F4"]
  ],
  [
    rebuilding("does not look into releases", (node, [acquire, use]) =>
      node.kind === "bracket"
        ? stepOf({ ...node, acquire: acquire as AnyStep, use: use as AnyStep })
        : undefined
    ),
    ["F4/renaming", "F4/ids"]
  ],
  [
    rebuilding("retries what it maps once only", (node, [step]) =>
      node.kind === "retry" ? step : undefined
    ),
    ["F4/identity", "F4"]
  ],
  [rebuilding("drops labels", (node, [step]) => (node.kind === "label" ? step : undefined)), ["F4/ids"]],
  [
    rebuilding("drops events", (node) =>
      node.kind === "perform" && node.request.kind === "emit"
        ? stepOf({ kind: "pure", apply: () => undefined })
        : undefined
    ),
    ["F4/events"]
  ],
  [
    rebuilding("takes calls for operations without an image", (node) =>
      node.kind === "perform" && node.request.kind === "call"
        ? stepOf({ kind: "pure", apply: () => 0 })
        : undefined
    ),
    ["F4/calls"]
  ],
  [
    rebuilding("drops pure functions", (node) =>
      node.kind === "pure" ? stepOf({ kind: "pure", apply: <A>(value: A) => value }) : undefined
    ),
    ["F4/pure"]
  ],
  [
    mapperWith("maps the first occurrence only", rebuilt, (images) => {
      const seen = new Set<string>()
      return ({ name }) => {
        if (seen.has(name)) return undefined
        seen.add(name)
        return images(name as OperationName)
      }
    }),
    ["F4/sequence", "F4/renaming", "F4/ids"]
  ],
  [
    {
      name: "maps images again",
      map: (images) => (step) => {
        const once = substituting.map(images)
        return once(once(step))
      }
    },
    ["F4/operation", "F4/composition"]
  ],
  [
    mapperWith("puts images into scopes of their own", rebuilt, (images) => ({ name }) => {
      const step = images(name as OperationName)
      return step === undefined ? undefined : stepOf({ kind: "scope", step, commit: { kind: "seal" } })
    }),
    ["F4/identity", "F4/operation"]
  ]
]
