/**
 * Turns: what is collected while one event goes through a run, and where in the run it is.
 *
 * Advancing is pure as seen from outside; inside, what has to reach the next failure scope, or the root, is put down here on
 * the way.
 * @module
 */
import { attached } from "./halt.ts"
import type { Answer } from "./event.ts"
import type { Program, Site } from "./program.ts"
import type { Halt, Ledger, Live, Residual, Trail } from "./residual.ts"
import { empty, values } from "./vector.ts"
import type { Thrown } from "./thrown.ts"

/** What a piece of a run has become: active, ended with a value, or stopped. `owed` is what the ended part of it owes. */
export type Result =
  | { readonly kind: "live"; readonly live: Live; readonly owed: Ledger }
  | { readonly kind: "done"; readonly value: unknown; readonly owed: Ledger }
  | {
      readonly kind: "halted"
      readonly owed: Ledger
      /** It was done, and nobody can tell what came of it. */
      readonly unknown?: Thrown | undefined
    }

/** What moves active positions: the event of this turn is delivered to the one it is for, or all of them are interrupted. */
export type Mode = "deliver" | "interrupt"

/** Where in the run something stands. */
export interface Where {
  /** Nothing new may be started here. */
  readonly stopped: boolean
  readonly trail: Trail
  /** The indices of turns and items as ids end: `[2][sku-7]`. */
  readonly indices: string
  /** The number of the attempt around, from 1. */
  readonly attempt: number
  readonly undoing: boolean
  /** A resource is being released: nothing done here is a point of no return for the run. */
  readonly releasing: boolean
  /** Of an undo: how often what it undoes had been undone when it came to be owed. */
  readonly renewals: number | null
}

/** Where a run begins. */
export const start: Where = {
  stopped: false,
  trail: [],
  indices: "",
  attempt: 1,
  undoing: false,
  releasing: false,
  renewals: null
}

/** A turn, an item or an attempt further in; `index` is how ids show it. Written out: see `moved` in advance.ts. */
export const inside = (where: Where, number: number, index: string, attempt: number): Where => ({
  stopped: where.stopped,
  trail: [...where.trail, number],
  indices: where.indices + index,
  attempt,
  undoing: where.undoing,
  releasing: where.releasing,
  renewals: where.renewals
})

/** The same place in a scope that has been stopped. */
export const stoppedAt = (where: Where): Where => (where.stopped ? where : { ...where, stopped: true })

/** The rules, one case for each kind. */
export interface Rules {
  /** Begins at a site. */
  readonly enter: (site: Site, value: unknown, where: Where, turn: Turn) => Result
  /** Goes on with what is active. */
  readonly move: (live: Live, mode: Mode, where: Where, turn: Turn) => Result
}

/** The position that an event is for. */
export interface Target {
  readonly site: Site
  readonly trail: Trail
  readonly answer: Answer
}

type Before = Pick<Residual, "cancelling" | "undone">

/** One turn. */
export class Turn {
  readonly program: Program
  readonly rules: Rules
  readonly time: number
  readonly target: Target | undefined
  /** Why the failure scope that is being left has to stop. */
  raised: Halt | null = null
  /** A pivot has been passed: the scopes that are being left are committed. */
  committed = false
  /** Some failure scope has been stopped. */
  stops = false
  /** The event was for a position that is not active any more. */
  late = false
  /** Pivotal calls started, less those that answered. */
  pivots = 0
  /** What was left of the run: a cancellation that waits for pivotal calls, and what has been undone. */
  readonly before: Before
  readonly undone: Array<string> = []

  constructor(
    program: Program,
    rules: Rules,
    time: number,
    target?: Target,
    before: Before = { cancelling: null, undone: empty }
  ) {
    this.program = program
    this.rules = rules
    this.time = time
    this.target = target
    this.before = before
  }

  /** Everything that has been undone so far. */
  *allUndone(): Generator<string> {
    yield* values(this.before.undone)
    yield* this.undone
  }

  /** Stops the failure scope around. */
  raise(halt: Halt): void {
    this.raised = attached(this.raised, halt)
    this.stops = true
  }

  /** Tells whether nothing new may be started. */
  stopped(where: Where): boolean {
    return where.stopped || this.raised !== null
  }

  site(live: Live): Site {
    return this.program.sites.get(live.at) as Site
  }
}

/** Still active; nothing of it has ended. */
export const active = (live: Live): Result => ({ kind: "live", live, owed: null })

/** Ended with a value. */
export const done = (value: unknown, owed: Ledger = null): Result => ({ kind: "done", value, owed })

/** The same result, with all that is owed so far. */
export const withOwed = (result: Result, owed: Ledger): Result => {
  if (result.owed === owed) return result
  switch (result.kind) {
    case "live":
      return { kind: "live", live: result.live, owed }
    case "done":
      return done(result.value, owed)
    case "halted":
      return { ...result, owed }
  }
}

/** Stopped. */
export const halted = (owed: Ledger = null): Result => ({ kind: "halted", owed })
