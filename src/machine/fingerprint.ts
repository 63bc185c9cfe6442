/**
 * Fingerprints: whether two terms have the same structure.
 *
 * A hash of kinds, names, codecs, schedules and policies. Pure functions leave no trace in it: their text would not say what
 * they close over, so a change of them is seen only when the version of the workflow is raised.
 *
 * Laws: equal for terms that are equal up to association, unit and pure steps (test/machine/program.test.ts).
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex } from "@noble/hashes/utils.js"
import { fold } from "../core/fold.ts"
import type { Node, Request } from "../core/node.ts"
import { requestName } from "../core/request-name.ts"
import type { AnyStep } from "../core/step.ts"

/** The fingerprint of a term, 64 hexadecimal digits. */
export const fingerprint = (step: AnyStep): string => {
  const text = new TextEncoder()
  const hash = sha256.create()
  // The fold goes from the leaves up; with the number of its parts each line says what it takes from the lines before.
  const parts = fold<number>(step, (node, children) => {
    if (node.kind === "pure") return 0
    const count = children.reduce((sum, one) => sum + one, 0)
    if (node.kind === "sequence") return count
    hash.update(text.encode(`${JSON.stringify([describe(node), children])}\n`))
    return 1
  })
  hash.update(text.encode(String(parts)))
  return bytesToHex(hash.digest())
}

/** What matters of a node besides its children. */
const describe = (node: Exclude<Node, { readonly kind: "pure" | "sequence" }>): ReadonlyArray<unknown> => {
  switch (node.kind) {
    case "perform":
      return [node.kind, requestName(node.request), ...describeRequest(node.request)]
    case "choice":
      return [node.kind, node.tag, node.arms.map(({ name }) => name)]
    case "parallel":
      return [node.kind, node.branches.map(({ name }) => name), node.join]
    case "forEach":
      return [node.kind, finite(node.concurrency), node.key !== undefined, node.until !== undefined]
    case "retry":
      return [node.kind, scheduleParts(node.schedule)]
    case "scope": {
      const { commit } = node
      if (commit.kind !== "undo") return [node.kind, commit.kind]
      const { register, failing } = commit
      return [node.kind, commit.kind, register, failing.otherwise, scheduleParts(failing.retry)]
    }
    case "label":
      return [node.kind, node.name]
    case "carry":
    case "iterate":
    case "fail":
    case "attempt":
    case "bracket":
      return [node.kind]
  }
}

const describeRequest = (request: Request): ReadonlyArray<unknown> => {
  switch (request.kind) {
    case "operation": {
      const { input, output, error, effect, delivery } = request.operation
      return [input.name, output.name, error?.name, effect, delivery]
    }
    case "timer":
      return [request.mode, typeof request.time === "number" ? finite(request.time) : "computed"]
    case "receive":
    case "emit":
      return [request.event.mode, request.event.payload.name]
    case "call":
      return [request.version, request.mode, request.effect]
  }
}

/** JSON has no Infinity, and a schedule is full of them. */
const scheduleParts = (schedule: object): ReadonlyArray<unknown> =>
  Object.entries(schedule).map(([name, part]) => [
    name,
    typeof part === "number" ? finite(part) : (part as unknown)
  ])

const finite = (value: number): number | string => (Number.isFinite(value) ? value : String(value))
