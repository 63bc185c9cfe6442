/** A desk where things are written and erased, and a log of what was done there. */
import { Codec, Saga, Signature, Step } from "lawful"
import { type Call, layer, type Service } from "lawful/effect"
import { Deferred, Effect, type Layer } from "effect"

const text = Codec.unchecked<string>("text")

export interface Torn {
  readonly _tag: "Torn"
}

export const Desk = Signature.make("Desk", {
  read: { input: text, output: text, effect: "readonly" },
  write: { input: text, output: text, error: Codec.unchecked<Torn>("Torn"), effect: "undoable" },
  erase: { input: text, output: Codec.unchecked<void>("nothing"), effect: "undo" },
  send: { input: text, output: text, effect: "irreversible" }
})

export const write = (what: string) =>
  Saga.undoable(Desk.write, Desk.erase).pipe(
    Step.mapInput(() => what),
    Step.label(what)
  )

export const fail = Step.fail<Torn>({ _tag: "Torn" })

/** What was done, and gates that hold operations until they are opened. */
export class Story {
  readonly log: Array<string> = []
  private readonly gates = new Map<string, Deferred.Deferred<void>>()

  say(line: string): Effect.Effect<void> {
    return Effect.sync(() => void this.log.push(line))
  }

  private gate(name: string): Deferred.Deferred<void> {
    const gate = this.gates.get(name) ?? Deferred.makeUnsafe<void>()
    this.gates.set(name, gate)
    return gate
  }

  /** Lets the operation with this input end. */
  open(name: string): void {
    Deferred.doneUnsafe(this.gate(name), Effect.void)
  }

  /** Waits at a gate when the input starts with "slow". */
  pass(name: string): Effect.Effect<void> {
    return name.startsWith("slow") ? Deferred.await(this.gate(name)) : Effect.void
  }

  /** An operation that says when it starts, when it ends and when it is interrupted. */
  readonly act =
    (verb: string) =>
    (what: string, _call: Call): Effect.Effect<string> =>
      this.say(`${verb} ${what}`).pipe(
        Effect.andThen(this.pass(what)),
        Effect.as(what),
        Effect.onInterrupt(() => this.say(`stop ${what}`)),
        Effect.tap(() => (what.startsWith("slow") ? this.say(`did ${what}`) : Effect.void))
      )

  get desk(): Layer.Layer<Service<"Desk">> {
    return layer(Desk, {
      read: this.act("read"),
      write: this.act("write"),
      erase: (what, call) => Effect.asVoid(this.act("erase")(what, call)),
      send: this.act("send")
    })
  }
}

/** Lets everything happen that can happen now. */
export const settle: Effect.Effect<void> = Effect.promise(
  () => new Promise((resolve) => setImmediate(resolve))
)
