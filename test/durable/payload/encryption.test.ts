import { randomBytes } from "node:crypto"
import { encryption, type PayloadFailure } from "lawful/durable"
import { describe, expect, it } from "vitest"

const [k1, k2] = [randomBytes(32), randomBytes(32)]
const text = Buffer.from("4111 1111 1111 1111")
const failure = (act: () => unknown): PayloadFailure => {
  try {
    act()
  } catch (cause) {
    return cause as PayloadFailure
  }
  throw new Error("nothing was thrown")
}

describe("an encryption", () => {
  it("hides what it encrypts, and never encrypts twice alike", () => {
    const { encode } = encryption({ current: "k1", keys: { k1 } })

    const [one, other] = [encode(text), encode(text)].map((bytes) => Buffer.from(bytes ?? []))

    expect(one?.includes("4111")).toBe(false)
    expect(one).not.toEqual(other)
  })

  it("reads what older keys have encrypted, and encrypts with the current one", () => {
    const old = encryption({ current: "k1", keys: { k1 } }).encode(text) ?? text
    const rotated = encryption({ current: "k2", keys: { k1, k2: k2.toString("base64") } })

    const fresh = rotated.encode(text) ?? text

    expect(rotated.decode(old)).toEqual(text)
    expect(encryption({ current: "k2", keys: { k2 } }).decode(fresh)).toEqual(text)
  })

  it("says which key is missing", () => {
    const old = encryption({ current: "k1", keys: { k1 } }).encode(text) ?? text
    const without = encryption({ current: "k2", keys: { k2 } })

    const { code, facts, message } = failure(() => without.decode(old))

    expect({ code, facts }).toEqual({ code: "payload/unknown-key", facts: { key: "k1" } })
    expect(message).toContain('key "k1", which is not among the keys: k2')
  })

  it("refuses what another key of the same id has encrypted, and what was renamed to another key", () => {
    const old = encryption({ current: "k1", keys: { k1 } }).encode(text) ?? text
    const renamed = Buffer.from(old)
    renamed[2] = "2".charCodeAt(0)

    const otherKey = failure(() => encryption({ current: "k1", keys: { k1: k2 } }).decode(old))
    const otherId = failure(() => encryption({ current: "k2", keys: { k1, k2: k1 } }).decode(renamed))

    expect([otherKey.code, otherId.code]).toEqual(["payload/not-authentic", "payload/not-authentic"])
  })

  it.each([
    ["is too short", randomBytes(31)],
    ["is too long", randomBytes(33)],
    ["is a hexadecimal text", k1.toString("hex")],
    ["is no base64", `${k1.toString("base64").slice(0, -3)}??=`],
    ["is missing", undefined as unknown as string]
  ])("refuses a key that %s, and does not show it", (_, key) => {
    const { code, message } = failure(() => encryption({ current: "k1", keys: { k1: key } }))

    expect(code).toBe("payload/invalid-key")
    expect(message).toContain('the key "k1" to be 32 bytes')
    if (typeof key === "string") expect(message).not.toContain(key)
  })

  it("refuses the id of a key that is empty or has more than 255 bytes", () => {
    const ids = ["", "ä".repeat(128)]

    const codes = ids.map((id) => failure(() => encryption({ current: id, keys: { [id]: k1 } })).code)

    expect(codes).toEqual(["payload/invalid-key", "payload/invalid-key"])
  })

  it.each(["k2", "__proto__", "constructor"])(
    "refuses %s as current key when it is not among the keys",
    (id) => {
      const { code } = failure(() => encryption<string>({ current: id, keys: { k1 } }))

      expect(code).toBe("payload/no-current-key")
    }
  )
})
