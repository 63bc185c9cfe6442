/**
 * Ids of terms in which one id may stand twice.
 * @module
 */

/**
 * Ids that differ, so that two calls never share an idempotency key. `Workflow.make` refuses a term in which one id stands
 * twice; a bare step is not checked, and its second, third ... use of an id is numbered.
 */
export const distinctIds = (): ((id: string) => string) => {
  const uses = new Map<string, number>()
  return (id) => {
    const use = (uses.get(id) ?? 0) + 1
    uses.set(id, use)
    return use === 1 ? id : `${id}#${use}`
  }
}
