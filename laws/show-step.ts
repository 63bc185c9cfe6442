/**
 * Steps in words, for reports.
 * @module
 */
import { fold } from "../src/core/fold.ts"
import type { Node } from "../src/core/node.ts"
import { same } from "../src/core/node.ts"
import { requestName } from "../src/core/request-name.ts"
import type { AnyStep } from "../src/core/step.ts"

/** Shows a step as one line. */
export const showStep = (step: AnyStep): string =>
  fold<string>(step, (node, children) => showNode(node, children))

const showNode = (node: Node, children: ReadonlyArray<string>): string => {
  const [child = ""] = children
  switch (node.kind) {
    case "pure":
      return node.apply === same
        ? "identity"
        : node.apply.name === "" || node.apply.name === "apply"
          ? "pure"
          : node.apply.name
    case "perform":
      return requestName(node.request).replace(/^Lab\./, "")
    case "sequence":
      return `(${children.join(" >>> ")})`
    case "carry":
      return `carry(${child})`
    case "choice":
      return `match(${node.arms.map(({ name }, index) => `${name}: ${children[index]}`).join(", ")})`
    case "parallel":
      return `${node.join.kind === "tuple" || node.join.kind === "record" ? "all" : node.join.kind === "race" ? "race" : `quorum(${node.join.need})`}(${children.join(", ")})`
    case "forEach":
      return `forEach(${child}${node.concurrency === Infinity ? "" : `, concurrency ${node.concurrency}`})`
    case "iterate":
    case "attempt":
      return `${node.kind}(${child})`
    case "fail":
      return "fail"
    case "retry":
      return `retry(${node.schedule.times}, ${child})`
    case "scope":
      if (node.commit.kind === "undo")
        return `undoable${node.commit.register === "before" ? "FromStart" : ""}(${children.join(", ")})`
      return `${node.commit.kind === "seal" ? "seal" : "scope"}(${child})`
    case "bracket":
      return `bracket(${children.join(", ")})`
    case "label":
      return `label(${node.name}, ${child})`
  }
}
