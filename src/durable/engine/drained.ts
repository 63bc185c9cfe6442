/**
 * Waiting for calls that are under way.
 * @module
 */
import type { Core } from "./core.ts"

/** So often it is looked whether there is still something to wait for, in milliseconds. */
const LOOK = 50

/** Resolves when no answer is out any more, after `within` milliseconds at the latest, or when waiting has become useless. */
export const drained = async (core: Core, within: number, useful: () => boolean): Promise<void> => {
  let patient = true
  const stop = core.clock.after(within, () => {
    patient = false
  })
  while (patient && core.deliveries.size > 0 && useful()) {
    let look: () => void = () => undefined
    await Promise.race([
      Promise.allSettled(core.deliveries.values()).then(() => core.idle()),
      new Promise<void>((resolve) => {
        look = core.clock.after(LOOK, resolve)
      })
    ])
    look()
  }
  stop()
}
