/**
 * The example from the command line.
 */
import { spawnSync } from "node:child_process"
import { expect, test } from "vitest"
import { root } from "../../tools/project.ts"

const main = (...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, ["--import", "tsx", "examples/monolith-to-microservices/main.ts", ...args], {
    cwd: root,
    encoding: "utf8"
  })

test("one wrong migration can be asked for, and is caught", () => {
  const { status, stdout, stderr } = main("--bug", "lost-column")

  expect(stderr).toBe("")
  expect(stdout).toContain("lost-column: the extraction does not take the note of an order along")
  expect(stdout).toContain("      The states differ in .orders[0].note.\n")
  expect(stdout.trimEnd()).toMatch(/Caught: lost-column\.$/)
  expect(status).toBe(0)
})

test("a wrong migration that is not tried enough is said not to be caught", () => {
  const { status, stdout } = main("--bug", "services-disagree", "--histories", "1")

  expect(stdout).toContain("Not caught: services-disagree.")
  expect(status).toBe(1)
})

test("a mistake in the arguments is told with exit code 2", () => {
  const [bug, histories, option, help] = [
    main("--bug", "another"),
    main("--histories", "0"),
    main("--frob"),
    main("--help")
  ]

  expect([bug.status, histories.status, option.status, help.status]).toEqual([2, 2, 2, 0])
  expect(bug.stderr).toContain(
    "expected one of lost-column, changed-rounding, missed-refund, services-disagree (was another)"
  )
  expect(option.stderr).toContain("Usage: npx tsx examples/monolith-to-microservices/main.ts")
  expect(help.stdout).toContain("Exit codes: 0 the right migration passes")
})
