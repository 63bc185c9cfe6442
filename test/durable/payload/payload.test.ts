import { brotliCompressSync } from "node:zlib"
import * as fc from "fast-check"
import { compression, encryption, type PayloadCodec, PayloadFailure } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { payloadOf } from "../../../src/durable/payload/payload.ts"

const key = new Uint8Array(32).fill(3)
const secret = encryption({ current: "k", keys: { k: key } })
const small = compression()
const named = (codec: Partial<PayloadCodec>): PayloadCodec => ({ ...secret, ...codec })
const failure = (act: () => unknown): PayloadFailure => {
  let thrown: unknown
  try {
    act()
  } catch (cause) {
    thrown = cause
  }
  if (!(thrown instanceof PayloadFailure)) throw new Error("expected a PayloadFailure", { cause: thrown })
  return thrown
}

const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .tuple(fc.string({ unit: "binary", minLength: 1 }), fc.nat(500))
    .map(([part, times]) => part.repeat(times)),
  fc.constantFrom("", "\0", "\ufeffbegins with a byte order mark", "~[1]")
)

describe("a payload", () => {
  it("comes back through any codecs, also when more were added and their order was changed", () => {
    const sets = [[], [small], [secret], [small, secret], [secret, small]]
    const readers = [
      [small, secret],
      [secret, small]
    ]

    fc.assert(
      fc.property(texts, fc.constantFrom(...sets), fc.constantFrom(...readers), (text, written, read) => {
        const value = payloadOf(written).write(text, "input")

        expect(payloadOf(read).read(value)).toBe(text)
      }),
      { numRuns: 500 }
    )
  })

  it("is the text itself without codecs, and when none of them had anything to do", () => {
    const values = [payloadOf([]), payloadOf([small])].map((payload) => payload.write("short", "input"))

    expect(values).toEqual(["short", "short"])
  })

  it("hides within an encryption which codecs came before", () => {
    const text = "again ".repeat(1000)

    const value = Buffer.from(payloadOf([small, secret]).write(text, "input") as Uint8Array)

    expect(value.length).toBeLessThan(200)
    expect(value.includes("aes-256-gcm")).toBe(true)
    expect(value.includes("brotli")).toBe(false)
  })

  it("says which codec is missing", () => {
    const value = payloadOf([secret]).write("text", "input")

    const none = failure(() => payloadOf([]).read(value))
    const other = failure(() => payloadOf([small]).read(value))

    expect(none.code).toBe("payload/unknown-codec")
    expect(none.facts).toEqual({ codec: "aes-256-gcm" })
    expect(other.message).toContain('codec "aes-256-gcm", but the engine has brotli')
  })

  it("is refused above its limit, which counts bytes of the text", () => {
    const payload = payloadOf([small], { limit: 10 })

    const { code, facts, message } = failure(() => payload.write("ä".repeat(6), "input of order-17"))

    expect(payload.write("ä".repeat(5), "input")).toBe("äääää")
    expect(code).toBe("payload/too-large")
    expect(facts).toEqual({ what: "input of order-17", bytes: 12, limit: 10 })
    expect(message).toContain("The input of order-17 has 12 bytes, and 10 are allowed")
  })

  it("names the codec that throws or gives nonsense", () => {
    const broken = () => {
      throw new Error("no entropy")
    }
    const nonsense = () => "text" as unknown as Uint8Array
    const value = payloadOf([secret]).write("text", "input")

    const failures = [
      failure(() => payloadOf([named({ encode: broken })]).write("text", "input")),
      failure(() => payloadOf([named({ decode: broken })]).read(value)),
      failure(() => payloadOf([named({ encode: nonsense })]).write("text", "input")),
      failure(() => payloadOf([named({ decode: nonsense })]).read(value)),
      failure(() => payloadOf([small]).read(Buffer.from("\x06brotlinonsense")))
    ]

    expect(failures.map(({ code }) => code)).toEqual(Array(5).fill("payload/codec-failed"))
    expect(failures[0]?.message).toContain(
      "The payload codec aes-256-gcm failed to encode 5 bytes: no entropy"
    )
    expect(failures[2]?.message).toContain("gave no Uint8Array when asked to encode 5 bytes")
  })

  it("is refused as malformed when it is not what was written", () => {
    const { read } = payloadOf([named({ name: "same", decode: (bytes) => bytes })])
    const values = [
      [],
      [0, 0xff],
      [4, ...Buffer.from("same")],
      Array(17)
        .fill([4, ...Buffer.from("same")])
        .flat()
    ]

    const codes = values.map((bytes) => failure(() => read(Uint8Array.from(bytes as number[]))).code)

    expect(codes).toEqual(Array(4).fill("payload/malformed"))
  })

  it("does not grow beyond what compression allows", () => {
    const bomb = Buffer.concat([Buffer.from("\x06brotli"), brotliCompressSync(Buffer.alloc(100_000))])
    const payload = payloadOf([compression({ above: 10, largest: 50_000 })])

    const read = failure(() => payload.read(bomb))
    const written = failure(() => payload.write("a".repeat(60_000), "input"))

    expect(bomb.length).toBeLessThan(100)
    expect([read.code, written.code]).toEqual(["payload/expands-too-far", "payload/expands-too-far"])
  })

  it.each([
    ["two codecs of one name", () => payloadOf([secret, secret])],
    ["a codec without a name", () => payloadOf([named({ name: "" })])],
    ["a name that is no word", () => payloadOf([named({ name: "größe" })])],
    ["a limit of nothing", () => payloadOf([], { limit: 0 })],
    ["a limit that is no number", () => payloadOf([], { limit: Number.NaN })],
    ["a threshold below zero", () => compression({ above: -1 })],
    ["half a byte", () => compression({ largest: 0.5 })]
  ])("cannot have %s", (_, make) => {
    expect(failure(make).code).toBe("payload/invalid-option")
  })
})
