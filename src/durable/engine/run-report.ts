/**
 * Where a run is, for people and programs.
 * @module
 */
import type { Debt, Outcome } from "../../core/outcome.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { Command } from "../../machine/command.ts"
import { presented } from "../../machine/outcome.ts"
import type { Live, Region, Residual, Rollback } from "../../machine/residual.ts"
import { values } from "../../machine/vector.ts"
import { idempotencyKey } from "../../core/idempotency-key.ts"
import { below, lastOf, outcomeKey, sortable, unnamed } from "../keys.ts"
import type { Core } from "./core.ts"
import { detailOf } from "./details.ts"
import { UnknownRun } from "./engine-error.ts"
import { heldPositions, withMissing } from "./held-positions.ts"
import type { RunInfo, RunStatus } from "./run-info.ts"
import { type RunSummary, summaryOf } from "./search.ts"

/** Something that a run does or waits for. */
export type ActivePosition = { /** The id of the node, with indices. */ readonly node: string } & (
  | {
      readonly kind: "operation"
      readonly attempt: number
      /** It undoes something. */
      readonly undoing: boolean
      /** Its intent is on record: it may have happened. */
      readonly started: boolean
      /** What its last heartbeat said. */
      readonly detail?: unknown
    }
  /** `due` in milliseconds since 1970; null: never. */
  | { readonly kind: "timer"; readonly due: number | null }
  | { readonly kind: "event"; readonly event: string; readonly key: string }
  | {
      readonly kind: "call"
      readonly workflow: string /** The id of the called run. */
      readonly run: string
    }
  | { readonly kind: "emit"; readonly event: string }
  /** A held run has begun something here; only the code that is missing knows more. */
  | { readonly kind: "begun" }
)

/** Where a run is. */
export interface RunReport extends RunSummary {
  readonly positions: ReadonlyArray<ActivePosition>
  /** The milestones and other broadcasts without a key that it has reached. */
  readonly milestones: ReadonlyArray<string>
  /** The values that it carries, by the names that \`Step.bind\` gave them. */
  readonly values: Readonly<Record<string, unknown>>
  /** The ids of what has been undone. */
  readonly undone: ReadonlyArray<string>
  /** What a stuck run owes. */
  readonly owed: ReadonlyArray<Debt>
  readonly outcome: Outcome<unknown, unknown> | undefined
}

/** Says where a run is. Errors: throws {@link UnknownRun}. */
export const reportOf = (core: Core, number: number, id: string): RunReport => {
  const info = core.info(number)
  if (info === undefined) throw new UnknownRun(id)
  const residual = core.load(number)?.residual
  const summary = summaryOf(core, number, core.info(number) ?? info)
  const milestones = core.draft
    .range(below("m", sortable(info.root)))
    .filter(({ key }) => lastOf(key) === "latest" && key.split("/")[3] === "")
    .map(({ key }) => unnamed(key.split("/")[2] as string))
  const outcome = outcomeOf(core, number, summary.status)
  const positions =
    residual !== undefined
      ? positionsOf(core, number, info, residual)
      : summary.held === undefined
        ? []
        : heldPositions(core, number)
  return {
    ...summary,
    held: summary.held === undefined ? undefined : withMissing(core, number, summary.held, positions),
    positions,
    milestones,
    values: residual === undefined ? {} : valuesOf(residual),
    undone: residual === undefined ? [] : [...values(residual.undone)],
    owed: outcome?._tag === "Stuck" ? outcome.owed : [],
    outcome
  }
}

const outcomeOf = (core: Core, number: number, status: RunStatus): Outcome<unknown, unknown> | undefined => {
  if (status === "queued" || status === "running" || status === "waiting" || status === "held")
    return undefined
  const value = core.draft.get(outcomeKey(number))
  return value === undefined ? undefined : presented(core.payloads.read(value) as Outcome<unknown, unknown>)
}

const positionsOf = (
  core: Core,
  number: number,
  info: RunInfo,
  residual: Residual
): ReadonlyArray<ActivePosition> => {
  const program = core.registry.programOf(info)
  if (typeof program === "string") return []
  return commandsOf(program, residual).map((command) => positionOfCommand(core, number, info, command))
}

const positionOfCommand = (core: Core, number: number, info: RunInfo, command: Command): ActivePosition => {
  const node = command.id
  switch (command.kind) {
    case "operation": {
      const detail = detailOf(core, number, command)
      const { attempt, undoing, started } = command
      return {
        kind: "operation",
        node,
        attempt,
        undoing,
        started,
        ...(detail === undefined ? {} : { detail })
      }
    }
    case "timer":
      return { kind: "timer", node, due: command.due }
    case "receive":
      return { kind: "event", node, event: command.event.name, key: command.key }
    case "emit":
      return { kind: "emit", node, event: command.event.name }
    case "call":
      return {
        kind: "call",
        node,
        workflow: command.request.workflow,
        run: idempotencyKey(info.id, command.id, command.renewals)
      }
  }
}

/** What is carried around the active positions; inner names hide outer ones. */
const valuesOf = ({ root, paying }: Residual): Record<string, unknown> => {
  const found: Record<string, unknown> = {}
  const region = ({ child }: Region): void => {
    if (child !== null) live(child)
  }
  const rollback = (one: Rollback | null): void => {
    if (one?.paying?.kind === "debt") region(one.paying.region)
  }
  const live = (one: Live): void => {
    switch (one.kind) {
      case "carry":
        if (isRecord(one.value))
          for (const [name, value] of Object.entries(one.value))
            if (name !== "input") define(found, name, value)
        return live(one.child)
      case "attempt":
      case "retry":
      case "bracket":
        return region(one.region)
      case "scope":
        rollback(one.paying)
        return region(one.region)
      case "iterate":
        return live(one.child)
      case "parallel":
      case "forEach":
        for (const branch of values(one.branches)) if (branch.kind === "running") live(branch.child)
        return
      case "contest":
        for (const contestant of values(one.all)) region(contestant.region)
        return
      case "operation":
      case "timer":
      case "receive":
      case "emit":
      case "call":
      case "never":
    }
  }
  region(root)
  rollback(paying)
  return found
}

/** Also for names like `__proto__`. */
const define = (record: Record<string, unknown>, name: string, value: unknown): void => {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype
