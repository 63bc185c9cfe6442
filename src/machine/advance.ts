/**
 * The machine: a pure small-step semantics of workflows.
 *
 * `begin` gives what is left of a run before anything has happened, `advance` what is left of it after an event. Both are
 * functions of their arguments alone. What a driver has to do is `commandsOf` a residual.
 *
 * Laws: late and repeated events change nothing; a residual survives being written down; going on from a residual is the same
 * as going on from the events that led to it (laws/recovery.ts). Every law of interpreters holds for a driver of the machine
 * (laws/machine.ts).
 * @module
 */
import { crossBorder } from "../core/violation.ts"
import { runBlock } from "./block.ts"
import type { MachineEvent } from "./event.ts"
import { attached, cancelled, defect, errorOf, interrupted } from "./halt.ts"
import { IllegalEvent } from "./illegal-event.ts"
import { outcomeOf } from "./outcome.ts"
import type { Block, Program, ProgramBorder } from "./program.ts"
import { type Ended, fresh, interruptRegion, moveRegion, regionOf, within } from "./region.ts"
import type { Halt, Residual, Rollback } from "./residual.ts"
import { isOver, movePayment, owedAgain, pay, stuckWith } from "./rollback.ts"
import { rules } from "./rules.ts"
import { start, type Target, Turn } from "./turn.ts"
import { empty, push } from "./vector.ts"

/** What is left of a run that has been given its input, at a time in milliseconds since 1970. */
export const begin = (program: Program, input: unknown, time: number): Residual => {
  const turn = new Turn(program, rules, time)
  const blank: Residual = {
    term: program.fingerprint,
    root: fresh,
    paying: null,
    pivots: 0,
    cancelling: null,
    undone: empty,
    stuck: null,
    outcome: null
  }
  const { border, root } = program
  let entered = input
  if (border !== undefined)
    try {
      entered = crossBorder(border.input, input, `input of workflow ${border.name}`)
    } catch (cause) {
      return quiet(blank, { ...fresh, halt: defect(cause, border.name) }, turn)
    }
  const ended = within(root, fresh, start, turn, (inner) =>
    runBlock(root.blocks[0] as Block, 0, entered, inner, turn)
  )
  return settled(blank, ended, turn)
}

/**
 * What is left of a run after an event.
 *
 * A late or repeated event changes nothing and gives the same object.
 *
 * Errors: throws {@link IllegalEvent} for an event that cannot have happened (`machine/unknown-node`, `machine/wrong-event`,
 * `machine/not-started`, `machine/too-early`, `machine/not-stuck`), and for a residual of another term
 * (`machine/other-term`).
 */
export const advance = (program: Program, residual: Residual, event: MachineEvent): Residual =>
  advanced(program, residual, event).residual

/** What is left of a run, and whether a failure scope was stopped on the way: what is beside each other may then matter. */
export interface Advanced {
  readonly residual: Residual
  readonly stops: boolean
}

/** As {@link advance}, for those who look at every order in which events can come. */
export const advanced = (program: Program, residual: Residual, event: MachineEvent): Advanced => {
  if (residual.term !== program.fingerprint)
    throw new IllegalEvent(
      "machine/other-term",
      "This is the residual of a term of another structure. Go on with the version of the workflow that the run was started with."
    )
  switch (event.kind) {
    case "cancelled":
      return {
        residual: cancel(residual, event.reason, new Turn(program, rules, event.time, undefined, residual)),
        stops: true
      }
    case "resumed":
      return {
        residual: resume(residual, new Turn(program, rules, event.time, undefined, residual)),
        stops: true
      }
    case "started":
    case "succeeded":
    case "failed":
    case "threw":
    case "lost":
    case "fired":
    case "received":
    case "ended": {
      const { node, trail } = event.at
      const site = program.sites.get(node)
      if (site === undefined)
        throw new IllegalEvent(
          "machine/unknown-node",
          `The term has no node "${node}". Its nodes are ${[...program.sites.keys()].slice(0, 20).join(", ")}.`
        )
      const turn = new Turn(program, rules, event.time, { site, trail, answer: event }, residual)
      return { residual: deliver(residual, turn), stops: turn.stops }
    }
  }
}

const deliver = (residual: Residual, turn: Turn): Residual => {
  const { root, paying, outcome } = residual
  if (outcome !== null) return residual
  if (paying !== null) {
    const moved = movePayment(paying, turn)
    return turn.late ? residual : afterwards(residual, paid(residual, moved, turn), false, turn)
  }
  const ended = moveRegion(turn.program.root, root, "deliver", start, turn)
  return turn.late ? residual : afterwards(residual, settled(residual, ended, turn), ended.committed, turn)
}

/** A cancellation waits while nobody knows on which side of a pivot the run is. */
const afterwards = (before: Residual, after: Residual, passed: boolean, turn: Turn): Residual => {
  const pivots = before.pivots + turn.pivots
  const next = pivots === after.pivots ? after : { ...after, pivots }
  const { cancelling } = before
  if (cancelling === null) return next
  // There is no way back any more.
  if (passed) return { ...next, cancelling: null }
  if (pivots > 0) return next
  // No pivot was passed: the cancellation came before the answer.
  const again = (target?: Target): Turn =>
    new Turn(turn.program, turn.rules, turn.time, target, { cancelling: null, undone: before.undone })
  return deliver(interrupt({ ...before, cancelling: null }, cancelling.reason, again()), again(turn.target))
}

/** One that has ended, is being undone, or has passed a pivot is left in peace. */
const cancel = (residual: Residual, reason: unknown, turn: Turn): Residual => {
  const { root, paying, outcome, pivots, cancelling } = residual
  if (outcome !== null || paying !== null || root.committed) return residual
  if (pivots > 0) return cancelling === null ? { ...residual, cancelling: { reason } } : residual
  return interrupt(residual, reason, turn)
}

const interrupt = (residual: Residual, reason: unknown, turn: Turn): Residual => {
  const { root } = residual
  if (root.halt?.causes.some(({ kind }) => kind === "cancelled") === true) return residual
  const halt = attached(root.halt, cancelled(reason))
  if (root.child === null || root.halt !== null) return { ...residual, root: { ...root, halt } }
  const ended = interruptRegion(turn.program.root, root.child, root.owed, halt, root.committed, start, turn)
  return settled(residual, ended, turn)
}

const settled = (residual: Residual, ended: Ended, turn: Turn): Residual => {
  const { result } = ended
  const root = regionOf(ended)
  if (result.kind === "live") return noted(moved(residual, root, residual.paying), turn)
  if (result.kind === "halted") return quiet(residual, root, turn)
  const output = crossing(result.value, turn.program.border)
  if (!("halt" in output))
    return noted({ ...residual, root: fresh, outcome: { _tag: "Completed", output: output.value } }, turn)
  return quiet(residual, { ...root, halt: attached(root.halt, output.halt) }, turn)
}

/** Nothing runs any more: pays what a run that stopped still owes. */
const quiet = (residual: Residual, root: Residual["root"], turn: Turn): Residual => {
  const halt = withErrorCrossed(root.halt ?? interrupted, turn.program.border)
  const paying = pay(root.committed ? null : root.owed, halt.blocked, turn)
  return paid({ ...residual, root: { ...root, child: null, owed: null, halt } }, paying, turn)
}

const paid = (residual: Residual, paying: Rollback, turn: Turn): Residual => {
  if (!isOver(paying)) return noted(moved(residual, residual.root, paying), turn)
  const stuck = stuckWith(paying)
  const own = residual.root.halt ?? interrupted
  // Why the run stopped stays as it was: it counts again when the run has been resumed.
  return ended(noted({ ...residual, paying: null }, turn), stuck === null ? own : attached(own, stuck))
}

const ended = (residual: Residual, halt: Halt): Residual => ({
  ...residual,
  stuck: halt.kind === "stuck" ? halt.owed : null,
  outcome: outcomeOf(halt, residual.undone)
})

/**
 * Goes on undoing what a stuck run owes. When all is paid, the run ends for the reason for which it was being undone. When it
 * stuck in a scope or a race inside it, only the first cause is known: it may be that of the undo.
 */
const resume = (residual: Residual, turn: Turn): Residual => {
  const { stuck, outcome, root } = residual
  if (stuck === null || outcome?._tag !== "Stuck")
    throw new IllegalEvent(
      "machine/not-stuck",
      "Only a stuck run can be resumed, and this one is not stuck. Look at its outcome."
    )
  const halt = beforeStuck(root.halt ?? interrupted)
  const paying = pay(owedAgain(stuck, turn.program), false, turn)
  return paid({ ...residual, root: { ...root, halt }, stuck: null, outcome: null }, paying, turn)
}

/** The failures of the undos that are tried again are not failures any more. */
const beforeStuck = (halt: Halt): Halt => {
  if (halt.kind !== "stuck") return halt
  const [primary] = halt.causes
  const kind = primary?.kind === "error" ? "error" : primary?.kind === "defect" ? "defect" : "interrupt"
  return { kind, causes: halt.causes.slice(0, 1), owed: [], blocked: false }
}

/** Written out, as every event needs it: a spread that replaces something takes V8 fifteen times as long. */
const moved = (
  { term, pivots, cancelling, undone, stuck, outcome }: Residual,
  root: Residual["root"],
  paying: Residual["paying"]
): Residual => ({ term, root, paying, pivots, cancelling, undone, stuck, outcome })

const noted = (residual: Residual, turn: Turn): Residual => {
  if (turn.undone.length === 0) return residual
  const undone = turn.undone.splice(0).reduce(push<string>, residual.undone)
  return { ...residual, undone }
}

type Crossed = { readonly value: unknown } | { readonly halt: Halt }

const crossing = (value: unknown, border: ProgramBorder | undefined): Crossed => {
  if (border === undefined) return { value }
  try {
    return { value: crossBorder(border.output, value, `output of workflow ${border.name}`) }
  } catch (cause) {
    return { halt: defect(cause, border.name) }
  }
}

/** Takes the typed error that a run ends with across the border. */
const withErrorCrossed = (halt: Halt, border: ProgramBorder | undefined): Halt => {
  const caught = errorOf(halt)
  if (caught === undefined || border?.error === undefined) return halt
  try {
    const error = crossBorder(border.error, caught.error, `error of workflow ${border.name}`)
    return { ...halt, causes: [{ ...caught, error }, ...halt.causes.slice(1)] }
  } catch (cause) {
    return attached(halt, defect(cause, border.name))
  }
}
