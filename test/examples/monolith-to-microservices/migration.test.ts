/**
 * The migration is right, and each of the wrong ones is caught, by real processes with real databases.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Bug, bugs } from "../../../examples/monolith-to-microservices/bugs/bugs.ts"
import { type Rehearsed, rehearse } from "../../../examples/monolith-to-microservices/rehearse.ts"
import {
  type Deployment,
  deploy,
  withServices
} from "../../../examples/monolith-to-microservices/services/deploy.ts"
import { headlineOf, storyOf } from "../../../examples/monolith-to-microservices/story.ts"
import { root } from "../../tools/project.ts"

const page = readFileSync(join(root, "docs/how-to/split-a-monolith.md"), "utf8")
const effort = { seed: 1, histories: 100 }
const patience = 240_000

let services: Deployment
beforeAll(async () => {
  services = await deploy()
})
afterAll(() => services.stop())

describe("the migration from the monolith to the services", () => {
  it("keeps all laws, as the page says", { timeout: patience }, async () => {
    const rehearsed = await rehearse(services, undefined, effort)

    expect(rehearsed.map(({ law, result }) => [law.id, result.status])).toEqual([
      ["F6", "passed"],
      ["F6/history", "passed"],
      ["F6/pure", "passed"]
    ])
    expect(page).toContain(storyOf(rehearsed).join("\n"))
  })
})

const onItsServices = <A>({ modules }: Bug, use: (services: Deployment) => Promise<A>): Promise<A> =>
  modules === undefined ? use(services) : withServices(modules, use)

const counterexampleOf = ({ result }: Rehearsed) => {
  if (result.status !== "failed") throw new Error(`the law ${result.status}`)
  return result.counterexample
}

/** After what, what then, and what differs. */
const shortest: Readonly<Record<string, readonly [first: string, then: string, difference: string]>> = {
  "lost-column": [
    "nothing",
    'Ada orders 1 mug at 1.00, with the note "get well soon"',
    "The states differ in .orders[0].note."
  ],
  "changed-rounding": [
    "nothing",
    "Ada orders 1 mug at 2.50, 5 % off",
    "The answers differ: {done: {order: 1, paid: 283}} and {done: {order: 1, paid: 282}}."
  ],
  "missed-refund": [
    "nothing",
    "Ada orders 1 mug at 1.00; Orders.confirm gives no answer before it is done (twice)",
    "The states differ in .refunds[0]."
  ],
  "services-disagree": [
    "nothing",
    "Ada orders 1 mug at 1.00; Payments.charge gives no answer after it is done (twice)",
    "The states differ in .refunds[0]."
  ]
}

describe.each(bugs.map((bug) => ({ bug, name: bug.name })))("the wrong migration $name", ({ bug, name }) => {
  it("is caught by the square, in one command, as the page says", { timeout: patience }, async () => {
    const rehearsed = await onItsServices(bug, (running) => rehearse(running, bug.parts, effort, "F6"))

    const [found] = rehearsed
    const { given, difference } = counterexampleOf(found as Rehearsed)
    const shown = new Map(given)
    expect([shown.get("history"), shown.get("c"), difference]).toEqual(shortest[name])
    expect(page).toContain([headlineOf(bug), ...storyOf(rehearsed)].join("\n"))
  })

  it("is noticed by customers", { timeout: patience }, async () => {
    const untilFound = { seed: 5, histories: 1000, shrink: false }

    const [found] = await onItsServices(bug, (running) =>
      rehearse(running, bug.parts, untilFound, "F6/history")
    )

    expect(counterexampleOf(found as Rehearsed).difference).toMatch(/^The answers to .* differ: /)
  })
})
