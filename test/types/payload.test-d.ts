import { encryption, type PayloadCodec } from "lawful/durable"
import { expectError, expectType } from "tsd"

const k1 = new Uint8Array(32)

expectType<PayloadCodec>(encryption({ current: "k1", keys: { k1, k2: "AAAA" } }))

// The current key is one of the keys.
expectError(encryption({ current: "k3", keys: { k1 } }))
expectError(encryption({ current: "k1", keys: { k1: 5 } }))
