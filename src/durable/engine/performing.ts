/**
 * Calls of operations.
 *
 * A call is made when its intent is on disk, under a key that is the same whenever it is made again. One with delivery `tx` is
 * made inside the commit that holds its answer.
 * @module
 */
import type { Context } from "../../core/implementation.ts"
import { Failure } from "../../core/implementation.ts"
import { operationName } from "../../core/operation.ts"
import type { Answer } from "../../machine/event.ts"
import { thrown } from "../../machine/thrown.ts"
import type { Transaction } from "../journal/journal.ts"
import { Assistance } from "./assistance.ts"
import type { Core } from "./core.ts"
import { dropDetail } from "./details.ts"
import type { Engagement } from "./engagement.ts"
import { AsynchronousTransaction } from "./engine-error.ts"
import { answerOf, type LiveRun, type OperationCommand } from "./live-run.ts"
import { OperationContext } from "./operation-context.ts"

/** One delivery: a call, and an attempt at it. */
export const deliveryOf = ({ number }: LiveRun, { id, renewals, attempt }: OperationCommand): string =>
  `${number} ${id} ${renewals} ${attempt}`

/** Makes a call whose intent is on disk, or waits for the answer of one that is still under way. */
export const call = (core: Core, run: LiveRun, engagement: Engagement): void => {
  if (run.dead || engagement.state !== "intended") return
  engagement.state = "called"
  const { command } = engagement
  const delivery = deliveryOf(run, command)
  const settled = (answer: Answer): void => {
    core.attendant.released(engagement)
    if (engagement.state === "off") {
      // Another delivery may have taken its place, or another memory may want the answer.
      const isLast = core.deliveries.get(delivery) === out && !(run.dead && core.runs.has(run.number))
      if (isLast) core.deliveries.delete(delivery)
    } else if (!run.dead) {
      // Until then the answer is kept: a commit that fails must not make the call again. First of all that comes afterwards,
      // since two debts of one call are paid by deliveries of one name.
      core.afterwards(() => core.deliveries.delete(delivery))
      core.guard(() => {
        run.ended(engagement, answer)
        dropDetail(core, run, command)
      })
    }
  }
  let out: Promise<Answer> | undefined
  const known = core.deliveries.get(delivery)
  if (known !== undefined) {
    core.observing.calling(run, engagement, true)
    core.attendant.called(run, engagement)
    out = known
    void known.then(settled)
    return
  }
  core.observing.calling(run, engagement, false)
  const result = invoke(core, run, engagement, new Assistance(core, run, engagement, undefined))
  if ("later" in result) {
    out = Promise.resolve(result.later).then(answerOf, threw)
    core.deliveries.set(delivery, out)
    core.attendant.called(run, engagement)
    void out.then(settled)
    return
  }
  if (command.request.operation.delivery === "atMostOnce")
    core.deliveries.set(delivery, Promise.resolve(result.answer))
  settled(result.answer)
}

/** Makes a call inside the commit that will hold its answer. What it wrote is undone when it fails. */
export const transact = (
  core: Core,
  run: LiveRun,
  engagement: Engagement,
  transaction: Transaction
): void => {
  if (run.dead || engagement.state !== "intended") return
  engagement.state = "called"
  core.observing.calling(run, engagement, false)
  let answer: Answer
  try {
    answer = transaction.attempt(() => {
      const result = invoke(core, run, engagement, new Assistance(core, run, engagement, transaction))
      if ("later" in result) {
        // Nobody will look at what comes of it.
        result.later.then(ignore, ignore)
        throw new AsynchronousTransaction(operationName(engagement.command.request.operation))
      }
      if (result.answer.kind !== "succeeded") throw new Unsuccessful(result.answer)
      return result.answer
    })
  } catch (cause) {
    answer = cause instanceof Unsuccessful ? cause.answer : threw(cause)
  }
  core.attendant.released(engagement)
  run.ended(engagement, answer)
}

/** Carries the answer of a call whose writes are to be undone. */
class Unsuccessful extends Error {
  readonly answer: Answer
  constructor(answer: Answer) {
    super()
    this.answer = answer
  }
}

type Result = { readonly answer: Answer } | { readonly later: PromiseLike<unknown> }

const invoke = (core: Core, run: LiveRun, engagement: Engagement, assistance: Assistance): Result => {
  const { operation } = engagement.command.request
  // The handler was found for this operation, and its input has passed the operation's codec.
  const handler = core.registry.handler(operation) as unknown as (
    input: unknown,
    context: Context<unknown>
  ) => unknown
  try {
    const result = handler(
      engagement.command.input,
      new OperationContext(run.info.id, engagement, assistance)
    )
    if (isThenable(result)) return { later: result }
    return { answer: answerOf(result) }
  } catch (cause) {
    return { answer: threw(cause) }
  }
}

const threw = (cause: unknown): Answer => {
  try {
    return { kind: "threw", cause: thrown(cause) }
  } catch {
    // A property of it throws.
    return { kind: "threw", cause: thrown(new Error("What was thrown cannot be looked at.")) }
  }
}

const ignore = (): void => undefined

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" &&
  value !== null &&
  !(value instanceof Failure) &&
  typeof (value as { then?: unknown }).then === "function"
