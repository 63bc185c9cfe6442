import { Context, Effect, Layer, ManagedRuntime } from "effect"
import * as t from "io-ts"
import { implement, run, runSync, Signature, start } from "lawful"
import { fromEffectWith } from "lawful/effect"
import { describe, expect, it } from "vitest"

const Empty = t.type({ _tag: t.literal("Empty") })

const Stock = Signature.make("Stock", {
  take: { input: t.number, output: t.number, error: Empty, effect: "undoable" },
  count: { input: t.void, output: t.number, effect: "readonly" }
})

class Shelf extends Context.Service<Shelf, { pieces: number }>()("Shelf") {}

const taking = Effect.fnUntraced(function* (pieces: number) {
  const shelf = yield* Shelf
  if (shelf.pieces < pieces) return yield* Effect.fail({ _tag: "Empty" } as const)
  shelf.pieces -= pieces
  return shelf.pieces
})

/** Stock whose shelf comes from a context or a runtime. */
const stockOn = (services: Context.Context<Shelf> | ManagedRuntime.ManagedRuntime<Shelf, unknown>) => {
  const onShelf = fromEffectWith(services)
  return implement(Stock, {
    take: onShelf(taking),
    count: onShelf(() => Effect.map(Shelf, ({ pieces }) => pieces))
  })
}

/** A shelf that notes when it is put up and taken down. */
const noted = (log: Array<string>): Layer.Layer<Shelf> =>
  Layer.effect(
    Shelf,
    Effect.acquireRelease(
      Effect.sync(() => {
        log.push("up")
        return { pieces: 3 }
      }),
      () => Effect.sync(() => log.push("down"))
    )
  )

describe("an effect that needs services", () => {
  it("gets them from a context", () => {
    const stock = stockOn(Context.make(Shelf, { pieces: 3 }))

    expect(runSync(Stock.take, [stock])(2)).toEqual({ _tag: "Completed", output: 1 })
  })

  it("gets them from a layer, which is built once for all handlers and lives until its runtime is disposed of", async () => {
    const log: Array<string> = []
    const runtime = ManagedRuntime.make(noted(log))
    const stock = stockOn(runtime)

    await run(Stock.take, [stock])(2)
    const counted = await run(Stock.count, [stock])()
    await runtime.dispose()

    expect(counted).toEqual({ _tag: "Completed", output: 1 })
    expect(log).toEqual(["up", "down"])
  })

  it("fails with its typed error", async () => {
    const stock = stockOn(ManagedRuntime.make(noted([])))

    expect(await run(Stock.take, [stock])(9)).toMatchObject({ _tag: "Failed", error: { _tag: "Empty" } })
  })

  it("is a defect when its layer cannot be built, and never a typed error", async () => {
    const broken = ManagedRuntime.make(Layer.effect(Shelf, Effect.fail({ _tag: "Empty" })))

    const outcome = await run(Stock.take, [stockOn(broken)])(1)

    expect(outcome).toMatchObject({ _tag: "Defect", cause: { _tag: "Empty" }, at: "Stock.take" })
  })

  it("is interrupted with its run, and the runtime lives on", async () => {
    const log: Array<string> = []
    const runtime = ManagedRuntime.make(noted([]))
    const onShelf = fromEffectWith(runtime)
    const stock = implement(Stock, {
      take: onShelf(
        () =>
          Effect.onInterrupt(Effect.andThen(Shelf, Effect.never), () =>
            Effect.sync(() => log.push("let go"))
          ),
        { uninterruptible: false }
      ),
      count: onShelf(() => Effect.map(Shelf, ({ pieces }) => pieces))
    })
    const handle = start(Stock.take, [stock])(1)

    await new Promise((wake) => setTimeout(wake, 5))
    handle.cancel()
    const outcome = await handle.outcome

    expect(outcome).toMatchObject({ _tag: "Cancelled", also: [] })
    expect(log).toEqual(["let go"])
    expect(await run(Stock.count, [stock])()).toEqual({ _tag: "Completed", output: 3 })
  })

  it("runs to its end when it is a write", async () => {
    const onShelf = fromEffectWith(Context.make(Shelf, { pieces: 3 }))
    const shelf = implement(Stock, {
      take: onShelf((pieces) => Effect.delay(taking(pieces), 5)),
      count: onShelf(() => Effect.succeed(0))
    })
    const handle = start(Stock.take, [shelf])(2)

    handle.cancel()

    // Nothing is left to be stopped, so the run completes.
    expect(await handle.outcome).toEqual({ _tag: "Completed", output: 1 })
  })

  it("is a defect that names the cause when its runtime has been disposed of", async () => {
    const runtime = ManagedRuntime.make(noted([]))
    await runtime.dispose()

    const outcome = await run(Stock.count, [stockOn(runtime)])()

    expect(outcome).toMatchObject({ _tag: "Defect", cause: "ManagedRuntime disposed" })
  })
})
