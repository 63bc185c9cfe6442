/**
 * What users export from their own modules: the compiler must be able to write declarations of all of it.
 * `test/tools/consumer.ts` compiles this file in a project of its own against the built package.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import {
  Codec,
  Event,
  implement,
  Mapping,
  run,
  Saga,
  Schedule,
  Signature,
  start,
  Step,
  Workflow
} from "lawful"
import { fromTaskEither } from "lawful/fp-ts"
import { begin, programOf } from "lawful/machine"
import { explore, Fault, send, simulate, verifySaga, world } from "lawful/simulator"

export const Declined = t.type({ _tag: t.literal("Declined") })

export const Shop = Signature.make("Shop", {
  reserve: { input: t.string, output: t.number, effect: "undoable" },
  release: { input: t.number, output: t.void, effect: "undo" },
  charge: { input: t.number, output: t.string, error: Declined, effect: "readonly" },
  ship: { input: t.number, output: t.string, effect: "irreversible" }
})
export const Paid = Event.make("Paid", { payload: t.number })
export const Packed = Event.milestone("Packed")
export const patience = Schedule.exponential(100).pipe(Schedule.times(3), Schedule.onlyFor("Declined"))
export const money = Codec.from(t.number)

export const reserve = Saga.undoable(Shop.reserve, Shop.release)
export const charge = pipe(Shop.charge, Step.retry(patience), Step.timeout(1_000), Step.label("charge"))
export const settled = pipe(
  Shop.charge,
  Step.attempt,
  Step.matchEither({ left: Step.succeed("no"), right: Step.succeed("yes") })
)
export const both = Step.all({
  reserve,
  settled: pipe(
    settled,
    Step.mapInput((sku: string) => sku.length)
  )
})
export const pair = Step.parallel([reserve, settled])
export const first = Step.race({ a: Step.sleep(1), b: Step.waitFor(Paid) })
export const most = Step.quorum(1, { a: Step.succeed(1), b: Step.succeed("two") })
export const some = Step.some({ a: [(n: number) => n > 1, Step.succeed("a")] })
export const choice = Step.waitForAny({ paid: Paid, packed: Packed })
export const each = pipe(reserve, Step.forEach({ concurrency: 2, key: (sku) => sku }))
export const loop = pipe(
  Step.pure((n: number) => n + 1),
  Step.repeatUntil((n) => n > 3)
)
export const door = Step.machine<{ readonly _tag: "Open" } | { readonly _tag: "Shut" }>()(
  { Open: ["Shut"], Shut: [] },
  { Open: Step.succeed({ _tag: "Shut" as const }) }
)
export const handled = pipe(Shop.charge, Step.catchTag("Declined", Step.succeed("declined")))
export const record = pipe(
  Step.begin<{ readonly sku: string; readonly price: number }>(),
  Step.bind("hold", (s) => s.input.sku, reserve),
  Step.bind("receipt", (s) => s.input.price, charge),
  Step.bind("parcel", (s) => s.hold, Saga.pivot(Shop.ship)),
  Step.map((s) => `${s.parcel} ${s.receipt}`)
)
export const fulfil = Workflow.make("fulfil", {
  version: 1,
  input: t.type({ sku: t.string, price: t.number }),
  output: t.string,
  error: t.union([Declined, t.type({ _tag: t.literal("TimedOut") })]),
  body: record
})
export const called = Saga.pivot(Step.call(fulfil))
export const shop = implement(Shop, {
  reserve: (sku) => sku.length,
  release: () => undefined,
  charge: fromTaskEither((price) => async () => ({ _tag: "Right" as const, right: `${price}` })),
  ship: (hold) => `parcel ${hold}`
})
export const fulfilling = run(fulfil, [shop])
export const starting = start(fulfil, [shop])
export const counter = world({ reserved: 0 }, (state) => [
  implement(Shop, {
    reserve: (sku) => (state.reserved += sku.length),
    release: (count) => void (state.reserved -= count),
    charge: (price) => `${price}`,
    ship: (hold) => `parcel ${hold}`
  })
])
export const declined = Fault.fails(Shop.charge, { _tag: "Declined" })
export const paid = send(Paid, 1)
export const simulated = () => simulate(reserve, "sku", { world: counter, faults: [declined] })
export const explored = () => explore(reserve, "sku", { world: counter })
export const verified = () => verifySaga(reserve, "sku", { world: counter })
export const left = begin(programOf(reserve), "sku", 0)

const Db = Signature.make("Db", {
  reserve: { input: t.string, output: t.number, effect: "undoable" },
  release: { input: t.number, output: t.void, effect: "undo" }
})
export const someToDb = Mapping.partial(Shop, { reserve: Db.reserve, release: Db.release })
export const furtherStill = pipe(someToDb, Mapping.andThen(Mapping.identity))
export const atOnce = Mapping.all([someToDb, Mapping.identity])
export const reserveInDb = Mapping.step(atOnce)(reserve)
