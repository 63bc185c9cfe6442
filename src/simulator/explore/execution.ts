/**
 * Calls of operations in an exploration: what the world answers, and what can go wrong.
 * @module
 */
import { idempotencyKey } from "../../core/idempotency-key.ts"
import { type Context, Failure, type Provider } from "../../core/implementation.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import { environmentOf } from "../../interpreters/in-process/environment.ts"
import { advanced } from "../../machine/advance.ts"
import type { Command } from "../../machine/command.ts"
import type { Answer } from "../../machine/event.ts"
import type { Runnable } from "../../machine/program.ts"
import { thrown } from "../../machine/thrown.ts"
import { type Deed, type ExploredRun, type ExploredState, withRun } from "./explored-state.ts"
import { concerns } from "../concerns.ts"
import type { Fault } from "../fault.ts"
import type { Sending } from "../simulate/sending.ts"
import { cloned, NotData, sameData } from "../plain-data.ts"
import { show } from "./shown.ts"

/** What an exploration acts upon, and what it may let go wrong. */
export interface Laboratory {
  readonly providers: (state: unknown) => ReadonlyArray<Provider<string, unknown>>
  readonly workflow: (name: string, version: number) => Runnable | undefined
  readonly faults: ReadonlyArray<Fault>
  /** Events from outside. */
  readonly events: ReadonlyArray<Sending<string>>
  /** False: receivers that declare to ignore a key that they have seen are not believed, but called again. */
  readonly trusting: boolean
  /** False: leaves out the reductions, to show that nothing is lost by them. */
  readonly reduced: boolean
}

/** A call that was made: the state after it, and the answer; without one, the call has to be made again. */
export interface Execution {
  readonly label: string
  readonly state: ExploredState
  readonly answer: Answer | undefined
  /** The effect and its answer are one: nothing can come between them. */
  readonly atomic: boolean
}

type OperationCommand = Extract<Command, { readonly kind: "operation" }>

/** Every way in which a call can go. */
export const executions = async (
  from: ExploredState,
  index: number,
  command: OperationCommand,
  lab: Laboratory
): Promise<ReadonlyArray<Execution>> => {
  const { operation } = command.request
  const name = operationName(operation)
  const state = startedIn(from, index, command, name, lab)
  const found = [await execution(state, index, command, lab, "")]
  if (state.budget.faults === 0) return found
  const spent = { ...state, budget: { ...state.budget, faults: state.budget.faults - 1 } }
  const { id } = state.runs[index] as ExploredRun
  // The effect and the answer of a transaction are one.
  const atomic = operation.delivery === "tx"
  const isRemembered =
    honours(operation) && state.remembered[idempotencyKey(id, command.id, command.renewals)] !== undefined
  for (const fault of lab.faults) {
    if (!concerns(fault, name, state.calls[name], command.undoing)) continue
    const { what } = fault
    // A receiver that remembers a call does not fail it any more.
    if (isRemembered && (what.kind === "fails" || what.kind === "throws")) continue
    const label = `${command.id} ${show(command.input)}`
    switch (what.kind) {
      case "fails":
        found.push({
          label: `${label} fails with ${show(what.error)}`,
          state: spent,
          answer: { kind: "failed", error: what.error },
          atomic
        })
        break
      case "throws":
        found.push({
          label: `${label} throws`,
          state: spent,
          answer: { kind: "threw", cause: thrown(new Error(what.message)) },
          atomic
        })
        break
      case "loses its answer": {
        if (atomic) break
        // oxlint-disable-next-line no-await-in-loop
        const done = await execution(spent, index, command, lab, ", and its answer gets lost")
        const answer: Answer | undefined = operation.delivery === "atMostOnce" ? { kind: "lost" } : undefined
        found.push({ ...done, answer })
        break
      }
      case "comes twice": {
        // oxlint-disable-next-line no-await-in-loop
        const once = await execution(spent, index, command, lab, "")
        // oxlint-disable-next-line no-await-in-loop
        const twice = await execution(once.state, index, command, lab, "")
        // Of two answers to one call, the first counts.
        found.push({ ...once, state: twice.state, label: `${once.label}, delivered twice` })
        break
      }
      case "slow":
        // Every duration is explored anyway.
        break
    }
  }
  return found
}

/** The intent is on record before the call is made. */
const startedIn = (
  state: ExploredState,
  index: number,
  { at, started }: OperationCommand,
  name: string,
  { faults }: Laboratory
): ExploredState => {
  const run = state.runs[index] as ExploredRun
  const residual = started
    ? run.residual
    : advanced(run.program, run.residual, { kind: "started", at, time: state.now }).residual
  const counts = faults.some((fault) => fault.operation === name && fault.call !== undefined)
  const calls = counts ? { ...state.calls, [name]: (state.calls[name] ?? 0) + 1 } : state.calls
  return { ...withRun(state, index, { ...run, residual }), calls }
}

const execution = async (
  state: ExploredState,
  index: number,
  command: OperationCommand,
  lab: Laboratory,
  remark: string
): Promise<Execution> => {
  const { operation } = command.request
  const run = state.runs[index] as ExploredRun
  const key = idempotencyKey(run.id, command.id, command.renewals)
  const label = `${command.id} ${show(command.input)}`
  const atomic = operation.delivery === "tx"
  const known = honours(operation) && (atomic || lab.trusting) ? state.remembered[key] : undefined
  if (known !== undefined)
    return {
      label: `${label} ${gives(known.output)} again${remark}`,
      state,
      answer: { kind: "succeeded", output: known.output },
      atomic
    }
  const world = cloned(state.world)
  const result = await call(world, run.id, key, command, lab)
  if (result.kind !== "succeeded") {
    const what = result.kind === "failed" ? `fails with ${show(result.error)}` : "throws"
    return { label: `${label} ${what}${remark}`, state: { ...state, world }, answer: result, atomic }
  }
  const remembered = honours(operation)
    ? { ...state.remembered, [key]: { output: result.output } }
    : state.remembered
  const done =
    operation.effect === "readonly"
      ? state.done
      : { ...state.done, [key]: deed(state, index, command, key, world) }
  return {
    label: `${label} ${gives(result.output)}${remark}`,
    state: { ...state, world, remembered, done },
    answer: result,
    atomic
  }
}

const gives = (output: unknown): string => (output === undefined ? "is done" : `gives ${show(output)}`)

/** Tells whether the receiver of a call ignores a key that it has seen. */
const honours = ({ delivery }: OperationDefinition): boolean => delivery === "tx" || delivery === "idempotent"

const deed = (
  state: ExploredState,
  run: number,
  { request, id, at }: OperationCommand,
  key: string,
  world: unknown
): Deed => {
  const before = state.done[key]
  return {
    operation: operationName(request.operation),
    node: id,
    effect: request.operation.effect as Deed["effect"],
    times: (before?.times ?? 0) + 1,
    repeated: before !== undefined && (before.repeated || !sameData(state.world, world)),
    run,
    at
  }
}

/** Runs a handler on a state that it may change. */
const call = async (
  world: unknown,
  runId: string,
  key: string,
  { request, input, id, attempt }: OperationCommand,
  { providers }: Laboratory
): Promise<Extract<Answer, { readonly kind: "succeeded" | "failed" | "threw" }>> => {
  const { operation } = request
  const handler = environmentOf(providers(world), undefined, nobodyCalls).handler(operation) as unknown as (
    input: unknown,
    context: Context<unknown>
  ) => unknown
  const context: Context<unknown> = {
    runId,
    nodeId: id,
    key,
    attempt,
    effect: operation.effect,
    signal: neverAborted,
    fail: (error) => new Failure(error)
  }
  try {
    // Neither side may change what the other one holds.
    const given = handler(copyOf(input), context)
    const result: unknown = isThenable(given) ? await inTime(given, id) : given
    return result instanceof Failure
      ? { kind: "failed", error: copyOf((result as Failure<unknown>).error) }
      : { kind: "succeeded", output: copyOf(result) }
  } catch (cause) {
    if (cause instanceof NoAnswer) throw cause
    return { kind: "threw", cause: thrown(cause) }
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"

/** How many real milliseconds a handler may take. */
const PATIENCE = 10_000

/** A search waits for every handler; one that is silent would hold it up for ever. */
const inTime = (answer: PromiseLike<unknown>, id: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer(id)), PATIENCE)
    answer.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (cause: Error) => {
        clearTimeout(timer)
        reject(cause)
      }
    )
  })

/** A handler of a world does not answer. */
class NoAnswer extends Error {
  override readonly name = "NoAnswer"
  readonly code = "simulator/no-answer"
  constructor(id: string) {
    super(
      `${id} has not answered for ${PATIENCE / 1000} s of real time. The handlers of a world must answer by themselves; what takes long, or never comes, is explored anyway. (simulator/no-answer)`
    )
  }
}

/** A copy of plain data; everything else is handed on as it is. */
const copyOf = (value: unknown): unknown => {
  try {
    return cloned(value)
  } catch (cause) {
    if (cause instanceof NotData) return value
    throw cause
  }
}

const neverAborted: AbortSignal = new AbortController().signal

const nobodyCalls = (): never => {
  throw new Error("workflows are called by the machine")
}
