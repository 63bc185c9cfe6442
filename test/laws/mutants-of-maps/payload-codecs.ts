/**
 * Payload codecs that keep what they are given, and payload codecs that do not.
 */
import { compression, encryption, type PayloadCodec } from "lawful/durable"
import { type LawSet, payloadCodecLaws } from "lawful/laws"

const sound = encryption({ current: "k", keys: { k: new Uint8Array(32).fill(7) } })

/** The codecs that ship. */
export const soundPayloadCodecs: ReadonlyArray<LawSet> = [
  payloadCodecLaws(compression()),
  payloadCodecLaws(sound, { authenticates: true })
]

/** Fills one buffer again and again. */
const shared = new Uint8Array(32_768)

/** Claim to authenticate; each with the laws that find it. */
export const payloadCodecMutants: ReadonlyArray<readonly [codec: PayloadCodec, laws: ReadonlyArray<string>]> =
  [
    [
      {
        ...sound,
        name: "forgets zeros at the end",
        encode: (bytes) => sound.encode(bytes.slice(0, bytes.findLastIndex((byte) => byte !== 0) + 1))
      },
      ["payload", "payload/kept"]
    ],
    [
      {
        name: "writes into its argument",
        encode: (bytes) => {
          const encoded = sound.encode(bytes)
          bytes.fill(0)
          return encoded
        },
        decode: sound.decode
      },
      ["payload", "payload/argument", "payload/kept"]
    ],
    [
      {
        name: "wipes what it has decoded",
        encode: (bytes) => sound.encode(bytes),
        decode: (bytes) => {
          const decoded = sound.decode(bytes)
          bytes.fill(0)
          return decoded
        }
      },
      ["payload/argument", "payload/kept"]
    ],
    [
      {
        name: "gives the same buffer each time",
        encode: (bytes) => {
          const encoded = sound.encode(bytes) ?? bytes
          shared.set(encoded)
          return shared.subarray(0, encoded.length)
        },
        decode: sound.decode
      },
      ["payload/kept"]
    ],
    [
      {
        name: "only mixes the bytes up",
        encode: (bytes) => bytes.map((byte) => byte ^ 0x5a),
        decode: (bytes) => bytes.map((byte) => byte ^ 0x5a)
      },
      ["payload/authentic"]
    ]
  ]
