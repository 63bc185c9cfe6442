/**
 * Recurring starts that an engine can do.
 * @module
 */
import type { Recurring } from "../schedule/recurring.ts"
import { RecurringInvalid } from "../schedule/recurring-invalid.ts"
import { UnknownWorkflow } from "./engine-error.ts"
import type { Registry } from "./registry.ts"

/**
 * Gives them as they are. Errors: throws `durable/unknown-workflow` for a workflow that the engine was not given, and
 * `schedule/invalid-option` when two have one id.
 */
export const checkedSchedules = (
  registry: Registry,
  schedules: ReadonlyArray<Recurring> = []
): ReadonlyArray<Recurring> => {
  const ids = new Set<string>()
  for (const { id, workflow } of schedules) {
    if (!registry.knows(workflow.name, workflow.version))
      throw new UnknownWorkflow(workflow.name, workflow.version)
    if (ids.has(id))
      throw new RecurringInvalid(
        "schedule/invalid-option",
        id,
        "expected an id that no other one has, since its runs are named after it. Choose another id for one of the two."
      )
    ids.add(id)
  }
  return schedules
}
