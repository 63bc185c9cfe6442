/**
 * The workflows that are looked into where they are called.
 * @module
 */
import type { AnyCodec } from "../../core/codec.ts"
import { fold } from "../../core/fold.ts"
import type { Provider } from "../../core/implementation.ts"
import type { CallRequest, Request } from "../../core/node.ts"
import type { AnyStep } from "../../core/step.ts"

/** A body with the name that its nodes are told apart by; what is described itself has none. */
export interface Part {
  readonly name: string | undefined
  readonly body: AnyStep
}

/** The workflows that are called, directly or not, as far as they are provided. */
export interface Callable {
  /** What is called comes before what calls it, as far as they do not call each other. */
  readonly parts: ReadonlyArray<Part>
  readonly find: (request: CallRequest) => Part | undefined
}

/** Finds what a step calls among what is provided. */
export const callableFrom = (
  step: AnyStep,
  self: Provided | undefined,
  providers: ReadonlyArray<Provider<string, unknown>>
): Callable => {
  const known = new Map<string, Part>()
  for (const provider of providers) {
    if (provider.kind !== "workflow") continue
    const { name, version, body } = provider as unknown as Provided
    // One that calls itself is one part, not two.
    known.set(keyOf(name, version), { name: body === step ? undefined : name, body })
  }
  if (self !== undefined) known.set(keyOf(self.name, self.version), { name: undefined, body: step })
  const find = ({ workflow, version }: CallRequest): Part | undefined => known.get(keyOf(workflow, version))
  return { parts: ordered(step, find), find }
}

/** What is read of a workflow. */
export interface Provided {
  readonly name: string
  readonly version: number
  readonly error: AnyCodec | undefined
  readonly body: AnyStep
}

const keyOf = (name: string, version: number): string => JSON.stringify([name, version])

/** Depth first, what is called first. */
const ordered = (step: AnyStep, find: Callable["find"]): ReadonlyArray<Part> => {
  const done: Array<Part> = []
  const seen = new Set<AnyStep>([step])
  const pending: Array<{ readonly part: Part; readonly calls: Array<Part> }> = [
    { part: { name: undefined, body: step }, calls: calledIn(step, find) }
  ]
  for (let visit = pending.at(-1); visit !== undefined; visit = pending.at(-1)) {
    const next = visit.calls.pop()
    if (next === undefined) {
      if (visit.part.body !== step) done.push(visit.part)
      pending.pop()
    } else if (!seen.has(next.body)) {
      seen.add(next.body)
      pending.push({ part: next, calls: calledIn(next.body, find) })
    }
  }
  return done
}

const calledIn = (step: AnyStep, find: Callable["find"]): Array<Part> =>
  requestsIn(step).flatMap((request) => {
    const part = request.kind === "call" ? find(request) : undefined
    return part === undefined ? [] : [part]
  })

/** Everything that a term asks for, reachable or not. */
export const requestsIn = (step: AnyStep): ReadonlyArray<Request> => {
  const requests: Array<Request> = []
  fold<undefined>(step, (node) => {
    if (node.kind === "perform") requests.push(node.request)
    return undefined
  })
  return requests
}
