/**
 * Looking at runs and finding them; having them cancelled and tried again.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as fc from "fast-check"
import * as t from "io-ts"
import { Event, implement, Schedule, Signature, Step, Workflow } from "lawful"
import { Engine, heartbeat, type RunQuery } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { HandClock, inMemory, journals, turns } from "./bench.ts"
import { Gate, order, Paid, Shop } from "./shop.ts"

const Go = Event.make("Go", { payload: t.string })
const Ready = Event.milestone("Ready")
const Busy = t.type({ _tag: t.literal("Busy") })
const Work = Signature.make("Work", {
  long: { input: t.string, output: t.string, effect: "readonly" },
  busy: { input: t.string, output: t.string, error: Busy, effect: "readonly" }
})

const many = Workflow.make("many", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: pipe(
    Step.begin<string>(),
    Step.bind(
      "double",
      ({ input }) => input,
      Step.pure((text: string) => text + text)
    ),
    Step.tap(() => undefined, Step.reach(Ready)),
    Step.bind(
      "all",
      ({ input }) => input,
      Step.all({ long: Work.long, go: Step.waitFor(Go, (key: string) => key), nap: Step.sleep(5000) })
    ),
    Step.map(({ all }) => all.go)
  )
})
const retried = Workflow.make("retried", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  error: Busy,
  body: pipe(Work.busy, Step.retry(Schedule.constant(3_600_000).pipe(Schedule.times(5))))
})

describe.each(journals)("a question to a run on %s", (_, made) => {
  it("is answered with all that it does and waits for, its milestones and its values", async () => {
    const { journal, killed } = made()
    const clock = new HandClock()
    const gate = new Gate()
    const open = (where: typeof journal) =>
      Engine.open({
        journal: where,
        clock,
        workflows: [many],
        implementations: [
          implement(Work, {
            busy: () => "",
            long: async (input, context) => {
              heartbeat(context, { page: 3 })
              await gate.passed
              return input
            }
          })
        ]
      })
    const engine = await open(journal)
    await engine.start(many, "k", { id: "a", attributes: { customer: "ada" } })
    await turns()

    const expected = {
      id: "a",
      workflow: "many",
      version: 1,
      started: clock.now(),
      ended: undefined,
      attributes: { customer: "ada" },
      milestones: ["Ready"],
      values: { double: "kk" },
      undone: [],
      owed: [],
      outcome: undefined,
      positions: [
        {
          kind: "operation",
          node: "Work.long",
          attempt: 1,
          undoing: false,
          started: false,
          detail: { page: 3 }
        },
        { kind: "event", node: "wait:Go", event: "Go", key: "k" },
        { kind: "timer", node: "sleep", due: clock.now() + 5000 }
      ]
    }
    expect(await (await engine.get(many, "a")).query()).toMatchObject(expected)
    const again = await open(killed())
    await turns()
    const handle = await again.get(many, "a")
    expect(await handle.query()).toMatchObject(expected)
    gate.open()
    await handle.signal(Go, "went", { key: "k" })
    await clock.pass(5000)

    expect(await handle.result()).toEqual({ _tag: "Completed", output: "went" })
    expect(await handle.query()).toMatchObject({ status: "completed", positions: [], ended: clock.now() })
    await again.close()
  })
})

describe("cancelling a run", () => {
  it("undoes what was done; one behind its pivot goes on, one that has ended stays", async () => {
    const { journal, killed } = inMemory()
    const shop = new Shop()
    const open = (where: typeof journal) =>
      Engine.open({ journal: where, workflows: [order], implementations: shop.implementations })
    const engine = await open(journal)
    const handle = await engine.start(order, { item: "vase" }, { id: "a" })
    await turns()

    await handle.cancel({ by: "customer" })

    expect(await handle.result()).toEqual({
      _tag: "Cancelled",
      reason: { by: "customer" },
      also: [],
      undone: ["Stock.take"]
    })
    expect(shop.calls).toEqual(["take vase", "putBack VASE"])
    await handle.cancel("again")
    expect(await handle.result()).toMatchObject({ reason: { by: "customer" } })
    const gate = new Gate()
    shop.before.set("send", () => gate.passed)
    const second = await engine.start(order, { item: "bowl" }, { id: "b" })
    await second.signal(Paid, { amount: 1 })
    await turns()
    await second.cancel("too late")
    const again = await open(killed())
    gate.open()
    expect(await (await again.get(order, "b")).result()).toMatchObject({ output: "sent BOWL for 1" })
    await again.close()
  })
})

describe("a node that waits to be tried again", () => {
  it("is tried at once when that is asked for", async () => {
    let busy = true
    let calls = 0
    const clock = new HandClock()
    const engine = await Engine.open({
      journal: inMemory().journal,
      clock,
      workflows: [retried],
      implementations: [
        implement(Work, {
          long: () => "",
          busy: (input, { fail }) => {
            calls++
            return busy ? fail({ _tag: "Busy" }) : input
          }
        })
      ]
    })
    const handle = await engine.start(retried, "x")
    await turns()
    const [position] = (await handle.query()).positions
    expect(position).toMatchObject({ kind: "timer" })
    busy = false

    await handle.retry(position?.node ?? "")

    expect(await handle.result()).toEqual({ _tag: "Completed", output: "x" })
    await clock.pass(10_000_000)
    expect(calls).toBe(2)
    await engine.close()
  })
})

describe("lists of runs", () => {
  it("have neither holes nor doubles, whatever is asked for, in pages of any size", async () => {
    const clock = new HandClock()
    const shop = new Shop()
    const { journal, killed } = inMemory()
    const nap = Workflow.make("nap", {
      version: 1,
      input: t.number,
      output: t.void,
      effect: "readonly",
      body: Step.sleep((delay: number) => delay)
    })
    const open = (where: typeof journal) =>
      Engine.open({ journal: where, clock, workflows: [order, nap], implementations: shop.implementations })
    let engine = await open(journal)
    const model: Array<{ id: string; workflow: string; status: string; started: number; n: number }> = []
    for (let index = 0; index < 120; index++) {
      const id = `run-${index}`
      const attributes = { n: index % 3, even: index % 2 === 0, name: `é/${index % 4}` }
      const started = clock.now()
      const add = (workflow: string, status: string): void =>
        void model.push({ id, workflow, status, started, n: index })
      if (index % 4 === 0) {
        await engine.start(nap, 1e9, { id, attributes })
        add("nap", "waiting")
      } else if (index % 4 === 1) {
        await engine.start(nap, 0, { id, attributes })
        add("nap", "completed")
      } else {
        const handle = await engine.start(order, { item: id }, { id, attributes })
        if (index % 4 === 2) await handle.cancel()
        add("order", index % 4 === 2 ? "cancelled" : "waiting")
      }
      await clock.pass(10)
      if (index % 50 === 49) engine = await open(killed())
    }
    await turns()
    const times = model.map(({ started }) => started)

    await fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            workflow: fc.constantFrom("nap", "order", "none"),
            status: fc.constantFrom("waiting", "completed", "cancelled", "running", "held", "stuck"),
            startedAfter: fc.constantFrom(...times),
            startedBefore: fc.constantFrom(...times),
            attributes: fc.record(
              {
                n: fc.integer({ min: 0, max: 3 }),
                even: fc.boolean(),
                name: fc.constantFrom("é/0", "é/1", "é")
              },
              { requiredKeys: [] }
            )
          },
          { requiredKeys: [] }
        ),
        fc.integer({ min: 1, max: 40 }),
        async (query: RunQuery, limit) => {
          const found: Array<string> = []
          let after: string | undefined
          do {
            const page = await engine.list({ ...query, limit, ...(after === undefined ? {} : { after }) })
            expect(page.runs.length).toBeLessThanOrEqual(limit)
            found.push(...page.runs.map(({ id }) => id))
            after = page.next
          } while (after !== undefined)

          const { workflow, status, startedAfter = 0, startedBefore = Infinity, attributes = {} } = query
          const wanted = model.filter(
            (run) =>
              (workflow === undefined || run.workflow === workflow) &&
              (status === undefined || run.status === status) &&
              run.started >= startedAfter &&
              run.started < startedBefore &&
              (attributes["n"] === undefined || run.n % 3 === attributes["n"]) &&
              (attributes["even"] === undefined || (run.n % 2 === 0) === attributes["even"]) &&
              (attributes["name"] === undefined || `é/${run.n % 4}` === attributes["name"])
          )
          expect(found).toEqual(wanted.map(({ id }) => id).reverse())
        }
      ),
      { numRuns: 150 }
    )
    await engine.close()
  })
})
