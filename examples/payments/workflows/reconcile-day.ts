/**
 * The end of the day: the statements of the channels beside the ledger.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { Step, Workflow } from "lawful"
import { Day } from "../domain/identity.ts"
import { reconcile, Reconciliation, steady } from "../domain/reconciliation.ts"
import { Channels } from "../signatures/channels.ts"
import { Transactions } from "../signatures/transactions.ts"
import { insistently } from "./own.ts"
import { everyday, type Patience } from "./patience.ts"

const expected = (patience: Patience, when: string) =>
  pipe(Transactions.receivables, insistently(patience), Step.label(when))

/** Reconciles the payments of a day, with this much patience, and keeps what came of it. */
export const reconcileDayWith = (patience: Patience) =>
  Workflow.make("reconcile-day", {
    version: 1,
    input: Day,
    output: Reconciliation,
    body: pipe(
      Step.begin<Day>(),
      Step.bind("before", ({ input }) => input, expected(patience, "before")),
      Step.bind("channels", () => undefined, pipe(Channels.list, insistently(patience))),
      Step.bind(
        "statements",
        ({ input, channels }) => channels.map((channel) => ({ channel, day: input })),
        pipe(
          Channels.statement,
          insistently(patience),
          Step.forEach({ concurrency: 4, key: ({ channel }) => channel })
        )
      ),
      Step.bind("after", ({ input }) => input, expected(patience, "after")),
      Step.map(({ input, before, statements, after }) =>
        reconcile(input, statements.flat(), steady(before, after))
      ),
      Step.tap((reconciliation) => reconciliation, pipe(Transactions.file, insistently(patience)))
    )
  })

/** Reconciles the days of people. */
export const reconcileDay = reconcileDayWith(everyday)
