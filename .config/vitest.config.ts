import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import tsconfig from "../tsconfig.json" with { type: "json" }
import { countReporter } from "./count-reporter.ts"

/** The same names as `paths` in tsconfig.json, each matched whole so that `lawful` does not take `lawful/laws`. */
const alias = Object.entries(tsconfig.compilerOptions.paths).map(([name, [file]]) => ({
  find: new RegExp(`^${name}$`),
  replacement: fileURLToPath(new URL(`../${file}`, import.meta.url))
}))

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  resolve: { alias },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    // The processes and servers that tests start leave a core idle half of the time.
    maxWorkers: 2,
    reporters: ["default", countReporter]
  }
})
