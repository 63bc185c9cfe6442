/**
 * What was thrown, as data: a run that is written down cannot hold exceptions.
 * @module
 */

/** An exception, or another value that was thrown. */
export type Thrown =
  | {
      readonly kind: "error"
      readonly name: string
      readonly message: string
      /** The stable code of an error that has one. */
      readonly code: string | null
    }
  | { readonly kind: "value"; readonly value: unknown }

/** Takes down what was thrown. */
export const thrown = (cause: unknown): Thrown => {
  if (!(cause instanceof Error)) return { kind: "value", value: cause }
  const { name, message } = cause
  const { code } = cause as { readonly code?: unknown }
  return { kind: "error", name, message, code: typeof code === "string" ? code : null }
}

/** Makes something that can be thrown again, and reads the same. */
export const revived = (data: Thrown): unknown => {
  if (data.kind === "value") return data.value
  const error = new Error(data.message)
  error.name = data.name
  return data.code === null ? error : Object.assign(error, { code: data.code })
}

/** Tells whether this is what an implementation that obeys its signal rejects with. */
export const isAbort = (data: Thrown): boolean => data.kind === "error" && data.name === "AbortError"
