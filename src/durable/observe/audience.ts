/**
 * The audience: tells plugins what happens, and keeps from the engine what they do about it.
 * @module
 */
import { type Thrown, thrown } from "../../machine/thrown.ts"
import { checkedId } from "../engine/checked-id.ts"
import type { LifecycleEvent } from "./lifecycle-event.ts"
import { DuplicatePlugin, type Plugin } from "./plugin.ts"

/** The name under which `EngineOptions.observe` is reported. */
const OBSERVE = "EngineOptions.observe"

type Failing = Extract<LifecycleEvent, { readonly kind: "plugin/failed" }>

/** Those who are told what happens. */
export class Audience {
  readonly #plugins: ReadonlyArray<Plugin>
  readonly #about: () => { readonly id: string; readonly at: number }

  /** `about` gives the id and the time of an event of the audience itself. Errors: throws {@link DuplicatePlugin}. */
  constructor(plugins: ReadonlyArray<Plugin>, about: () => { readonly id: string; readonly at: number }) {
    this.#plugins = plugins
    this.#about = about
    const names = new Set<string>()
    for (const { name } of plugins) {
      checkedId("name of a plugin", name)
      if (names.has(name)) throw new DuplicatePlugin(name)
      names.add(name)
    }
  }

  /** Tells everybody. Throws nothing and waits for nobody. */
  tell(event: LifecycleEvent): void {
    Object.freeze(event)
    const failures = this.#plugins.flatMap((plugin) => this.#tell(plugin, event))
    for (const [plugin, failing] of failures) this.#failed(plugin, failing)
  }

  #tell(plugin: Plugin, event: LifecycleEvent): ReadonlyArray<readonly [Plugin, Failing]> {
    const failures: Array<readonly [Plugin, Failing]> = []
    for (const [hook, listen] of hooksFor(event)) {
      const failing = (cause: unknown): Failing => ({
        ...this.#about(),
        kind: "plugin/failed",
        plugin: plugin.name,
        version: plugin.version,
        hook,
        event: event.id,
        cause: taken(cause)
      })
      // Who fails while being told of a failure is not told of: two of them would go on for ever.
      const late =
        event.kind === "plugin/failed" ? ignore : (cause: unknown) => this.#failed(plugin, failing(cause))
      try {
        const answer = listen(plugin)
        if (answer !== undefined) void Promise.resolve(answer).then(undefined, late)
      } catch (cause) {
        if (event.kind !== "plugin/failed") failures.push([plugin, failing(cause)])
      }
    }
    return failures
  }

  #failed(failed: Plugin, event: Failing): void {
    Object.freeze(event)
    for (const plugin of this.#plugins) if (plugin !== failed) this.#tell(plugin, event)
  }
}

/** All plugins of an engine, the function that watches it first. */
export const pluginsOf = (
  observe: Plugin["observe"],
  plugins: ReadonlyArray<Plugin>
): ReadonlyArray<Plugin> =>
  observe === undefined ? plugins : [{ name: OBSERVE, version: "", observe }, ...plugins]

const ignore = (): void => undefined

type Hook = readonly [name: string, listen: (plugin: Plugin) => unknown]

/** Whom of a plugin an event is for. Called as methods, since a plugin may be an instance of a class. */
const hooksFor = (event: LifecycleEvent): ReadonlyArray<Hook> => {
  const observe: Hook = ["observe", (plugin) => plugin.observe?.(event)]
  switch (event.kind) {
    case "run/started":
      return [observe, ["beforeRun", (plugin) => plugin.beforeRun?.(event)]]
    case "run/completed":
    case "run/failed":
    case "run/cancelled":
    case "run/defect":
    case "run/stuck":
      return [observe, ["afterRun", (plugin) => plugin.afterRun?.(event)]]
    case "operation/started":
      return [observe, ["beforeOperation", (plugin) => plugin.beforeOperation?.(event)]]
    case "operation/succeeded":
    case "operation/failed":
    case "operation/threw":
    case "operation/lost":
    case "operation/abandoned":
      return [observe, ["afterOperation", (plugin) => plugin.afterOperation?.(event)]]
    case "run/created":
    case "run/recovered":
    case "run/held":
    case "run/waiting":
    case "run/woken":
    case "run/cancelling":
    case "run/undoing":
    case "run/resumed":
    case "step/undone":
    case "step/retrying":
    case "wait/began":
    case "wait/ended":
    case "event/sent":
    case "journal/failing":
    case "journal/recovered":
    case "plugin/failed":
      return [observe]
  }
}

/** What was thrown, as data. Even looking at it may throw. */
const taken = (cause: unknown): Thrown => {
  try {
    return thrown(cause)
  } catch {
    return { kind: "value", value: "something that cannot be looked at" }
  }
}
