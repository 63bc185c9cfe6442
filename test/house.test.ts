import { spawnSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import { root } from "./tools/project.ts"

const npm = (script: string): { readonly code: number | null; readonly printed: string } => {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", script], {
    cwd: root,
    encoding: "utf8"
  })
  return { code: status, printed: stdout + stderr }
}

// One after the other: `consumer` and `api` read what `package` builds.
describe("the house is in order:", () => {
  it.each(["formatted", "lint", "types", "package", "consumer", "api"])(
    "npm run %s",
    { timeout: 180_000 },
    (script) => {
      const { code, printed } = npm(script)

      expect(code, printed).toBe(0)
    }
  )
})
