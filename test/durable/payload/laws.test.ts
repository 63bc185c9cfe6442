import { allSets, check, payloadCodecLaws } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { payloadCodecMutants, soundPayloadCodecs } from "../../laws/mutants-of-maps/payload-codecs.ts"

describe.each(soundPayloadCodecs)("the laws of the $name", (set) => {
  it("hold", async () => {
    const { counts } = await check(set)

    expect(counts).toEqual({
      passed: allSets(set).flatMap(({ laws }) => laws).length,
      failed: 0,
      skipped: 0,
      vacuous: 0
    })
  })
})

describe.each(payloadCodecMutants)("a payload codec that $name", (codec, laws) => {
  it(`breaks ${laws.join(", ")}`, async () => {
    const { entries } = await check(payloadCodecLaws(codec, { authenticates: true }), {
      seed: 1,
      numRuns: 400
    })

    const failed = entries.filter(({ result }) => result.status === "failed").map(({ law }) => law.id)

    expect(failed).toEqual(laws)
  })
})
