/**
 * Steps on states, done right, and with one bug each.
 */
import { type Implementation, type Provider, run, type Step } from "lawful"
import { onState } from "lawful/architecture"
import type { Stateful } from "lawful/laws"
import { world as worldOf } from "lawful/simulator"

export const stateful: Stateful = { name: "on state", onState }

type Make = (...args: Parameters<typeof onState>) => unknown

const making = (name: string, make: Make): Stateful => ({ name, onState: make as typeof onState })

/** An interpreter that does not know which state it should start from. */
const from = (name: string, state: (given: object, known: object) => object): Stateful =>
  making(name, (world) => {
    const known = structuredClone(world.initial) as object
    return {
      name,
      interpret: (step: Step<unknown, unknown>) => (input: unknown) => async (given: object) => {
        const used = state(given, known)
        const providers = world.providers(used) as unknown as ReadonlyArray<Provider<never>>
        return [await run(step, providers)(input), used]
      }
    }
  })

/** Each with the laws that find it. */
export const transitionMutants: ReadonlyArray<readonly [mutant: Stateful, laws: ReadonlyArray<string>]> = [
  [from("changes what it is given", (given) => given), ["transition/pure"]],
  [
    from("remembers", (given, known) =>
      Object.assign(known, structuredClone(given), { A: (known as { A: unknown }).A })
    ),
    ["transition/identity", "transition/composition"]
  ],
  [
    from("starts anew each time", (_, known) => structuredClone(known)),
    ["transition/identity", "transition/composition", "transition/undone"]
  ],
  [
    making("does not undo", (world, options) =>
      onState(
        worldOf(world.initial, (state) =>
          (world.providers(state) as unknown as ReadonlyArray<Implementation<string>>).map((made) => ({
            ...made,
            handlers: {
              ...made.handlers,
              ...Object.fromEntries(
                Object.keys(made.handlers)
                  .filter((name) => name.startsWith("undo"))
                  .map((name) => [name, (input: unknown) => input])
              )
            }
          }))
        ) as never,
        options
      )
    ),
    ["transition/undone"]
  ]
]
