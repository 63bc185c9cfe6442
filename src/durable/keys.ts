/**
 * The keys of records: how runs, timers, waits and messages lie in a journal.
 *
 * | key | value |
 * | --- | --- |
 * | `r/RUN` | what is known of a run: its id, workflow, version, term, status, times, attributes |
 * | `n/ID` | the number of the run with this id |
 * | `e/RUN/SEQ` | what happened in one commit: a line for each event; that of `SEQ` 0 begins with the input |
 * | `s/RUN` | what is left of the run after one of these, so that a recovery need not read them all |
 * | `o/RUN` | the outcome |
 * | `l/STATUS/WORKFLOW/RUN` | nothing: the list of runs by status |
 * | `a/NAME/VALUE/RUN` | nothing: the list of runs by attribute |
 * | `t/DUE/...` | a timer: whom to wake when |
 * | `w/EVENT/KEY/ROOT/TICK` | a wait for an event |
 * | `m/ROOT/EVENT/KEY/TICK` | an event that nobody has waited for yet; of a broadcast the latest one |
 * | `d/ROOT/EVENT/ID` | the id of an event that came, so that it comes once |
 * | `k/RUN/CALLED` | nothing: the runs that a run has started |
 * | `h/RUN/CALL` | what a long operation has got to |
 * | `c/ID` | a recurring start: what of it has been done, goes on, and waits |
 * | `x/NAME` | what belongs to the engine as a whole; `x/news`: what observers are told of the last commit |
 *
 * Numbers are written so that text order is their order; names so that they are printable ASCII without a slash.
 * @module
 */

/** A whole number from 0, as text whose order is that of numbers. */
export const sortable = (number: number): string => {
  const whole = Math.max(0, Math.ceil(number))
  // In two parts: V8 writes numbers beyond 32 bits many times as slowly.
  const high = Math.floor(whole / SIX_DIGITS)
  const low = (whole - high * SIX_DIGITS).toString(36)
  const digits = high === 0 ? low : high.toString(36) + low.padStart(6, "0")
  return String.fromCharCode(96 + digits.length) + digits
}

const SIX_DIGITS = 36 ** 6

/** The number that {@link sortable} has written. */
export const numberOf = (text: string): number => Number.parseInt(text.slice(1), 36)

/** A name of any characters, as a part of a key. Different names give different parts, those of broken UTF-16 too. */
export const named = (name: string): string =>
  plain.test(name)
    ? name
    : name.replace(special, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)

const plain = /^[\w.:@~-]*$/
const special = /[^\w.:@~-]/g

/** The name that {@link named} has written. */
export const unnamed = (part: string): string =>
  part.replace(/%([0-9a-f]{4})/g, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))

/** All keys that begin with these parts and a slash. */
export const below = (...parts: ReadonlyArray<string>): { readonly from: string; readonly to: string } => {
  const path = parts.join("/")
  // The character behind the slash.
  return { from: `${path}/`, to: `${path}0` }
}

/** The last part of a key. */
export const lastOf = (key: string): string => key.slice(key.lastIndexOf("/") + 1)

export const runKey = (run: number): string => `r/${sortable(run)}`
export const idKey = (id: string): string => `n/${named(id)}`
export const batchKey = (run: number, sequence: number): string => `e/${sortable(run)}/${sortable(sequence)}`
export const snapshotKey = (run: number): string => `s/${sortable(run)}`
export const outcomeKey = (run: number): string => `o/${sortable(run)}`
export const listKey = (status: string, workflow: string, run: number): string =>
  `l/${status}/${named(workflow)}/${sortable(run)}`
export const detailKey = (run: number, call: string): string => `h/${sortable(run)}/${named(call)}`
export const recurringKey = (id: string): string => `c/${named(id)}`
/** The first key behind the batches of a run. */
export const behindBatches = (run: number): string => below("e", sortable(run)).to
export const attributeKey = (name: string, value: string | number | boolean, run: number): string =>
  `a/${named(name)}/${attributePart(value)}/${sortable(run)}`
/** Values of different types are different. */
export const attributePart = (value: string | number | boolean): string =>
  named(`${typeof value}:${String(value)}`)
export const calledKey = (run: number, called: number): string => `k/${sortable(run)}/${sortable(called)}`
