/**
 * Starting runs from outside.
 * @module
 */
import { crossBorder } from "../../core/violation.ts"
import type { AnyWorkflow } from "../../interpreters/in-process/environment.ts"
import { LimitOutOfRange } from "../../transformations/limited.ts"
import { checkedId } from "./checked-id.ts"
import type { Core } from "./core.ts"
import type { StartOptions } from "./engine.ts"
import { IdTaken, UnknownWorkflow } from "./engine-error.ts"
import { handleOf, type RunHandle } from "./run-handle.ts"
import type { Attribute } from "./run-info.ts"
import { sameAs } from "./same-as.ts"
import { checkedTrace } from "./trace-context.ts"

/** Starts a run, or gives the one that is there. Errors: see `Engine.start`. */
export const startRun = async <B, E, R>(
  core: Core,
  workflow: AnyWorkflow,
  input: unknown,
  { id: given, attributes, trace, priority, fairKey }: StartOptions,
  newId: () => string
): Promise<RunHandle<B, E, R>> => {
  const { name, version } = workflow
  if (!core.registry.has(workflow)) throw new UnknownWorkflow(name, version)
  if (priority !== undefined && !Number.isFinite(priority))
    throw new LimitOutOfRange("priority", "a finite number", priority)
  crossBorder(workflow.input, input, `input of workflow ${name}`)
  const id = checkedId("id of a run", given === undefined ? newId() : given)
  // Written first: what cannot be written must not be begun.
  const line = core.payloads.line(input)
  core.payloads.check(line, () => `input of the run "${id}"`)
  const number = await core.commit(() => {
    const there = core.numberOf(id)
    if (there !== undefined && given === undefined) throw new IdTaken(id, core.info(there)?.workflow ?? "")
    if (there !== undefined) return sameAs(core, there, id, name, line)
    return core.create({
      id,
      workflow: name,
      version,
      input,
      about: {
        ...(attributes === undefined ? {} : { attributes: checkedAttributes(attributes) }),
        ...(trace === undefined ? {} : { trace: checkedTrace(trace) }),
        ...(priority === undefined ? {} : { priority }),
        ...(fairKey === undefined ? {} : { fairKey })
      }
    })
  })
  return handleOf(core, number, id)
}

const checkedAttributes = (
  attributes: Readonly<Record<string, Attribute>>
): Readonly<Record<string, Attribute>> => {
  for (const [name, value] of Object.entries(attributes)) {
    checkedId("name of an attribute", name)
    if (typeof value === "string") checkedId(`attribute ${name}`, value, 0)
    else if (typeof value !== "boolean" && !Number.isFinite(value))
      checkedId(`attribute ${name}`, value as never)
  }
  return attributes
}
