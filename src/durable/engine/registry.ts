/**
 * What an engine can run: workflows by name and version, and what their operations do.
 * @module
 */
import type { EventType } from "../../core/event.ts"
import type { AnyHandler, Implementation, Provider } from "../../core/implementation.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import {
  type AnyWorkflow,
  DuplicateProvider,
  handlerOf,
  MissingProvider
} from "../../interpreters/in-process/environment.ts"
import { type Program, programOf } from "../../machine/program.ts"
import { UnknownEvent } from "./engine-error.ts"
import type { RunInfo } from "./run-info.ts"

/** Workflows and implementations, found by name. */
export class Registry {
  readonly #workflows = new Map<string, AnyWorkflow>()
  readonly #services = new Map<string, Implementation<string>>()
  /** The names of what they wait for. */
  readonly #events = new Set<string>()
  readonly #handlers = new Map<OperationDefinition, AnyHandler>()

  /**
   * Errors: throws `run/duplicate-provider`, and `run/missing-provider` when something that a workflow does or calls is given
   * by nobody.
   */
  constructor(
    workflows: ReadonlyArray<AnyWorkflow>,
    providers: ReadonlyArray<Provider<string, unknown>>,
    handlers?: (operation: OperationDefinition) => AnyHandler
  ) {
    for (const provider of [...workflows, ...providers])
      if (provider.kind === "workflow") this.#addWorkflow(provider as AnyWorkflow)
      else this.#addService(provider as Implementation<string>)
    for (const workflow of this.#workflows.values())
      for (const { node } of programOf(workflow).sites.values()) {
        if (node.kind !== "perform") continue
        const { request } = node
        if (request.kind === "call") this.workflow(request.workflow, request.version)
        if (request.kind === "receive") this.#events.add(request.event.name)
        if (request.kind !== "operation") continue
        const { operation } = request
        this.#handlers.set(
          operation,
          handlers?.(operation) ?? handlerOf(this.#services.get(operation.service), operation)
        )
      }
  }

  /** The workflow of a name and version. Errors: throws `run/missing-provider`. */
  workflow(name: string, version: number): AnyWorkflow {
    const workflow = this.#workflows.get(keyOf(name, version))
    if (workflow === undefined)
      throw new MissingProvider(
        `the workflow "${name}" (version ${version})`,
        "Add it to the workflows of the engine."
      )
    return workflow
  }

  knows(name: string, version: number): boolean {
    return this.#workflows.has(keyOf(name, version))
  }

  has(workflow: AnyWorkflow): boolean {
    return this.#workflows.get(keyOf(workflow.name, workflow.version)) === workflow
  }

  laidOut(workflow: AnyWorkflow): Program {
    return programOf(workflow)
  }

  /** All workflows. */
  workflows(): ReadonlyArray<AnyWorkflow> {
    return [...this.#workflows.values()]
  }

  /** What limits can be given for. */
  names(): { readonly operations: ReadonlySet<string>; readonly workflows: ReadonlySet<string> } {
    return {
      operations: new Set([...this.#handlers.keys()].map(operationName)),
      workflows: new Set(this.workflows().map(({ name }) => name))
    }
  }

  /** Errors: throws {@link UnknownEvent} for an event that nobody waits for. */
  checkEvent({ name }: EventType): void {
    if (!this.#events.has(name)) throw new UnknownEvent(name, [...this.#events].slice(0, 20))
  }

  handler(operation: OperationDefinition): AnyHandler {
    const handler = this.#handlers.get(operation)
    // Everything that a registered workflow performs was looked up when the engine was opened.
    if (handler === undefined) throw new MissingProvider(operationName(operation), "Open the engine anew.")
    return handler
  }

  /** The program that goes on with a run, or what is missing, in words. */
  programOf({ workflow, version, term }: RunInfo): Program | string {
    const found = this.#workflows.get(keyOf(workflow, version))
    if (found === undefined) {
      const known = [...this.#workflows.values()].filter(({ name }) => name === workflow)
      return known.length === 0
        ? `no workflow "${workflow}" is registered`
        : `version ${version} of "${workflow}" is not registered (there is ${known.map((one) => one.version).join(", ")})`
    }
    const program = programOf(found)
    return program.fingerprint === term
      ? program
      : `"${workflow}" has another structure than when the run was started, under the same version ${version}`
  }

  /** The ids of the nodes of the workflow that a run belongs to, as it is registered; undefined when it is not. */
  nodesOf({ workflow, version }: RunInfo): { readonly has: (id: string) => boolean } | undefined {
    const found = this.#workflows.get(keyOf(workflow, version))
    return found === undefined ? undefined : programOf(found).sites
  }

  #addWorkflow(workflow: AnyWorkflow): void {
    const key = keyOf(workflow.name, workflow.version)
    const other = this.#workflows.get(key)
    if (other !== undefined && other !== workflow)
      throw new DuplicateProvider(`the workflow "${workflow.name}" (version ${workflow.version})`)
    this.#workflows.set(key, workflow)
  }

  #addService(implementation: Implementation<string>): void {
    const { name } = implementation.signature
    const other = this.#services.get(name)
    if (other !== undefined && other !== implementation) throw new DuplicateProvider(name)
    this.#services.set(name, implementation)
  }
}

const keyOf = (name: string, version: number): string => `${name}@${version}`
