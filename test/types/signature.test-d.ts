import * as t from "io-ts"
import {
  Codec,
  Event,
  implement,
  Schedule,
  type Implementation,
  type Milestone,
  type Operation,
  Signature,
  type TypeOf
} from "lawful"
import { expectAssignable, expectError, expectType } from "tsd"
import * as z from "zod"
import { type Bounced, Inventory, type Order, Parcels, Payments } from "./messages/domain.ts"

// Codecs say what they stand for.
const ioTs = t.type({ id: t.string, tags: t.array(t.string) })
const zod = z.object({ id: z.string(), at: z.date().optional() })
const unchecked = Codec.unchecked<Date>("Date")
expectType<{ id: string; tags: string[] }>({} as TypeOf<typeof ioTs>)
expectType<{ id: string; at?: Date | undefined }>({} as TypeOf<typeof zod>)
expectType<Date>({} as TypeOf<typeof unchecked>)
expectType<number>(0 as TypeOf<typeof zodNumberOfText>)
const zodNumberOfText = z.codec(z.string(), z.number(), { decode: Number, encode: String })
expectType<Codec<Date>>(unchecked)
expectType<Codec<{ id: string; tags: string[] }>>(Codec.from(ioTs))
expectType<Codec<{ id: string; at?: Date | undefined }>>(Codec.from(zod))
expectType<Codec<string>>(Codec.from(Codec.from(t.string)))
expectType<string>(Codec.describeIssue({ path: [], expected: "number", actual: 1 }))
expectError(Codec.from("string"))

// Operations have the types of their codecs, and say whether they can be undone.
const Mixed = Signature.make("Mixed", {
  find: {
    input: z.string(),
    output: zod,
    error: z.object({ _tag: z.literal("Missing") }),
    effect: "readonly"
  },
  save: { input: zod, output: t.void, effect: "irreversible" },
  take: { input: unchecked, output: t.number, effect: "undoable", delivery: "idempotent" },
  put: { input: t.number, output: t.void, effect: "undo", footprint: { writes: ["stock"] } }
})
expectType<Operation<string, { id: string; at?: Date | undefined }, { _tag: "Missing" }, "Mixed">>(Mixed.find)
expectType<Operation<{ id: string; at?: Date | undefined }, void, never, "Mixed", "Mixed.save">>(Mixed.save)
expectType<Operation<Date, number, never, "Mixed", "Mixed.take (no undo)">>(Mixed.take)
expectType<Operation<number, void, never, "Mixed", "Mixed.put">>(Mixed.put)
expectType<"Mixed">(Mixed["~signature"].name)
expectError(Mixed.lost)
expectError(Signature.make("Bad", { take: { input: t.string, output: t.void } }))
expectError(
  Signature.make("Bad", {
    put: { input: t.string, output: t.void, error: t.type({ _tag: t.literal("Full") }), effect: "undo" }
  })
)

// Handlers get their input and their errors typed, and may answer at once or later.
expectType<Implementation<"Parcels">>(
  implement(Parcels, {
    dispatch: async (order, context) => {
      expectType<Order>(order)
      expectType<AbortSignal>(context.signal)
      expectType<number>(context.attempt)
      return context.key
    },
    track: (id, { fail }) => (id === "" ? fail({ _tag: "Bounced", address: id }) : id),
    quote: async (order, { fail }) =>
      order.amount > 5 ? order.amount : fail({ _tag: "Bounced", address: order.id } satisfies Bounced)
  })
)
expectError(implement(Payments, { charge: (order) => order.id }))
expectError(implement(Payments, { charge: (order) => order.amount, refund: () => undefined }))
expectError(implement(Payments, { charge: async (order) => order.amount, refund: () => undefined }))
expectError(
  implement(Inventory, {
    check: () => 1,
    reserve: () => 1,
    release: () => undefined,
    log: () => 5,
    lost: () => 1
  })
)

// Events
expectType<Event<"Paid", { amount: number }>>(Event.make("Paid", { payload: t.type({ amount: t.number }) }))
expectType<Event<"Seen", string>>(Event.make("Seen", { payload: z.string(), mode: "transient" }))
expectType<Milestone<"Packed">>(Event.milestone("Packed"))
expectError(Event.make("Seen", { payload: z.string(), mode: "topic" }))

// Schedules say which errors they retry and whether they end.
expectType<Schedule<never, "bounded">>(Schedule.none)
expectType<Schedule<never, "bounded">>(Schedule.immediately(3))
expectType<Schedule<never, "forever">>(Schedule.constant(5))
expectType<Schedule<never, "forever">>(Schedule.linear(5, 10))
expectType<Schedule<never, "forever">>(Schedule.exponential(5))
expectType<Schedule<never, "forever">>(Schedule.fibonacci(5))
expectType<Schedule<never, "bounded">>(Schedule.constant(5).pipe(Schedule.times(3)))
expectType<Schedule<never, "bounded">>(Schedule.constant(5).pipe(Schedule.within(100)))
expectType<Schedule<never, "forever">>(Schedule.exponential(5).pipe(Schedule.capped(50), Schedule.jittered()))
expectType<Schedule<"Down" | "Busy", "forever">>(Schedule.constant(5).pipe(Schedule.onlyFor("Down", "Busy")))
expectType<number | undefined>(Schedule.delayBefore(Schedule.none, { retry: 1, elapsed: 0, random: () => 0 }))
expectType<boolean>(Schedule.retries(Schedule.none, new Error("no")))
expectAssignable<Schedule>(Schedule.none)
