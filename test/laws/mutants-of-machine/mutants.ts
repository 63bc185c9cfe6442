/**
 * Mutants of the machine, of its driver and of its journal.
 */
import {
  adequacyLaws,
  interpreterLaws,
  journaled,
  type JournaledOptions,
  type LawSet,
  machine,
  machineWith,
  recoveryLaws
} from "lawful/laws"
import type { Context } from "../../../src/core/implementation.ts"
import { EventBus } from "../../../src/interpreters/in-process/event-bus.ts"
import { advance } from "../../../src/machine/advance.ts"
import type { MachineEvent } from "../../../src/machine/event.ts"
import type { Program } from "../../../src/machine/program.ts"
import type { Residual } from "../../../src/machine/residual.ts"
import { read, write } from "../../../src/machine/write.ts"
import type { Host } from "../../../laws/drive.ts"
import { mutants } from "../mutants/all.ts"
import type { Mutate } from "../mutants/mutant.ts"
import { type Piece, rewritten, where } from "./rewritten.ts"

/** By what is wrong with a machine, the laws that it should keep. */
export type WrongMachines = Readonly<Record<string, () => ReadonlyArray<LawSet>>>

const recovering = (options: JournaledOptions) => (): ReadonlyArray<LawSet> => [
  recoveryLaws(journaled(options))
]

/** A machine that is wrong is compared with the one that is not. */
const meaning = (extra: () => Partial<Host>) => (): ReadonlyArray<LawSet> => {
  const subject = machineWith("mutant", extra)
  return [adequacyLaws(subject), interpreterLaws(subject)]
}

const carried = (carry: (residual: Residual) => Residual): (() => ReadonlyArray<LawSet>) =>
  meaning(() => ({ carry }))

/** A mutant of interpreters, with the machine as the interpreter. */
const interpreting = (name: string) => (): ReadonlyArray<LawSet> => [
  adequacyLaws((mutants[name] as Mutate)(machine))
]

type Advance = (program: Program, residual: Residual, event: MachineEvent) => Residual

const afterIntent: Advance = (program, residual, event) => {
  if (
    event.kind !== "succeeded" &&
    event.kind !== "failed" &&
    event.kind !== "threw" &&
    event.kind !== "ended"
  )
    return advance(program, residual, event)
  const { at, time } = event
  try {
    return advance(program, advance(program, residual, { kind: "started", at, time }), event)
  } catch {
    return advance(program, residual, event)
  }
}

const onLate =
  (change: (residual: Residual) => Residual): Advance =>
  (program, residual, event) => {
    const next = advance(program, residual, event)
    return next === residual ? change(residual) : next
  }

const keyed =
  (change: (context: Context<unknown>, process: number) => string) =>
  (host: Host, process: number): Host => ({
    ...host,
    handler: (operation) => {
      const handler = host.handler(operation) as unknown as (
        input: unknown,
        context: Context<unknown>
      ) => unknown
      return (input: unknown, context: Context<unknown>) =>
        handler(input, { ...context, key: change(context, process) })
    }
  })

const is =
  (...kinds: ReadonlyArray<unknown>) =>
  ({ kind }: Piece): boolean =>
    kinds.includes(kind)

const has =
  (...keys: ReadonlyArray<string>) =>
  (piece: Piece): boolean =>
    keys.every((key) => key in piece)

const isRegion = has("child", "owed", "halt", "committed")
const isRun = has("term", "root", "outcome")
const due = (piece: Piece): boolean => typeof piece["due"] === "number"

/** An event bus that forgets what nobody waits for. */
class Forgetful extends EventBus {
  override receive(...[event, key, receiver]: Parameters<EventBus["receive"]>): void {
    super.receive({ ...event, mode: "transient" }, key, receiver)
  }

  override deliver(...[event, payload, key]: Parameters<EventBus["deliver"]>): void {
    super.deliver({ ...event, mode: "transient" }, payload, key)
  }
}

let recordings = 0

export const machineMutants: WrongMachines = {
  "puts no intents on record": recovering({
    records: ({ kind }) => kind !== "started",
    keeping: { advance: afterIntent }
  }),
  "loses one record in five": recovering({ records: () => ++recordings % 5 !== 0 }),
  "begins again after a crash": recovering({ keeping: { advance: (_, residual) => residual } }),
  "arms timers again after a crash": recovering({
    found: (residual, now) => where(due, () => ({ due: now + 5 }))(residual)
  }),
  "does not ask again after a crash": recovering({
    found: rewritten((piece) => (piece["started"] === true ? { kind: "never", at: piece["at"] } : undefined))
  }),
  "takes what was started for done": recovering({
    found: rewritten((piece) =>
      piece["kind"] === "operation" && piece["started"] === true
        ? { kind: "timer", at: piece["at"], due: 0 }
        : undefined
    )
  }),
  "forgets after a crash that it has stopped": recovering({
    found: where(
      (piece) => isRegion(piece) && piece["child"] !== null,
      () => ({ halt: null })
    )
  }),
  "forgets after a crash what it owes": recovering({ found: where(isRegion, () => ({ owed: null })) }),
  "has a key for each process": recovering({ host: keyed(({ key }, process) => `${key} ${process}`) }),
  "has a key for each attempt": recovering({ host: keyed(({ key, attempt }) => `${key} ${attempt}`) }),
  "has one key for all turns and items": recovering({
    host: keyed(({ key }) => key.replaceAll(/\[[^\]]*\]/g, ""))
  }),
  "has one key for all operations": recovering({ host: keyed(({ runId }) => runId) }),
  "loses kept events in a crash": recovering({ host: (host) => ({ ...host, events: new EventBus() }) }),
  "leaves debts out of snapshots": recovering({
    keeping: { write: (residual) => write(where(has("owed"), () => ({ owed: null }))(residual)) }
  }),
  "leaves timers out of snapshots": recovering({
    keeping: { write: (residual) => write(where(due, () => ({ due: null }))(residual)) }
  }),
  "leaves intents out of snapshots": recovering({
    keeping: {
      read: (text) =>
        where(
          (piece) => piece["started"] === true,
          () => ({ started: false })
        )(read(text))
    }
  }),
  "keeps in residuals what JSON cannot hold": recovering({
    keeping: {
      advance: (program, residual, event) => {
        const after = advance(program, residual, event)
        return after === residual ? after : ({ ...after, touched: new Date(event.time) } as Residual)
      }
    }
  }),
  "makes a new residual of a repeated answer": recovering({
    keeping: { advance: onLate((residual) => ({ ...residual })) }
  }),
  "counts a repeated answer": recovering({
    keeping: { advance: onLate((residual) => ({ ...residual, pivots: residual.pivots + 1 })) }
  }),
  "refuses a repeated answer": recovering({
    keeping: {
      advance: onLate(() => {
        throw new Error("again")
      })
    }
  }),
  "goes on after a failure beside": carried(
    where(
      (piece) => isRegion(piece) && piece["child"] !== null,
      () => ({ halt: null })
    )
  ),
  "forgets what a finished branch owes": carried(where(is("done"), () => ({ owed: null }))),
  "blames the last failure": carried(
    where(has("causes", "blocked"), ({ causes }) => ({
      causes: (causes as ReadonlyArray<unknown>).toSorted((one, other) =>
        JSON.stringify(one) < JSON.stringify(other) ? 1 : -1
      )
    }))
  ),
  "owes in another order": carried(
    where(is(undefined), ({ owed }) =>
      Array.isArray(owed) ? { owed: owed.toReversed() as Array<unknown> } : {}
    )
  ),
  "does not tell what it has undone": carried(
    rewritten((piece) => ("_tag" in piece && "undone" in piece ? { ...piece, undone: [] } : undefined))
  ),
  "waits no longer than at once before a retry": carried(
    where(
      (piece) => due(piece) && "attempt" in piece,
      () => ({ due: 0 })
    )
  ),
  "does not wait for an answer from behind a pivot": carried(where(isRun, () => ({ pivots: 0 }))),
  "forgets a cancellation that waits": carried(where(isRun, () => ({ cancelling: null }))),
  "can be cancelled behind a pivot": carried(where(isRegion, () => ({ committed: false }))),
  "loses events that nobody waits for": meaning(() => ({ events: new Forgetful() })),
  "undoes in the order of doing": interpreting("undoes in the order of doing"),
  "undoes what failed": interpreting("undoes what failed"),
  "lets the first branch win": interpreting("lets the first branch win"),
  "does not stop siblings": interpreting("does not stop siblings"),
  "loses all debts of branches": interpreting("loses all debts of branches"),
  "releases twice": interpreting("releases twice")
}
