/**
 * Layers: what a workflow requires, provided the way Effect provides things.
 * @module
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Scope } from "effect/Scope"
import type { TypeOf } from "../../core/codec.ts"
import type { Implementation, Provider } from "../../core/implementation.ts"
import type { DeclaredError, OperationSpecs, Signature } from "../../core/signature.ts"
import { type AnyWorkflow, DuplicateProvider } from "../in-process/environment.ts"
import { inside, servicesHere } from "./ambient.ts"
import type { Call } from "./from-effect.ts"
import { callableOf, operationsOf, type Service, type ServicesOf } from "./service.ts"

/** How the effects of an implementation are run. */
export interface LayerOptions<Names> {
  /**
   * Writes that may be interrupted when their run is stopped, because interrupting them leaves nothing done. Others run to
   * their end, so that they can be undone; readonly operations are always interrupted.
   */
  readonly interruptible?: ReadonlyArray<Names>
}

/** The services that the effects of handlers need; the scope of a call is made for it. */
type NeedsOf<H> = {
  readonly [K in keyof H]: H[K] extends (...arguments_: never) => Effect.Effect<unknown, unknown, infer R>
    ? Exclude<R, Scope>
    : never
}[keyof H]

/**
 * Implements a signature with functions that give effects; every operation needs one.
 *
 * The error channel is the typed error, what dies is a defect. Each call has a `Scope` of its own, closed when it ends.
 * @example
 * import { Effect } from "effect"
 * import { inEffect, layer } from "lawful/effect"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = layer(Greeter, { greet: (name) => Effect.succeed(`Good day, ${name}`) })
 * await Effect.runPromise(inEffect.interpret(Greeter.greet)("Ada").pipe(Effect.provide(polite))) // => "Good day, Ada"
 */
export const layer = <
  N extends string,
  O extends OperationSpecs,
  H extends {
    readonly [K in keyof O & string]: (
      input: TypeOf<O[K]["input"]>,
      call: Call
    ) => Effect.Effect<TypeOf<O[K]["output"]>, DeclaredError<O[K]>, unknown>
  }
>(
  signature: Signature<N, O>,
  handlers: H & { readonly [K in Exclude<keyof H, keyof O>]: "the signature has no such operation" },
  { interruptible = [] }: LayerOptions<keyof O & string> = {}
): Layer.Layer<Service<N>, never, NeedsOf<H>> => {
  const implementation: Implementation<N> = {
    kind: "implementation",
    signature: signature["~signature"],
    handlers
  }
  const operations = { implementation, effectful: true, interruptible: new Set(interruptible) }
  return built((services) =>
    Context.make(operationsOf(implementation.signature.name), { ...operations, services })
  )
}

/**
 * Makes a layer of what is given to `run`: plain implementations, and workflows that others call.
 *
 * Errors: throws `run/duplicate-provider` when two different implementations are given for one signature, or two different
 * workflows for one name and version.
 * @example
 * import { Effect } from "effect"
 * import { inEffect, layerOf } from "lawful/effect"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = layerOf(implement(Greeter, { greet: (name) => `Good day, ${name}` }))
 * await Effect.runPromise(inEffect.interpret(Greeter.greet)("Ada").pipe(Effect.provide(polite))) // => "Good day, Ada"
 */
export const layerOf = <P extends string, Needs = never>(
  ...providers: ReadonlyArray<Provider<P, Needs>>
): Layer.Layer<ServicesOf<P>, never, ServicesOf<Exclude<Needs, P>>> => {
  const implementations = new Map<string, Implementation<string>>()
  const workflows = new Map<string, Map<number, AnyWorkflow>>()
  for (const provider of providers) {
    if (provider.kind === "workflow") {
      const workflow = provider as unknown as AnyWorkflow
      const versions = workflows.get(workflow.name) ?? new Map<number, AnyWorkflow>()
      putOnce(
        versions,
        workflow.version,
        workflow,
        `the workflow "${workflow.name}" (version ${workflow.version})`
      )
      workflows.set(workflow.name, versions)
    } else {
      const implementation = provider as Implementation<string>
      const { name } = implementation.signature
      putOnce(implementations, name, implementation, name)
    }
  }
  return built((services) => {
    let provided: Context.Context<never> = Context.empty()
    for (const [name, implementation] of implementations)
      provided = Context.add(provided, operationsOf(name), {
        implementation,
        effectful: false,
        interruptible: none,
        services
      })
    let around = services
    for (const [name, versions] of workflows)
      provided = Context.add(provided, callableOf(name), { versions, services: () => around })
    // Workflows of one layer can call each other and themselves, so they run among what is provided here.
    around = inside(provided, services)
    return provided
  })
}

const none: ReadonlySet<string> = new Set()

const putOnce = <Key, Value>(into: Map<Key, Value>, key: Key, value: Value, what: string): void => {
  const other = into.get(key)
  if (other !== undefined && other !== value) throw new DuplicateProvider(what)
  into.set(key, value)
}

/** A layer of services; which ones it gives and needs is for the types of the caller to say. */
const built = <Gives, Needs>(
  make: (services: Context.Context<never>) => Context.Context<never>
): Layer.Layer<Gives, never, Needs> =>
  Layer.effectContext(Effect.map(servicesHere, make)) as unknown as Layer.Layer<Gives, never, Needs>
