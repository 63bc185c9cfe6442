import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { commandLine, environment } from "./command-line.ts"
import { fileData, orderData } from "./day.ts"

const folder = mkdtempSync(join(tmpdir(), "orders-"))

afterAll(() => rmSync(folder, { recursive: true }))

/** Starts the program in a folder of its own, or in this one. */
const startIn = (cwd: string, ...args: ReadonlyArray<string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, commandLine(...args), {
    cwd,
    env: environment,
    encoding: "utf8",
    maxBuffer: 2 ** 28
  })
  return { status, stdout, stderr, lines: stdout.trimEnd().split("\n") }
}

const start = (...args: ReadonlyArray<string>) => startIn(mkdtempSync(join(folder, "day-")), ...args)

const written = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test("without arguments it tells the story of the shipped orders and ends consistent", () => {
  const { status, stderr, lines } = start()

  expect(stderr).toBe("")
  expect(status).toBe(0)
  expect(lines).toContain("A-1004: 2 x kettle, 1 x teapot for Alan Turing, 133.00 EUR")
  expect(lines).toContain("    \u21a9 Payments.refund                 133.00 EUR")
  expect(lines).toContain("  \u2713 Payments.charge (attempt 3)       70.00 EUR")
  expect(lines).toContain("  = rejected: 6 x teapot wanted, 5 left")
  expect(lines).toContain("  = failed, everything is undone: the payment gateway is down")
  expect(lines).toContain("    333.00 EUR - 182.00 EUR = 151.00 EUR")
  expect(lines.at(-1)).toBe("consistent")
})

test("a refund that stays broken is told, with the exact difference and exit code 1", () => {
  const order = orderData("A", { carrierRefuses: true, refundBroken: 9 })
  const { status, lines } = start(written("stuck.json", JSON.stringify(fileData(order))))

  expect(status).toBe(1)
  expect(lines).toContain(
    "  = stuck, still to be undone by hand: charge 106.00 EUR (the gateway takes no refunds)"
  )
  expect(lines.slice(-3)).toEqual([
    "NOT consistent:",
    "  ledger: 106.00 EUR charged - 0.00 EUR refunded = 106.00 EUR, but the confirmed orders are worth 0.00 EUR",
    "  order A: withdrawn, so 0.00 EUR should have been kept, not 106.00 EUR"
  ])
})

test("a mistake in the data is told with exit code 2, and nothing is processed", () => {
  const wrong = { ...orderData("B"), items: [{ sku: "cup", quantity: "two", price: 1 }] }
  const { status, stdout, stderr } = start(
    written("bad.json", JSON.stringify(fileData(orderData("A"), wrong)))
  )

  expect(status).toBe(2)
  expect(stdout).toBe("")
  expect(stderr).toContain("bad.json: nothing has been processed.\n")
  expect(stderr).toContain('  orders.1.items.0.quantity: expected a positive whole number (was "two")\n')
})

test("of very many mistakes only the first are told", () => {
  const { status, stderr } = start(
    written("many.json", JSON.stringify(fileData(...Array.from({ length: 1000 }, () => 1))))
  )

  expect(status).toBe(2)
  expect(stderr.trimEnd().split("\n")).toHaveLength(22)
  expect(stderr).toContain("  ... and 980 more\n")
})

test("a file that is missing, a folder, and an empty file are told with exit code 2", () => {
  const missing = start(join(folder, "missing.json"))
  const directory = start(folder)
  const empty = start(written("empty.json", ""))

  expect([missing.status, directory.status, empty.status]).toEqual([2, 2, 2])
  expect(missing.stderr).toContain("there is no such file")
  expect(directory.stderr).toContain("this is a directory")
  expect(empty.stderr).toContain("the file is empty")
})

test("help is given on request, and after a mistake in the arguments", () => {
  const help = start("--help")
  const unknown = start("--frob")
  const two = start("a.json", "b.json")

  expect([help.status, unknown.status, two.status]).toEqual([0, 2, 2])
  expect(help.stdout).toMatch(/^Usage: npm start/)
  expect(unknown.stdout).toBe("")
  expect(unknown.stderr).toContain("Usage: npm start")
  expect(two.stderr).toContain("expected at most one file (was a.json b.json)")
})

test("what is written in a file never reaches the terminal as a control character", () => {
  const nasty = "\u001b[2J\u001b[31mEve\r\n\u009b\u202e"
  const order = {
    ...orderData(nasty),
    customer: { name: nasty, email: "eve@example.com" },
    items: [{ sku: nasty, quantity: 1, price: 1 }]
  }
  const data = { ...fileData(order), stock: [{ sku: nasty, onHand: 1 }] }
  const good = start(written("nasty.json", JSON.stringify(data)))
  const bad = start(written("nasty-bad.json", JSON.stringify({ ...data, [nasty]: nasty })))
  const broken = start(written("nasty-broken.json", `{"a": ${nasty}`))

  expect([good.status, bad.status, broken.status]).toEqual([0, 2, 2])
  for (const text of [good.stdout, bad.stderr, broken.stderr, start(`missing${nasty}`).stderr]) {
    expect(text).toContain("\\u001b[2J")
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u)
  }
})

test("ten thousand orders are processed in memory in seconds", () => {
  const orders = Array.from({ length: 10_000 }, (_, index) =>
    orderData(`A-${index}`, index % 3 === 0 ? { gatewayDown: 3 } : { carrierRefuses: index % 2 === 0 })
  )
  const data = { ...fileData(...orders), stock: ["kettle", "cup"].map((sku) => ({ sku, onHand: 100_000 })) }
  const path = written("huge.json", JSON.stringify(data))
  const began = performance.now()

  const { status, lines } = start(path, "--memory")

  expect(status).toBe(0)
  expect(lines.at(-1)).toBe("consistent")
  expect(lines.filter((line) => line.startsWith("  = "))).toHaveLength(10_000)
  expect(performance.now() - began).toBeLessThan(30_000)
})
