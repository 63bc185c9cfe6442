/**
 * Steps in a few words, for explanations.
 * @module
 */
import { type Node, same } from "../core/node.ts"
import { requestName } from "../core/request-name.ts"

/** Longer texts are cut off. */
const longest = 80

/** Parts of a sequence that fit into a text. */
const most = 12

/** Shows a node in a few words, from the words of its children. */
export const showNode = (node: Node, children: ReadonlyArray<string>): string => cut(words(node, children))

/** One step after the other in a few words. */
export const showSequence = (parts: ReadonlyArray<string>): string =>
  cut(parts.slice(0, most).join(" >>> ") + (parts.length > most ? " >>> ..." : ""))

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 3)}...` : text)

const words = (node: Node, children: ReadonlyArray<string>): string => {
  const [child = ""] = children
  switch (node.kind) {
    case "pure":
      return node.apply === same ? "identity" : node.constant === true ? "constant" : "pure"
    case "perform":
      return requestName(node.request)
    case "sequence":
      return `(${showSequence(children)})`
    case "carry":
      return node.fields === undefined || node.fields.writes.length === 0
        ? `carry(${child})`
        : `${node.fields.writes.join(", ")} = ${child}`
    case "choice":
      return `match(${node.arms.map(({ name }, index) => `${name}: ${children[index]}`).join(", ")})`
    case "parallel":
      return `${node.join.kind === "tuple" || node.join.kind === "record" ? "all" : node.join.kind}(${children.join(", ")})`
    case "scope":
      if (node.commit.kind === "undo") return `undoable(${children.join(", ")})`
      return `${node.commit.kind === "seal" ? "seal" : "scope"}(${child})`
    case "retry":
      return `retry(${node.schedule.times}, ${child})`
    case "label":
      return `label(${JSON.stringify(node.name)}, ${child})`
    case "bracket":
      return `bracket(${children.join(", ")})`
    case "forEach":
    case "iterate":
    case "attempt":
      return `${node.kind}(${child})`
    case "fail":
      return "fail"
  }
}
