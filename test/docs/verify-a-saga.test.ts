/**
 * The page "How to verify a saga" shows a test for vitest and what it prints: here it is pasted and run, as a reader would.
 */
import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { freshCache, root } from "../tools/project.ts"

const page = readFileSync(join(root, "docs/how-to/verify-a-saga.md"), "utf8")

/** The contents of the fences that begin with these words, in order. */
const fences = (info: string): ReadonlyArray<string> =>
  [...page.matchAll(new RegExp(`^\`\`\`${info}.*\\n([^]*?)^\`\`\`$`, "gm"))].map(([, text = ""]) => text)

/** The test of the page with the lines of its diff put in. */
const mended = (test: string, diff: string): string => {
  const lines = (sign: string): string =>
    diff
      .split("\n")
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join("\n")
  expect(test).toContain(lines("-"))
  return test.replace(lines("-"), lines("+"))
}

/** Runs one file in a vitest of its own, and gives what it prints. */
const ran = (name: string, test: string): { readonly code: number | null; readonly printed: string } => {
  const folder = freshCache(`verify-a-saga/${name}`)
  writeFileSync(join(folder, "buy-tickets.test.ts"), test)
  const base = JSON.stringify(join(root, ".config/vitest.config.ts"))
  const config = `import base from ${base}
export default { ...base, root: ${JSON.stringify(folder)}, test: { include: ["*.test.ts"], reporters: ["default"] } }
`
  writeFileSync(join(folder, "vitest.config.ts"), config)
  const vitest = join(root, "node_modules/vitest/vitest.mjs")
  const args = [vitest, "run", "--config", join(folder, "vitest.config.ts")]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, VITEST: undefined }
  })
  return { code: status, printed: stdout + stderr }
}

describe("the test on the page about verifying a saga", () => {
  const [test = ""] = fences("ts ignore")
  const [diff = ""] = fences("diff")
  const [violation = "", verdicts = ""] = fences("text")

  beforeAll(() => {
    expect([test, diff, violation, verdicts]).not.toContain("")
  })

  it("fails, and prints what the page says", () => {
    const { code, printed } = ran("broken", test)

    expect(printed).toContain(violation)
    expect(code).toBe(1)
  })

  it("passes when it is mended, with the report that the page shows", () => {
    const reporting = mended(test, diff).replace("\n  expect", "\n  console.log(report.words)\n  expect")

    const { code, printed } = ran("mended", reporting)

    expect(printed).toContain(verdicts)
    expect(code).toBe(0)
  })
})
