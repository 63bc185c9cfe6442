/**
 * What the workflows of the crash test are made of: one service outside, one that writes into the journal's own database, and
 * events.
 *
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, Saga, Schedule, Signature, Step } from "lawful"

/** What a run is asked to do, and what goes wrong with it, in every life of the process alike. */
export const Job = t.type({
  run: t.string,
  /** How many turns or milliseconds, for workflows that have any. */
  size: t.number,
  /** The label of the work that is refused; "" when none is. */
  refused: t.string,
  /** So many attempts of the work with this label find the service busy. */
  busy: t.type({ label: t.string, attempts: t.number }),
  /** So many attempts of every undo break down. */
  clumsy: t.number
})
export type Job = t.TypeOf<typeof Job>

/** What goes through a workflow: the tickets of what has been done so far, by label. */
export const Trail = t.type({ job: Job, tickets: t.record(t.string, t.string) })
export type Trail = t.TypeOf<typeof Trail>

export const Request = t.type({ run: t.string, label: t.string, refuse: t.boolean, busy: t.number })
export type Request = t.TypeOf<typeof Request>

/** What an undo gets: the ticket of what is to be undone, and "" when it is not known. */
export const Return = t.type({ run: t.string, label: t.string, ticket: t.string, clumsy: t.number })
export type Return = t.TypeOf<typeof Return>

export const Refused = t.type({ _tag: t.literal("Refused"), label: t.string })
export const Busy = t.type({ _tag: t.literal("Busy"), label: t.string })
export const Trouble = t.union([Refused, Busy])
export type Trouble = t.TypeOf<typeof Trouble>

export const Outside = Signature.make("Outside", {
  make: { input: Request, output: t.string, error: Trouble, effect: "undoable", delivery: "idempotent" },
  unmake: { input: Return, output: t.void, effect: "undo", delivery: "idempotent" },
  send: { input: Request, output: t.string, error: Busy, effect: "irreversible", delivery: "idempotent" },
  mail: { input: Request, output: t.string, effect: "undoable", delivery: "atMostOnce" },
  unmail: { input: Return, output: t.void, effect: "undo", delivery: "idempotent" }
})

/** Writes rows into the journal's own database. */
export const Ledger = Signature.make("Ledger", {
  post: { input: Request, output: t.string, effect: "undoable", delivery: "tx" },
  unpost: { input: Return, output: t.void, effect: "undo", delivery: "tx" }
})

/** For one run, by its id. */
export const Letter = Event.make("Letter", { payload: t.string })
/** For whoever waits with this key. */
export const Call = Event.make("Call", { payload: t.string })
/** Is never sent. */
export const Never = Event.make("Never", { payload: t.string })

const again = { retry: Schedule.exponential(2).pipe(Schedule.times(8)) }

/** The label of work, which in a loop is another one in every turn. */
type Label = (trail: Trail) => string

const requestOf =
  (labelOf: Label) =>
  (trail: Trail): Request => {
    const [label, { run, refused, busy }] = [labelOf(trail), trail.job]
    return { run, label, refuse: refused === label, busy: busy.label === label ? busy.attempts : 0 }
  }

/** Adds what a step gives to the trail, under its label. */
export const adding =
  (name: string, labelOf: Label = () => name) =>
  <E, R, X>(step: Step<Trail, string, E, R, X>) =>
    pipe(
      Step.begin<Trail>(),
      Step.bind("ticket", ({ input }) => input, pipe(step, Step.label(name))),
      Step.map(
        ({ input, ticket }): Trail => ({
          ...input,
          tickets: { ...input.tickets, [labelOf(input)]: ticket }
        })
      )
    )

const returnOf =
  (labelOf: Label) =>
  (trail: Trail, ticket: string): Return => ({
    run: trail.job.run,
    label: labelOf(trail),
    ticket,
    clumsy: trail.job.clumsy
  })

/** Undoable work that may be refused, or find the service busy. */
export const work = (name: string, labelOf: Label = () => name) =>
  pipe(
    Saga.undoableUsing(
      pipe(Outside.make, Step.mapInput(requestOf(labelOf))),
      returnOf(labelOf),
      Outside.unmake,
      again
    ),
    adding(name, labelOf)
  )

/** Work of which one never knows whether it was done, when its answer is lost. */
export const mail = (label: string) =>
  pipe(
    Saga.undoableFromStart(
      pipe(Outside.mail, Step.mapInput(requestOf(() => label))),
      pipe(
        Outside.unmail,
        Step.mapInput((trail: Trail) => returnOf(() => label)(trail, ""))
      ),
      again
    ),
    adding(label)
  )

/** Work that cannot be undone. */
export const send = (label: string) =>
  pipe(Outside.send, Step.mapInput(requestOf(() => label)), Step.retry(Schedule.constant(3)), adding(label))

/** A row in the journal's own database. */
export const post = (label: string) =>
  pipe(
    Saga.undoableUsing(
      pipe(Ledger.post, Step.mapInput(requestOf(() => label))),
      returnOf(() => label),
      Ledger.unpost,
      again
    ),
    adding(label)
  )

/** Undoes work whose ticket is in the trail. */
export const unmake = (label: string) =>
  pipe(
    Step.identity<Trail>(),
    Step.tap(
      (trail) => returnOf(() => label)(trail, trail.tickets[label] ?? ""),
      pipe(Outside.unmake, Step.label(label))
    )
  )

/** Does something on the way, and leaves the trail as it is. */
export const beside = <B, E, R, X>(step: Step<Trail, B, E, R, X>) =>
  pipe(
    Step.identity<Trail>(),
    Step.tap((trail) => trail, step)
  )

/** What the trail of a run is like at first. */
export const trailOf = (job: Job): Trail => ({ job, tickets: {} })
