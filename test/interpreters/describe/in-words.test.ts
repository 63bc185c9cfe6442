import * as fc from "fast-check"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, Saga, Schedule, Signature, Step, Workflow } from "lawful"
import { type Describable, describe as describing, inWords } from "lawful/describe"
import { work } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { booking, Desk, Packed, Paid } from "./desk.ts"

const paragraphs = (step: Describable, options = {}): ReadonlyArray<string> =>
  inWords(describing(step, options)).split("\n\n")
const outline = (step: Describable): ReadonlyArray<string> => (paragraphs(step)[0] ?? "").split("\n").slice(1)
const ship = Workflow.reference("ship", { version: 1, input: t.unknown, output: t.void, effect: "readonly" })

describe("the account of a workflow", () => {
  it("tells a business person what happens to an order", () => {
    expect(paragraphs(fulfilOrder, { items: 10, latency: () => 200 })).toEqual([
      `fulfil-order, version 1:
- all of this or nothing, and once it is done it is done for good:
  - does Orders.create; if it has to be undone:
    - does Orders.withdraw
    - does Notifications.send, for good
  - asks Orders.validate
  - one of these, as the data says:
    - in the case Accepted:
      - all of this or nothing:
        - for each item, one after the other:
          - does Inventory.reserve; undone by Inventory.release
        - does Payments.charge, with at most 4 attempts, waiting 50 ms, 100 ms and 200 ms in between, only after GatewayDown; undone, from its start on, by Payments.refund
        - does Shipping.dispatch, for good
- one of these, as the data says:
  - in the case Shipped:
    - confirm:
      - does Inventory.issue, for good
      - does Orders.confirm, for good
      - does Notifications.send, for good
  - in the case Refused:
    - reject:
      - does Orders.reject, for good
      - does Notifications.send, for good`,
      "It needs Inventory, Notifications, Orders, Payments and Shipping.",
      "From Shipping.dispatch on there is no way back.",
      "It can fail with GatewayDown.",
      "It makes 4 to 20 calls, and at most 16 more to undo them. No call is tried more than 4 times. It takes at most 4.35 s, and at most 3.55 s to undo."
    ])
  })
})

describe("the account of a step", () => {
  it.each<[string, Describable, ReadonlyArray<string>]>([
    ["nothing", Step.identity(), ["- nothing but computing"]],
    [
      "a chain",
      pipe(Desk.look, Step.andThen(booking), Step.andThen(Desk.send)),
      ["- asks Desk.look", "- does Desk.book; undone by Desk.free", "- does Desk.send, for good"]
    ],
    [
      "a condition",
      Step.if(() => true, Desk.look, pipe(Step.fail({ _tag: "No" }), Step.label("no"))),
      [
        "- one of these, as the data says:",
        "  - if so:",
        "    - asks Desk.look",
        "  - if not:",
        "    - fails with No"
      ]
    ],
    [
      "a time limit and its handler",
      pipe(Desk.ask, Step.timeout(5_000), Step.catchTag("TimedOut", Desk.look)),
      [
        "- within 5 s:",
        "  - asks Desk.ask",
        "- if it was late:",
        "  - fails with TimedOut",
        "- if that failed with TimedOut:",
        "  - asks Desk.look"
      ]
    ],
    [
      "a handler",
      pipe(Desk.ask, Step.orElse(Desk.look)),
      ["- asks Desk.ask", "- if that failed:", "  - asks Desk.look"]
    ],
    [
      "a race",
      pipe(
        Step.race({ paid: Step.waitFor(Paid), late: pipe(Step.sleep(86_400_000), Step.andThen(Desk.look)) }),
        Step.match({ paid: Step.emit(Packed), late: Step.succeed(1) } as never)
      ),
      [
        "- side by side, until the first has ended; the others are undone:",
        "  - waits for the event Paid",
        "  - late:",
        "    - waits for 1 day",
        "    - asks Desk.look",
        "- if it was paid:",
        "  - sends the event Packed"
      ]
    ],
    [
      "branches",
      Step.all([pipe(Desk.look, Step.andThen(booking)), Step.sleep(1)]),
      [
        "- side by side, until all are done:",
        "  - branch 1:",
        "    - asks Desk.look",
        "    - does Desk.book; undone by Desk.free",
        "  - waits for 1 ms"
      ]
    ],
    [
      "a quorum",
      Step.quorum(2, { a: Desk.look, b: Desk.ask, c: Step.sleep(1_500) }),
      [
        "- side by side, until 2 of 3 are done; the others are undone:",
        "  - asks Desk.look",
        "  - asks Desk.ask",
        "  - waits for 1.5 s"
      ]
    ],
    [
      "items",
      pipe(Desk.look, Step.forEach({ concurrency: 3, until: () => true })),
      ["- for each item, at most 3 at a time, until there are enough:", "  - asks Desk.look"]
    ],
    [
      "a loop",
      pipe(Desk.look, Step.repeatUntil((n: number) => n > 1) as never),
      ["- again and again, until it is done:", "  - asks Desk.look"]
    ],
    [
      "a retry",
      pipe(Desk.ask, Step.andThen(Desk.look), Step.retry(Schedule.constant(10).pipe(Schedule.jittered()))),
      ["- as often as it takes, waiting up to 10 ms in between:", "  - asks Desk.ask", "  - asks Desk.look"]
    ],
    [
      "a finalizer",
      pipe(Desk.ask, Step.ensuring(Desk.look)),
      ["- asks Desk.ask", "- whatever has become of this, at the end:", "  - asks Desk.look"]
    ],
    [
      "a saga of steps",
      Saga.scope(pipe(Desk.look, Step.andThen(booking))),
      ["- all of this or nothing:", "  - asks Desk.look", "  - does Desk.book; undone by Desk.free"]
    ],
    ["a pivot", Saga.pivot(Desk.book), ["- does Desk.book, for good"]],
    [
      "other workflows",
      pipe(Step.call(ship), Step.andThen(pipe(Step.detach(ship), Step.label("later")))),
      ["- runs the workflow ship and waits for it", "- starts the workflow ship and does not wait for it"]
    ],
    [
      "instants",
      pipe(
        Step.sleepUntil(new Date(0)),
        Step.andThen(
          pipe(
            Step.sleep(() => 1),
            Step.label("a")
          )
        ),
        Step.andThen(pipe(Step.sleep(Infinity), Step.label("b")))
      ),
      ["- waits until 1970-01-01T00:00:00.000Z", "- waits as long as the data says", "- waits for ever"]
    ]
  ])("tells %s", (_, step, lines) => {
    expect(outline(step)).toEqual(lines)
  })

  it("says what looks wrong, and where", () => {
    const step = pipe(Step.fail({ _tag: "No" }), Step.andThen(Desk.send))

    expect(paragraphs(step).at(-1)).toBe(
      "What looks wrong:\n- at Desk.send: it is never reached: what stands before it never completes. Remove it, or move it to the front. (describe/unreachable)"
    )
  })

  it("keeps one line for each thing, whatever the names hold", () => {
    const name = fc.string({ unit: "binary", maxLength: 8 })
    fc.assert(
      fc.property(name, name, name, (service, operation, label) => {
        const Hostile = Signature.make(service, {
          [operation]: { input: t.unknown, output: t.unknown, effect: "readonly" }
        })
        const event = Event.make(label, { payload: t.unknown })
        const step = pipe(
          Hostile[operation] as unknown as Step<unknown, unknown>,
          Step.andThen(Step.all({ [label]: pipe(Step.waitFor(event), Step.label(label)), other: Desk.look })),
          Step.label(label)
        )

        const described = describing(step)
        const text = inWords(described)

        const [account = ""] = text.split("\n\n")
        expect(account.split("\n")).toHaveLength(1 + described.outline.length)
        expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      })
    )
  })

  it("tells any step", () => {
    fc.assert(
      fc.property(work({ all: true, irreversible: true, size: 12 }), (step) => {
        const lines = inWords(describing(step)).split("\n")

        expect(lines.length).toBeGreaterThan(2)
        expect(lines.filter((line) => /undefined|NaN|Infinity|\[object/.test(line))).toEqual([])
      })
    )
  })
})
