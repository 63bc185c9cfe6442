import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "@photostructure/sqlite"
import { Engine, sqlite } from "lawful/durable"
import { afterAll, expect, test } from "vitest"
import { openBooks } from "../../../examples/order-fulfilment/durable/books.ts"
import { placeOf } from "../../../examples/order-fulfilment/durable/place.ts"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import type { OrdersFile } from "../../../examples/order-fulfilment/orders-file.ts"
import { openShop, type Shop } from "../../../examples/order-fulfilment/services/open-shop.ts"
import { commandLine, environment } from "./command-line.ts"
import { dayOf, fileData, orderData, shippedFile } from "./day.ts"

const folder = mkdtempSync(join(tmpdir(), "interrupted-"))

afterAll(() => rmSync(folder, { recursive: true }))

/** A working directory of its own. */
const newFolder = (): string => mkdtempSync(join(folder, "day-"))

/** Starts the program and lets it end. */
const finish = (cwd: string, ...args: ReadonlyArray<string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, commandLine(...args), {
    cwd,
    env: environment,
    encoding: "utf8"
  })
  return { status, stdout, stderr, lines: stdout.trimEnd().split("\n") }
}

/** Starts the program and kills it as soon as it has said this. Gives what it had said by then. */
const killAfter = (said: string, cwd: string, ...args: ReadonlyArray<string>): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, commandLine("--slow", "40", ...args), { cwd, env: environment })
    let output = ""
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text
      if (output.includes(said)) child.kill("SIGKILL")
    })
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output += text
    })
    child.on("close", (_, signal) =>
      signal === "SIGKILL" ? resolve(output) : reject(new Error(`It was not killed, but said:\n${output}`))
    )
  })

/** What the services have written down, as plain maps. */
const shopIn = (cwd: string, day: OrdersFile): Shop => {
  const { shop, close } = openBooks(placeOf("orders.json", join(cwd, "orders.db"), false), day)
  const plain = (book: unknown): unknown =>
    book instanceof Map ? new Map(book as Map<string, unknown>) : book
  const copy = Object.entries(shop).map(([name, book]) => [name, plain(book)] as const)
  close()
  return Object.fromEntries(copy) as unknown as Shop
}

// When a line is said, the next operation is under way, or the answer that the line tells of is not written down yet.
const moments = [
  "\u2713 Orders.create",
  "\u2713 Inventory.reserve                 4 x cup",
  "\u2713 Payments.charge                   81.00 EUR",
  "\u2713 Shipping.dispatch                 parcel P-1",
  // In the middle of the undoing, and at its end.
  "\u21a9 Payments.refund                 133.00 EUR",
  "\u21a9 Inventory.release               2 x kettle",
  // While a charge and a refund wait for their next attempt.
  "\u2717 Payments.charge (attempt 2)",
  "\u2717 Payments.refund                 the gateway takes no refunds",
  "\u21a9 Orders.withdraw"
]

test("a day that is killed again and again ends with the books of an undisturbed day", async () => {
  const cwd = newFolder()
  const undisturbed = await dayOf(shippedFile())

  const said: Array<string> = []
  for (const line of moments) said.push(await killAfter(line, cwd))
  const last = finish(cwd)
  const after = finish(cwd)

  expect(shopIn(cwd, shippedFile())).toEqual(undisturbed.shop)
  expect(await endsIn(cwd)).toEqual(undisturbed.processed.map(({ outcome }) => outcome))
  expect([last.status, last.stderr, last.lines.at(-1)]).toEqual([0, "", "consistent"])
  expect(said.slice(1).every((output) => output.includes("\u2026 was interrupted, and goes on"))).toBe(true)
  expect(after.stdout).toContain("All of it was done before; --new begins the day anew.\n")
  expect(after.lines.slice(-9)).toEqual(last.lines.slice(-9))
})

/** How the orders ended, by the journal, in the order in which they were begun. */
const endsIn = async (cwd: string): Promise<ReadonlyArray<unknown>> => {
  const engine = await Engine.open({
    journal: sqlite(join(cwd, "orders.db")),
    workflows: [fulfilOrder],
    implementations: openShop({ stock: [], deliversTo: [], faults: new Map() }).services
  })
  const { runs } = await engine.list()
  const ends = []
  for (const { id } of [...runs].reverse()) ends.push(await (await engine.get(fulfilOrder, id)).result())
  await engine.close()
  return ends
}

test("orders that were added to the file since are processed as well, and what was changed in it is refused", () => {
  const cwd = newFolder()
  const write = (...orders: ReadonlyArray<unknown>): void =>
    writeFileSync(join(cwd, "day.json"), JSON.stringify(fileData(...orders)))

  write(orderData("A"))
  const first = finish(cwd, "day.json")
  write(orderData("A"), orderData("B"))
  const second = finish(cwd, "day.json")
  write(orderData("A"), orderData("B", { cardDeclined: true }))
  const changed = finish(cwd, "day.json")
  const anew = finish(cwd, "day.json", "--new")

  expect([first.status, second.status, changed.status, anew.status]).toEqual([0, 0, 2, 0])
  expect(second.lines.filter((line) => line.startsWith("  ="))).toHaveLength(2)
  expect(second.stdout).toContain("  orders: 2 confirmed, 0 rejected")
  expect([changed.stdout, changed.stderr]).toEqual([
    "",
    "day.db cannot be used: it was begun with another file of orders: orders.1 differ. Orders may only be added at the end; --new begins anew.\n"
  ])
  expect(anew.stdout).toContain("  orders: 1 confirmed, 1 rejected")
})

test("a database that another process uses is left alone, and the other one ends as it would have", async () => {
  const cwd = newFolder()
  let refused: ReturnType<typeof finish> | undefined
  const child = spawn(process.execPath, commandLine("--slow", "40"), { cwd, env: environment })
  child.stdout.once("data", () => {
    refused = finish(cwd)
  })

  const status = await new Promise((resolve) => child.on("close", resolve))

  expect(refused).toMatchObject({ status: 2, stdout: "" })
  expect(refused?.stderr).toBe("orders.db cannot be used: another process uses it.\n")
  expect(status).toBe(0)
  expect(shopIn(cwd, shippedFile())).toEqual((await dayOf(shippedFile())).shop)
})

test("a file of somebody else is not touched, with --new neither", () => {
  const cwd = newFolder()
  const text = join(cwd, "letter.txt")
  writeFileSync(text, "Dear Ada")
  const foreign = new DatabaseSync(join(cwd, "cats.db-books"))
  foreign.exec("CREATE TABLE cat (name TEXT)")
  foreign.close()
  const before = readFileSync(join(cwd, "cats.db-books"))

  const ends = [
    finish(cwd, "--database", text),
    finish(cwd, "--database", text, "--new"),
    finish(cwd, "--database", "cats.db"),
    finish(cwd, "--database", "cats.db", "--new"),
    finish(cwd, "--database", join("nowhere", "orders.db"))
  ]

  expect(ends.map(({ status, stdout }) => [status, stdout])).toEqual(ends.map(() => [2, ""]))
  expect(ends[0]?.stderr).toContain("letter.txt cannot be used: it is there, but")
  expect(ends[2]?.stderr).toContain(
    "cats.db cannot be used: cats.db-books is the database of another program"
  )
  expect(readFileSync(text, "utf8")).toBe("Dear Ada")
  expect(readFileSync(join(cwd, "cats.db-books"))).toEqual(before)
  expect(existsSync(join(cwd, "letter.txt-books"))).toBe(false)
})

test("a journal of somebody else beside books of ours is not touched", () => {
  const cwd = newFolder()
  finish(cwd)
  writeFileSync(join(cwd, "orders.db"), "Dear Ada")

  const { status, stderr } = finish(cwd)

  expect(status).toBe(2)
  expect(stderr).toContain("journal/foreign")
  expect(readFileSync(join(cwd, "orders.db"), "utf8")).toBe("Dear Ada")
})
