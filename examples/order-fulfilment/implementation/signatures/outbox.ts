/**
 * The relay from the table of messages to the broker.
 *
 * Which messages are sent is decided by the transactions that wrote them; the relay only carries them, now or later, at least
 * once and in their order. So calling it changes nothing that would have to be undone.
 *
 * @see https://microservices.io/patterns/data/transactional-outbox.html
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"

export const Outbox = Signature.make("Outbox", {
  /** Carries what is waiting to the broker. A broker that is down gets it later. */
  relay: {
    input: t.void,
    output: t.void,
    effect: "readonly",
    delivery: "idempotent",
    footprint: { reads: ["table outbox"] }
  }
})
