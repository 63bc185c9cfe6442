/**
 * What a program is compiled for: the implementations, the workflows that can be called, and who watches.
 * @module
 */
import type { AnyHandler, Implementation, Provider } from "../../core/implementation.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import type { Workflow } from "../../core/workflow.ts"
import type { Observe } from "./observation.ts"
import type { Run } from "./frame.ts"
import type { Program } from "./program.ts"

/** Where compiled code finds what it asks for. */
export interface Environment {
  readonly handler: (operation: OperationDefinition) => AnyHandler
  /** Looked up when first called, so that workflows can call themselves. */
  readonly workflow: (name: string, version: number) => (caller: Run) => Program
  readonly observe: Observe | undefined
  /** True when a readonly call whose result is not wanted any more is left behind; otherwise its handler ends it. */
  readonly abandons: boolean
}

/** Any workflow. */
export type AnyWorkflow = Workflow<string, never, unknown, unknown, unknown>

/** Something that a workflow requires was not provided. The types refuse this; it can only come through a cast. */
export class MissingProvider extends Error {
  override readonly name = "MissingProvider"
  readonly code = "run/missing-provider"
  constructor(missing: string, hint: string) {
    super(`Nothing provides ${missing}. ${hint} (run/missing-provider)`)
  }
}

/** Two providers stand for the same thing, and nobody can tell which one is meant. */
export class DuplicateProvider extends Error {
  override readonly name = "DuplicateProvider"
  readonly code = "run/duplicate-provider"
  constructor(what: string) {
    super(`Two different providers are given for ${what}. Leave one of them out. (run/duplicate-provider)`)
  }
}

/** Finds things among the providers. */
export const environmentOf = (
  providers: ReadonlyArray<Provider<string, unknown>>,
  observe: Observe | undefined,
  stage: (workflow: AnyWorkflow, environment: Environment) => Program
): Environment => {
  const services = new Map<string, Implementation<string>>()
  const workflows = new Map<string, AnyWorkflow>()
  for (const provider of providers) {
    if (provider.kind === "workflow") {
      const workflow = provider as AnyWorkflow
      const key = `${workflow.name}@${workflow.version}`
      const other = workflows.get(key)
      if (other !== undefined && other !== workflow)
        throw new DuplicateProvider(`the workflow "${workflow.name}" (version ${workflow.version})`)
      workflows.set(key, workflow)
    } else {
      const implementation = provider as Implementation<string>
      const { name } = implementation.signature
      const other = services.get(name)
      if (other !== undefined && other !== implementation) throw new DuplicateProvider(name)
      services.set(name, implementation)
    }
  }
  const programs = new Map<AnyWorkflow, Program>()
  const environment: Environment = {
    abandons: true,
    observe: observe === undefined ? undefined : ignoringFailures(observe),
    handler: (operation) => handlerOf(services.get(operation.service), operation),
    workflow: (name, version) => {
      const workflow = workflows.get(`${name}@${version}`)
      if (workflow === undefined)
        throw new MissingProvider(
          `the workflow "${name}" (version ${version})`,
          "Add it to the list of what is provided."
        )
      return () => {
        const program = programs.get(workflow) ?? stage(workflow, environment)
        programs.set(workflow, program)
        return program
      }
    }
  }
  return environment
}

/** A broken log must not stop a workflow half-way, nor keep it from being undone. */
const ignoringFailures =
  (observe: Observe): Observe =>
  (observation) => {
    try {
      const answer: unknown = observe(observation)
      if (answer instanceof Promise) answer.catch(() => undefined)
    } catch {
      // What an observer throws has no place in the outcome of a run.
    }
  }

/** The function that an implementation has for an operation. */
export const handlerOf = (
  implementation: Implementation<string> | undefined,
  operation: OperationDefinition
): AnyHandler => {
  const name = operationName(operation)
  if (implementation === undefined)
    throw new MissingProvider(
      name,
      `Add implement(${operation.service}, {...}) to the list of what is provided.`
    )
  const declared = implementation.signature.operations.get(operation.name)
  if (
    declared?.input !== operation.input ||
    declared.output !== operation.output ||
    declared.error !== operation.error
  )
    throw new MissingProvider(
      name,
      `There are two different signatures called "${operation.service}": the workflow uses one, the implementation the other. Rename one, or import the same.`
    )
  const handler = Object.hasOwn(implementation.handlers, operation.name)
    ? implementation.handlers[operation.name]
    : undefined
  if (typeof handler !== "function")
    throw new MissingProvider(
      name,
      `Give implement(${operation.service}, {...}) a function called "${operation.name}".`
    )
  return handler
}
