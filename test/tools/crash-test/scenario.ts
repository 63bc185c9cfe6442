/**
 * One kind of run: its workflow, what it is asked to do, and what has to come of it in a world without crashes.
 *
 * @module
 */
import type { Workflow } from "lawful"
import type { Job, Trail, Trouble } from "./domain.ts"
import type { Plan } from "./plan.ts"
import type { Random } from "./random.ts"

/** How a run has to end. */
export type End =
  | { readonly tag: "Completed" }
  /** By the failure of the work with this label. */
  | { readonly tag: "Failed"; readonly at: string }
  /** By the cancellation that the test sends, unless that comes too late. */
  | { readonly tag: "Cancelled" }

export interface Scenario {
  readonly name: string
  readonly workflow: Workflow<string, Trail, Trail, Trouble, Needs>
  /** Other workflows that this one calls. */
  readonly calls?: ReadonlyArray<Workflow<string, Trail, Trail, Trouble, Needs>>
  /** What is different from run to run; the rest of a job is drawn for all alike. */
  readonly draw: (random: Random) => Partial<Pick<Job, "size" | "refused" | "busy">>
  readonly plan: (job: Job) => Plan
  readonly ends: (job: Job) => End
  /** Labels of work that cannot be undone: a run in which it was done completes. */
  readonly pivots?: ReadonlyArray<string>
  /** Labels of work that is never tried twice. */
  readonly mails?: ReadonlyArray<string>
  /** Labels of rows in the journal's own database. */
  readonly posts?: (job: Job) => ReadonlyArray<string>
  /** Labels of what is done by a run of its own, that nobody waits for. */
  readonly later?: ReadonlyArray<string>
  /** What is sent to the run, in this order, each one under its own id. */
  readonly letters?: (job: Job) => ReadonlyArray<Sent>
  /** The label after which the run is cancelled. */
  readonly cancelledAfter?: string
  /** Labels of two pieces of work, and how many milliseconds have to lie between them at least. */
  readonly pause?: (job: Job) => readonly [first: string, second: string, milliseconds: number]
}

/** What the workflows need: one type, so that all of them fit in one list. */
export type Needs = "Outside" | "Ledger" | "event:Letter" | "event:Call" | "event:Never" | "workflow:kid"

/** An event for a run: its ticket is what it carries. */
export interface Sent {
  /** The label under which the workflow keeps what it carries. */
  readonly label: string
  /** To the run itself, or to whoever waits with the run's id as key. */
  readonly way: "letter" | "call"
}

export const completes = (): End => ({ tag: "Completed" })

/** Fails where work is refused, and completes when none is. */
export const failsIfRefused = ({ refused }: Job): End =>
  refused === "" ? { tag: "Completed" } : { tag: "Failed", at: refused }
