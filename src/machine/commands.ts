/**
 * What a driver may do next.
 * @module
 */
import type { PerformNode } from "../core/node.ts"
import type { Command } from "./command.ts"
import { atTurn } from "./control.ts"
import { atItem } from "./item.ts"
import type { Leaf } from "./perform.ts"
import type { Program, Site } from "./program.ts"
import type { Branch, Contestant, Live, Region, Residual, Rollback } from "./residual.ts"
import { inAttempt } from "./retry.ts"
import { whereOf } from "./rollback.ts"
import { renewalsAt } from "./renewals.ts"
import { start, type Where } from "./turn.ts"
import { eachChange, type Vector, values } from "./vector.ts"

/**
 * Lists what a driver may do next; nothing when the run has ended. With the residual `before`, only what is new since then,
 * at a cost that does not depend on how much is active.
 */
export const commandsOf = (
  program: Program,
  residual: Residual,
  before?: Residual
): ReadonlyArray<Command> => {
  const commands: Array<Command> = []
  const walk = new Walk(program, commands, residual)
  if (residual.outcome !== null) return commands
  if (residual.paying !== null) walk.rollback(residual.paying, before?.paying ?? undefined)
  else walk.region(residual.root, before?.root, start)
  if (before === undefined || callMayStop(residual) === callMayStop(before)) return commands
  return [...commands, ...toldToStop(program, residual, commands)]
}

/**
 * A cancellation waits for one called workflow alone: that one decides, by being cancelled or by passing its pivot. As long as
 * another pivot is out as well, it is left in peace, or it could be cancelled behind that pivot.
 */
const callMayStop = ({ cancelling, pivots, root }: Residual): boolean =>
  cancelling !== null && pivots === 1 && !root.committed

/** A called workflow that may pass a pivot is cancelled in place of the run that waits for it, and has to be told so. */
const toldToStop = (
  program: Program,
  residual: Residual,
  known: ReadonlyArray<Command>
): ReadonlyArray<Command> => {
  const keyOf = ({ at: { node, trail } }: Command): string => `${node} ${trail.join(",")}`
  const listed = new Set(known.map(keyOf))
  return commandsOf(program, residual).filter(
    (command) =>
      command.kind === "call" &&
      !command.undoing &&
      program.sites.get(command.at.node)?.pivotal === true &&
      !listed.has(keyOf(command))
  )
}

/** Walks what is active, leaving out what is the same object as before. */
class Walk {
  readonly program: Program
  readonly commands: Array<Command>

  /** A cancellation waits for one called workflow. */
  readonly callMayStop: boolean
  readonly undone: Vector<string>

  constructor(program: Program, commands: Array<Command>, residual: Residual) {
    this.program = program
    this.commands = commands
    this.callMayStop = callMayStop(residual)
    this.undone = residual.undone
  }

  region(region: Region, before: Region | undefined, around: Where): void {
    if (region === before || region.child === null) return
    const where = region.halt === null ? around : { ...around, stopped: true }
    // What is stopped now has to be told so.
    const same = before !== undefined && (before.halt === null) === (region.halt === null)
    this.live(region.child, same ? (before.child ?? undefined) : undefined, where)
  }

  live(live: Live, before: Live | undefined, where: Where): void {
    if (live === before) return
    switch (live.kind) {
      case "operation":
      case "timer":
      case "receive":
      case "emit":
      case "call":
      case "never":
        return this.leaf(live, where)
      case "carry":
        return this.live(live.child, before?.kind === "carry" ? before.child : undefined, where)
      case "iterate":
        return this.live(
          live.child,
          before?.kind === "iterate" && before.turn === live.turn ? before.child : undefined,
          atTurn(where, live.turn)
        )
      case "attempt":
        return this.region(live.region, before?.kind === "attempt" ? before.region : undefined, where)
      case "retry": {
        const same = before?.kind === "retry" && before.attempt === live.attempt ? before : undefined
        const inner = inAttempt(where, live.attempt)
        if (live.due === null) return this.region(live.region, same?.region, inner)
        if (same?.due !== live.due) this.backoff(live.at, live.due, inner)
        return
      }
      case "scope": {
        const same = before?.kind === "scope" ? before : undefined
        if (live.paying !== null) return this.rollback(live.paying, same?.paying ?? undefined)
        return this.region(live.region, same?.region, where)
      }
      case "bracket": {
        const same = before?.kind === "bracket" && before.phase === live.phase ? before.region : undefined
        return this.region(live.region, same, live.phase === "use" ? where : { ...where, stopped: false })
      }
      case "parallel":
        return this.branches(
          live.branches,
          before?.kind === "parallel" ? before.branches : undefined,
          () => where
        )
      case "forEach":
        return this.branches(
          live.branches,
          before?.kind === "forEach" ? before.branches : undefined,
          (index) => atItem(where, live, index)
        )
      case "contest": {
        const same = before?.kind === "contest" ? before : undefined
        const inner = (index: number): Where => (live.items === null ? where : atItem(where, live, index))
        if (live.paying !== null) return this.rollbacks(live.paying.branches, same?.paying?.branches)
        eachChange<Contestant>(live.all, same?.all, (one, index, old) => {
          if (one.state === "running") this.region(one.region, old?.region, inner(index))
        })
      }
    }
  }

  branches(all: Vector<Branch>, before: Vector<Branch> | undefined, inner: (index: number) => Where): void {
    eachChange(all, before, (branch, index, old) => {
      if (branch.kind === "running")
        this.live(branch.child, old?.kind === "running" ? old.child : undefined, inner(index))
    })
  }

  rollbacks(all: Vector<Rollback | null>, before: Vector<Rollback | null> | undefined): void {
    eachChange(all, before, (one, _, old) => {
      if (one !== null) this.rollback(one, old ?? undefined)
    })
  }

  rollback({ paying }: Rollback, before: Rollback | undefined): void {
    if (paying === null || paying === before?.paying) return
    const old = before?.paying ?? undefined
    if (paying.kind === "parallel")
      return this.rollbacks(paying.branches, old?.kind === "parallel" ? old.branches : undefined)
    const { debt, attempt, due, region } = paying
    const where = whereOf(debt, attempt)
    const same = old?.kind === "debt" && old.debt === debt && old.attempt === attempt ? old : undefined
    if (due === null) this.region(region, same?.region, where)
    else if (same?.due !== due) this.backoff(debt.of, due, where)
  }

  backoff(node: string, due: number, { trail, indices }: Where): void {
    this.commands.push({ kind: "timer", due, at: { node, trail }, id: `${node}${indices}` })
  }

  leaf(live: Leaf, where: Where): void {
    const { trail, indices, attempt, undoing, stopped, renewals } = where
    // Written out: to spread a common part into each command takes ten times as long.
    const at = { node: live.at, trail }
    const id = `${live.at}${indices}`
    const site = this.program.sites.get(live.at) as Site
    const { request } = site.node as PerformNode
    switch (live.kind) {
      case "operation":
        if (request.kind !== "operation") return
        this.commands.push({
          kind: "operation",
          request,
          input: live.input,
          started: live.started,
          stopped,
          attempt,
          undoing,
          renewals: renewals ?? renewalsAt(site, indices, values(this.undone)),
          at,
          id
        })
        return
      case "call":
        if (request.kind !== "call") return
        this.commands.push({
          kind: "call",
          request,
          input: live.input,
          started: live.started,
          stopped: stopped || (this.callMayStop && site.pivotal && !undoing),
          attempt,
          undoing,
          renewals: renewals ?? renewalsAt(site, indices, values(this.undone)),
          at,
          id
        })
        return
      case "timer":
        this.commands.push({ kind: "timer", due: live.due, at, id })
        return
      case "receive":
        if (request.kind === "receive")
          this.commands.push({ kind: "receive", event: request.event, key: live.key, at, id })
        return
      case "emit":
        if (request.kind === "emit")
          this.commands.push({
            kind: "emit",
            event: request.event,
            key: live.key,
            payload: live.payload,
            at,
            id
          })
        return
      case "never":
    }
  }
}
