/**
 * What a gateway of another company does to its customers now and then.
 * @module
 */

/** How the gateway treats one order. */
export interface Whims {
  /** It refuses the card. */
  readonly declines?: boolean
  /** So many charges are answered with 503, and nothing is charged. */
  readonly fails?: number
  /** So many charges after these are made, but never answered. */
  readonly hangs?: number
  /** It answers each request twice, the second time unasked. */
  readonly answersTwice?: boolean
  /** So many refunds are answered with 503. */
  readonly refundFails?: number
}
