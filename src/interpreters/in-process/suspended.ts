/**
 * Waiting for the outside.
 * @module
 */
import type { FailureScope } from "./failure-scope.ts"
import { INTERRUPTED } from "./halt.ts"

/**
 * Waits for a wake-up or for the scope to stop; whichever comes first calls the other off. Gives the value itself when the
 * wake-up comes at once.
 */
export const suspended = (
  scope: FailureScope,
  listen: (wake: (value: unknown) => void) => () => void
): unknown => {
  if (scope.stopped) return INTERRUPTED
  let now: { readonly value: unknown } | undefined = undefined as { readonly value: unknown } | undefined
  let resolve: ((value: unknown) => void) | undefined
  let ignore: (() => void) | undefined
  const withdraw = listen((value) => {
    ignore?.()
    if (resolve === undefined) now = { value }
    else {
      resolve(value)
      scope.woken?.()
    }
  })
  if (now !== undefined) return now.value
  return new Promise((settle) => {
    resolve = settle
    ignore = scope.onStop(() => {
      // The scopes around, which may live long, must forget this wait too.
      ignore?.()
      withdraw()
      settle(INTERRUPTED)
    })
  })
}
