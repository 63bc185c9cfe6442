import { mkdirSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Reporter, SerializedError, TestModule } from "vitest/node"

const file = fileURLToPath(new URL("../.cache/test-count", import.meta.url))

/** Writes "N passed, N failed" to `.cache/test-count`; a file that cannot be loaded counts as one failure. */
export const countReporter: Reporter = {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<SerializedError>): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const states = tests.map((test) => test.result().state)
    const unloaded = modules.filter((module) => module.errors().length > 0)
    const passed = states.filter((state) => state === "passed").length
    const failed = states.filter((state) => state === "failed").length + unloaded.length + errors.length
    mkdirSync(fileURLToPath(new URL("../.cache", import.meta.url)), { recursive: true })
    writeFileSync(file, `${passed} passed, ${failed} failed\n`)
  }
}
