import { expect, it } from "vitest"
import { typeTestFailures, typeTests } from "../tools/tsd.ts"

// One run for all files: loading the compiler takes longer than checking a file.
it.skipIf(typeTests().length === 0)(
  "what infers and what does not compile is as test/types says",
  async () => {
    expect(await typeTestFailures(typeTests())).toBe("")
  }
)
