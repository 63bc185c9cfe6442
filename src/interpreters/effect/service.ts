/**
 * Requirements of steps as services of Effect.
 * @module
 */
import * as Context from "effect/Context"
import type { Implementation } from "../../core/implementation.ts"
import type { AnyWorkflow } from "../in-process/environment.ts"
import type { ServedInProcess } from "../in-process/run.ts"

/** The service that a signature called `N` stands for; a workflow that is called is the service `workflow:` with its name. */
export interface Service<in out N extends string> {
  readonly "~lawful/service": N
}

/** The services that an effect needs whose step requires `R`. Events need none: see {@link Events}. */
export type ServicesOf<R> = unknown extends R
  ? Service<string>
  : R extends ServedInProcess
    ? never
    : R extends string
      ? Service<R>
      : never

/** What stands behind the service of a signature. */
export interface Operations {
  readonly implementation: Implementation<string>
  /** Its handlers give effects; otherwise they are those of `implement`. */
  readonly effectful: boolean
  readonly interruptible: ReadonlySet<string>
  /** The services that its effects need, as they were when its layer was built. */
  readonly services: Context.Context<never>
}

/** What stands behind the service of a workflow that is called. */
export interface Callable {
  readonly versions: ReadonlyMap<number, AnyWorkflow>
  /** What it runs among. */
  readonly services: () => Context.Context<never>
}

/** The key under which the implementation of a signature is found in a context. Only the layers of this folder put it there. */
export const operationsOf = (signature: string): Context.Key<never, Operations> =>
  Context.Service<never, Operations>(`lawful/${signature}`)

/** The key under which the versions of a workflow are found that is called. */
export const callableOf = (workflow: string): Context.Key<never, Callable> =>
  Context.Service<never, Callable>(`lawful/workflow:${workflow}`)
