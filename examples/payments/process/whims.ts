/**
 * What services and networks do to those who rely on them, by the throw of a die.
 * @module
 */

/** A source of numbers from 0 to 1. */
export type Dice = () => number

/** Dice that fall alike for the same seed (mulberry32). */
export const diceOf = (seed: number): Dice => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** How a request is treated. */
export type Treatment =
  /** It is done and answered. */
  | "well"
  /** It is not done, and the answer says so. */
  | "refused"
  /** It is done and never answered. */
  | "hangs"
  /** It is done, and the connection breaks. */
  | "breaks"
  /** It is done when the caller has long given up. */
  | "late"
  /** It is answered twice, the second time unasked. */
  | "twice"

/** How often each of it happens, as parts of 1. */
export interface Whims {
  readonly refused: number
  readonly hangs: number
  readonly breaks: number
  readonly late: number
  readonly twice: number
  /** So many channels never answer for a charge, whether they have made it or not. */
  readonly dark: number
  /** So often the health of a channel changes, by the number of times that channels are selected. */
  readonly moody: number
  /** So many callbacks never come, come late, come twice. */
  readonly callbackNever: number
  readonly callbackLate: number
  readonly callbackTwice: number
  /** So many payments are not approved, or are forgotten by the reviewers. */
  readonly disapproved: number
  readonly forgotten: number
}

/** Everything works. */
export const noWhims: Whims = {
  refused: 0,
  hangs: 0,
  breaks: 0,
  late: 0,
  twice: 0,
  dark: 0,
  moody: 0,
  callbackNever: 0,
  callbackLate: 0,
  callbackTwice: 0,
  disapproved: 0,
  forgotten: 0
}

/** A bad day: each of it happens now and then. */
export const badDay: Whims = {
  refused: 0.04,
  hangs: 0.02,
  breaks: 0.03,
  late: 0.02,
  twice: 0.03,
  dark: 0.15,
  moody: 0.1,
  callbackNever: 0.15,
  callbackLate: 0.1,
  callbackTwice: 0.2,
  disapproved: 0.2,
  forgotten: 0.1
}

/** Throws the die for a request. */
export const treat = (dice: Dice, { refused, hangs, breaks, late, twice }: Whims): Treatment =>
  pick(dice(), { refused, hangs, breaks, late, twice }) ?? "well"

/** The one of some parts of 1 on which a number falls. */
export const pick = <K extends string>(number: number, parts: Readonly<Record<K, number>>): K | undefined => {
  let below = 0
  for (const [name, part] of Object.entries<number>(parts)) {
    below += part
    // Only the names of the parts are there.
    if (number < below) return name as K
  }
  return undefined
}
