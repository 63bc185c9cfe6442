import { describe, expect, it } from "vitest"
import { instantiations } from "../tools/instantiations.ts"

/** A file that pipes a value through `steps` generic functions. */
const longPipe = (steps: number): string => `
  import { pipe } from "fp-ts/lib/function.js"
  interface Box<A> { readonly value: A }
  const start: Box<number> = { value: 0 }
  declare const next: <A>(box: Box<A>) => Box<A>
  ${Array.from({ length: steps }, (_, n) => `export const box${n + 1} = pipe(${n === 0 ? "start" : `box${n}`}, next)`).join("\n  ")}
`

describe("the count of instantiations", () => {
  it("is nothing for a file that only imports", async () => {
    expect(await instantiations('import { pipe } from "fp-ts/lib/function.js"')).toBe(0)
  })

  it("is the same each time, and grows with the code", async () => {
    const [short, again, long] = [
      await instantiations(longPipe(10)),
      await instantiations(longPipe(10)),
      await instantiations(longPipe(100))
    ]

    expect(again).toBe(short)
    expect(long).toBeGreaterThan(short + 80)
  })

  it("refuses code that does not compile", async () => {
    await expect(instantiations("const a: string = 1")).rejects.toThrow("whole.ts:1: error TS2322")
  })

  // Replace `longPipe` by 300 steps of the library when its surface stands.
  it.todo("of a pipe of 300 steps stays within its budget")
})
