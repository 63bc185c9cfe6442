/**
 * What compiled code finds in the context of its run: implementations and workflows are services, looked up when they are
 * called. So a workflow is compiled once, whatever it will be provided with.
 * @module
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { AnyHandler } from "../../core/implementation.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import type { AnyStep } from "../../core/step.ts"
import { borderOf } from "../in-process/border.ts"
import type { CallContext } from "../in-process/call-context.ts"
import { compile } from "../in-process/compile.ts"
import { type AnyWorkflow, type Environment, handlerOf, MissingProvider } from "../in-process/environment.ts"
import { abandonable } from "../in-process/operation.ts"
import { type Program, programOf } from "../in-process/program.ts"
import { inside } from "./ambient.ts"
import { answerIn } from "./effect-call.ts"
import { EffectRun } from "./effect-run.ts"
import { callableOf, type Operations, operationsOf } from "./service.ts"
import { spanned, spannedCall, spannedProgram } from "./span.ts"

/** The program of a step or a workflow, compiled when it is first asked for. */
export const programFor = (runnable: AnyStep | AnyWorkflow): Program => {
  const known = programs.get(runnable)
  if (known !== undefined) return known
  const program =
    runnable.kind === "workflow"
      ? programOf(compile(runnable.body, environment), newRun, borderOf(runnable))
      : programOf(compile(runnable, environment), newRun, undefined)
  programs.set(runnable, program)
  return program
}

const programs = new WeakMap<AnyStep | AnyWorkflow, Program>()

const newRun: Parameters<typeof programOf>[1] = (call) => new EffectRun(call)

const environment: Environment = {
  observe: undefined,
  // Effects are interrupted, and waited for.
  abandons: false,
  handler: (operation) => handler(operation),
  workflow: (name, version) => {
    const key = callableOf(name)
    return (caller) => {
      const { context, traced } = caller as EffectRun
      const callable = Context.getOrUndefined(context, key)
      const workflow = callable?.versions.get(version)
      if (callable === undefined || workflow === undefined)
        throw new MissingProvider(
          `the workflow "${name}" (version ${version})`,
          "Provide layerOf(...) with this workflow in it."
        )
      const program = programFor(workflow)
      const host = inside(callable.services(), context)
      return traced
        ? spannedProgram(program, workflow, host)
        : { start: (input, call) => program.start(input, { ...call, host }) }
    }
  }
}

type EffectHandler = (input: unknown, call: CallContext) => Effect.Effect<unknown, unknown>

const handler = (definition: OperationDefinition): AnyHandler => {
  const name = operationName(definition)
  const key = operationsOf(definition.service)
  const readonly = definition.effect === "readonly"
  // Nearly always the same implementation is called again.
  let known: Operations | undefined
  let perform: EffectHandler | undefined
  return (input, context) => {
    // The loop of the in-process interpreter makes no other contexts, nor other runs than those that are made here.
    const call = context as CallContext
    const { run, scope } = call.frame
    const { context: around, traced } = run as EffectRun
    const operations = Context.getOrUndefined(around, key)
    if (operations === undefined)
      throw new MissingProvider(name, `Provide layer(${definition.service}, {...}).`)
    if (operations !== known || perform === undefined) {
      perform = handlerOf(operations.implementation, definition) as unknown as EffectHandler
      known = operations
    }
    if (!operations.effectful) {
      const answer = traced ? spannedCall(perform, input, call, name) : perform(input, call)
      return readonly ? abandonable(answer, scope) : answer
    }
    const effect = perform(input, call)
    const interruptible = readonly || operations.interruptible.has(definition.name)
    return answerIn(
      traced ? spanned(effect, call, name) : effect,
      (run as EffectRun).within(operations),
      scope,
      interruptible
    )
  }
}
