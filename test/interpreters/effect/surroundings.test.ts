/** What operations find around them: services, time, randomness, spans, scopes. */
import { Clock, Context, Effect, Fiber, Layer, Random, References, type Scope, Tracer } from "effect"
import { TestClock } from "effect/testing"
import { Codec, Event, EventBus, implement, Schedule, Signature, Step, Workflow } from "lawful"
import { Events, inEffect, layer, layerOf } from "lawful/effect"
import { describe, expect, it } from "vitest"
import { settle } from "./desk.ts"

const text = Codec.unchecked<string>("text")
const torn = Codec.unchecked<{ readonly _tag: "Torn" }>("Torn")
const Desk = Signature.make("Desk", {
  read: { input: text, output: text, error: torn, effect: "readonly" }
})
const read = Desk.read
const desk = <R>(handler: (input: string) => Effect.Effect<string, { readonly _tag: "Torn" }, R>) =>
  layer(Desk, { read: handler })

class Library extends Context.Service<Library, { readonly name: string }>()("Library") {}

describe("the services of an implementation", () => {
  const named = desk(() => Effect.map(Library, ({ name }) => name))

  it("are those that its layer was built with", async () => {
    const program = inEffect.interpret(read)("page")

    const name = await program.pipe(
      Effect.provideService(Library, { name: "of the caller" }),
      Effect.provide(Layer.provide(named, Layer.succeed(Library, { name: "of the layer" }))),
      Effect.runPromise
    )

    expect(name).toBe("of the layer")
  })

  it("reach it in workflows that are called, too", async () => {
    const callee = Workflow.make("callee", {
      version: 1,
      input: text,
      output: text,
      error: torn,
      effect: "readonly",
      body: read
    })
    const layers = layerOf(callee).pipe(
      Layer.provide(named),
      Layer.provide(Layer.succeed(Library, { name: "far away" }))
    )

    const name = await inEffect
      .interpret(Step.call(callee))("page")
      .pipe(Effect.provide(layers), Effect.runPromise)

    expect(name).toBe("far away")
  })

  it("can be closed over while the layer is built", async () => {
    const closing = Layer.unwrap(
      Effect.gen(function* () {
        const { name } = yield* Library
        return desk(() => Effect.succeed(name))
      })
    )

    const name = await inEffect
      .interpret(read)("page")
      .pipe(Effect.provide(closing), Effect.provideService(Library, { name: "here" }), Effect.runPromise)

    expect(name).toBe("here")
  })
})

describe("what surrounds the caller", () => {
  it("surrounds operations, whatever was there when their layer was built", async () => {
    const surroundings = desk(() =>
      Effect.gen(function* () {
        const { mood } = yield* References.CurrentLogAnnotations
        const time = yield* Clock.currentTimeMillis
        const chance = yield* Random.next
        return `${String(mood)} ${time} ${chance}`
      })
    ).pipe(
      Layer.provide(Layer.succeed(Random.Random, { nextDoubleUnsafe: () => 0.1, nextIntUnsafe: () => 1 })),
      Layer.provide(Layer.succeed(References.CurrentLogAnnotations, { mood: "bad" }))
    )

    const seen = await inEffect
      .interpret(read)("page")
      .pipe(
        Effect.annotateLogs("mood", "good"),
        Effect.provideService(Random.Random, { nextDoubleUnsafe: () => 0.9, nextIntUnsafe: () => 9 }),
        Effect.provide(surroundings),
        Effect.provide(TestClock.layer()),
        Effect.runPromise
      )

    expect(seen).toBe("good 0 0.9")
  })

  it("tells the time: sleeps, retries and time limits go by Effect's clock", async () => {
    let attempts = 0
    const flaky = desk(() =>
      ++attempts < 4 ? Effect.fail({ _tag: "Torn" as const }) : Effect.succeed("page")
    )
    const patient = read.pipe(
      Step.retry(Schedule.exponential(1000).pipe(Schedule.times(5))),
      Step.pause(60_000),
      Step.timeout(3_600_000)
    )

    const seen = await Effect.gen(function* () {
      const log: Array<unknown> = []
      yield* inEffect
        .interpret(patient)("page")
        .pipe(
          Effect.tap((page) => Effect.sync(() => log.push(page))),
          Effect.forkChild
        )
      yield* TestClock.adjust("6999 millis")
      log.push(attempts)
      yield* TestClock.adjust("1 milli")
      log.push(attempts)
      yield* TestClock.adjust("60 seconds")
      yield* settle
      return log
    }).pipe(Effect.provide(flaky), Effect.provide(TestClock.layer()), Effect.runPromise)

    expect(seen).toEqual([3, 4, "page"])
  })

  it("ends a wait when its time limit has passed", async () => {
    const Go = Event.make("Go", { payload: text })
    const waiting = Step.waitFor(Go).pipe(Step.timeout(1000), Step.attempt)

    const ended = await Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(inEffect.interpret(waiting)(undefined))
      yield* TestClock.adjust("1 second")
      return yield* Fiber.join(fiber)
    }).pipe(Effect.provide(TestClock.layer()), Effect.runPromise)

    expect(ended._tag).toBe("Left")
  })

  it("draws jitter with Effect's randomness", async () => {
    let attempts = 0
    const flaky = desk(() =>
      ++attempts < 2 ? Effect.fail({ _tag: "Torn" as const }) : Effect.succeed("page")
    )
    const jittery = read.pipe(
      Step.retry(Schedule.constant(1000).pipe(Schedule.jittered(1), Schedule.times(1)))
    )

    const seen = await Effect.gen(function* () {
      yield* Effect.forkChild(inEffect.interpret(jittery)("page"))
      yield* TestClock.adjust("249 millis")
      const before = attempts
      yield* TestClock.adjust("1 milli")
      return [before, attempts]
    }).pipe(
      Effect.provideService(Random.Random, { nextDoubleUnsafe: () => 0.75, nextIntUnsafe: () => 0 }),
      Effect.provide(flaky),
      Effect.provide(TestClock.layer()),
      Effect.runPromise
    )

    expect(seen).toEqual([1, 2])
  })

  it("delivers events by the bus of the context, and by one of each run without it", async () => {
    const Go = Event.make("Go", { payload: text })
    const bus = new EventBus()
    const waiting = inEffect.interpret(Step.waitFor(Go))(undefined)

    const [shared, own] = await Effect.all(
      [
        Effect.provideService(waiting, Events, bus),
        Effect.timeoutOption(waiting, "20 millis"),
        Effect.andThen(
          settle,
          Effect.sync(() => bus.emit(Go, "now"))
        )
      ],
      { concurrency: "unbounded" }
    ).pipe(Effect.runPromise)

    expect(shared).toBe("now")
    expect(own._tag).toBe("None")
  })
})

describe("a scope", () => {
  const opened = (log: Array<string>, name: string): Effect.Effect<string, never, Scope.Scope> =>
    Effect.acquireRelease(
      Effect.sync(() => {
        log.push(`open ${name}`)
        return name
      }),
      () => Effect.sync(() => void log.push(`close ${name}`))
    )

  it("belongs to one call, and is closed when it ends", async () => {
    const log: Array<string> = []
    const scoped = desk((page) =>
      opened(log, page).pipe(Effect.tap(() => Effect.sync(() => log.push(`read ${page}`))))
    )
    const twice = read.pipe(
      Step.mapInput(() => "one"),
      Step.andThen(read.pipe(Step.mapInput(() => "two")))
    )

    await Effect.scoped(
      Effect.andThen(
        inEffect.interpret(twice)(""),
        Effect.sync(() => log.push("end"))
      )
    ).pipe(Effect.provide(scoped), Effect.runPromise)

    expect(log).toEqual(["open one", "read one", "close one", "open two", "read two", "close two", "end"])
  })

  it("is closed when the call fails, and when it is interrupted", async () => {
    const log: Array<string> = []
    const failing = desk((page) =>
      Effect.andThen(
        opened(log, page),
        page === "a bad" ? Effect.fail({ _tag: "Torn" as const }) : Effect.never
      )
    )
    const both = Step.all([
      read.pipe(Step.mapInput((page: string) => `${page} long`)),
      read.pipe(Step.mapInput((page: string) => `${page} bad`))
    ])

    const exit = await Effect.exit(inEffect.interpret(both)("a")).pipe(
      Effect.provide(failing),
      Effect.runPromise
    )

    expect(exit._tag).toBe("Failure")
    expect(log.toSorted()).toEqual(["close a bad", "close a long", "open a bad", "open a long"])
  })
})

describe("spans", () => {
  const recorded = () => {
    const spans: Array<Tracer.NativeSpan> = []
    const tracer = Tracer.make({
      span: (options) => {
        const span = new Tracer.NativeSpan(options)
        spans.push(span)
        return span
      }
    })
    return { spans, tracer }
  }
  const inner = Workflow.make("inner", {
    version: 2,
    input: text,
    output: text,
    error: torn,
    effect: "readonly",
    body: read
  })
  const outer = Workflow.make("outer", {
    version: 1,
    input: text,
    output: text,
    error: torn,
    effect: "readonly",
    body: Step.call(inner).pipe(Step.andThen(read))
  })
  const nameOf = (span: Tracer.AnySpan): string => (span._tag === "Span" ? span.name : "")
  const parentOf = (span: Tracer.Span): string =>
    span.parent._tag === "Some" ? nameOf(span.parent.value) : ""

  it.each([
    ["effects", desk((page) => Effect.map(Effect.currentSpan, () => page).pipe(Effect.orDie))],
    ["plain functions", layerOf(implement(Desk, { read: async (page) => page }))]
  ])("are made for workflows and operations, for %s", async (_, implementation) => {
    const { spans, tracer } = recorded()

    await inEffect
      .interpret(outer)("page", { id: "run-1" })
      .pipe(
        Effect.withSpan("caller"),
        Effect.provide(Layer.provideMerge(layerOf(inner), implementation)),
        Effect.provideService(Tracer.Tracer, tracer),
        Effect.runPromise
      )

    expect(spans.map((span) => `${parentOf(span)} > ${span.name}`)).toEqual([
      " > caller",
      "caller > outer",
      "outer > inner",
      "inner > Desk.read",
      "outer > Desk.read"
    ])
    expect(Object.fromEntries(spans.at(-1)?.attributes ?? [])).toMatchObject({
      "lawful.run": "run-1",
      "lawful.node": "Desk.read",
      "lawful.key": "5:run-1:Desk.read",
      "lawful.attempt": 1,
      "lawful.undoing": false
    })
    expect(spans.every(({ status }) => status._tag === "Ended")).toBe(true)
  })

  it("are not made when nobody would see them", async () => {
    const { spans, tracer } = recorded()

    await inEffect
      .interpret(outer)("page")
      .pipe(
        Effect.provide(Layer.provideMerge(layerOf(inner), desk(Effect.succeed))),
        Effect.provideService(References.TracerEnabled, false),
        Effect.provideService(Tracer.Tracer, tracer),
        Effect.runPromise
      )

    expect(spans).toEqual([])
  })
})
