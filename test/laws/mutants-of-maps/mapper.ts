/**
 * Mappers with one bug each.
 */
import { type AnyStep, fold, type Node, nodeOf, type OperationDefinition } from "lawful"
import { type Mapper, type OperationName, substituting } from "lawful/laws"
import { withChildren } from "../../../src/core/children.ts"
import { stepOf } from "../../../src/core/node.ts"
import { imageOf } from "../../../src/interpreters/mapping/image.ts"

type Images = Parameters<Mapper["map"]>[0]

/** Gives a node its mapped children. */
type Rebuild = (node: Node, children: ReadonlyArray<AnyStep>) => AnyStep

/** The fold that replaces operations by their images and keeps the rest. */
const mapperWith = (
  name: string,
  rebuild: Rebuild,
  imageOf: (images: Images) => ImageOf = asOneNamed
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

/** Images as they should be. */
const asOneNamed =
  (images: Images): ImageOf =>
  (operation) => {
    const step = images(operation.name as OperationName)
    return step === undefined ? undefined : imageOf(operation, step)?.whole
  }

/** Images that are made otherwise; an operation that stands for itself stays. */
const made =
  (make: (operation: OperationDefinition, image: AnyStep) => AnyStep) =>
  (images: Images): ImageOf =>
  (operation) => {
    const step = images(operation.name as OperationName)
    return step === undefined || imageOf(operation, step) === undefined ? undefined : make(operation, step)
  }

const labelled = ({ service, name }: OperationDefinition, step: AnyStep): AnyStep =>
  stepOf({ kind: "label", name: `${service}.${name}`, step })

const scoped = (step: AnyStep, kind: "keep" | "seal"): AnyStep =>
  stepOf({ kind: "scope", step, commit: { kind } })

const rebuilt: Rebuild = (node, children) => stepOf(withChildren(node, children))

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
      return (operation) => {
        if (seen.has(operation.name)) return undefined
        seen.add(operation.name)
        return asOneNamed(images)(operation)
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
    mapperWith(
      "seals all images",
      rebuilt,
      made((operation, step) => labelled(operation, scoped(step, "seal")))
    ),
    ["F4/operation", "F4/renaming", "F4"]
  ],
  [
    mapperWith(
      "leaves what an image did when it fails half-way",
      rebuilt,
      made((operation, step) =>
        labelled(
          operation,
          operation.effect === "undoable" ? step : (imageOf(operation, step)?.whole ?? step)
        )
      )
    ),
    ["F4/atomic"]
  ],
  [
    mapperWith(
      "passes no pivot in images that have none",
      rebuilt,
      made((operation, step) =>
        labelled(operation, operation.effect === "undoable" ? scoped(step, "keep") : step)
      )
    ),
    ["F4/operation", "F4"]
  ],
  [
    mapperWith(
      "gives images no names of their own",
      rebuilt,
      made((operation, step) => {
        const whole = imageOf(operation, step)?.whole
        const node = whole === undefined ? undefined : nodeOf(whole)
        return node?.kind === "label" ? node.step : step
      })
    ),
    ["F4/ids"]
  ]
]
