/**
 * Gets the payer's money: through the best channel, or the next one.
 *
 * A channel that does not answer may have charged all the same. So it is asked; when it does not know, or cannot be asked, the
 * charge is voided, and only then the next channel is tried: nobody is charged by two channels, not even for a moment. A void
 * also stops a charge that is still on its way, so a late callback tells of money that has been given back, and nobody waits
 * for it any more.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { Saga, Schedule, Step } from "lawful"
import type { ChannelId } from "../domain/identity.ts"
import { type Charge, chargeOf, type Payment } from "../domain/payment.ts"
import type { Report } from "../domain/report.ts"
import { ChargeReported } from "../events.ts"
import { Channels } from "../signatures/channels.ts"
import type { Patience } from "./patience.ts"

/** A payment, and the channels that take it, the best one first. */
export interface Collectable {
  readonly payment: Payment
  readonly channels: ReadonlyArray<ChannelId>
}

/** Gives the charge that was captured. Fails when the payer's bank says no, or when no channel is left. */
export const collect = (patience: Patience) =>
  pipe(
    Step.pure(({ payment, channels }: Collectable) => search(payment, channels, [])),
    Step.andThen(
      Step.machine<Search>()(
        { Trying: ["Trying", "Collected", "Exhausted"], Collected: [], Exhausted: [] },
        { Trying: tryChannel(patience) }
      )
    ),
    Step.match({
      Collected: Step.pure(({ charge }: Collected) => charge),
      Exhausted: Step.failWith(({ tried }: Exhausted) => ({ _tag: "NoChannel", tried }) as const)
    })
  )

/** A channel is being tried; the others are next. */
interface Trying extends Collectable {
  readonly _tag: "Trying"
  readonly channel: ChannelId
  readonly tried: ReadonlyArray<ChannelId>
}

interface Collected {
  readonly _tag: "Collected"
  readonly charge: Charge
}

interface Exhausted {
  readonly _tag: "Exhausted"
  readonly tried: ReadonlyArray<ChannelId>
}

type Search = Trying | Collected | Exhausted

const search = (
  payment: Payment,
  [channel, ...channels]: ReadonlyArray<ChannelId>,
  tried: ReadonlyArray<ChannelId>
): Trying | Exhausted =>
  channel === undefined
    ? { _tag: "Exhausted", tried }
    : { _tag: "Trying", payment, channel, channels, tried: [...tried, channel] }

/** What a channel has begun is captured or, undone, nothing. */
const tryChannel = (patience: Patience) =>
  pipe(
    capture(patience),
    Step.mapInput(({ payment, channel }: Trying) => chargeOf(payment, channel)),
    Step.map((charge): Collected => ({ _tag: "Collected", charge })),
    Saga.scope,
    Step.catchTag(
      "Silent",
      Step.pure(({ input: { payment, channels, tried } }: { readonly input: Trying }) =>
        search(payment, channels, tried)
      )
    )
  )

const capture = (patience: Patience) =>
  pipe(
    Step.begin<Charge>(),
    Step.bind("report", ({ input }) => input, submit(patience)),
    Step.map(({ input, report }) => heard(patience, input, report, 0)),
    Step.andThen(follow(patience))
  )

/** Once a charge has been asked for, nobody knows what becomes of it: so the void is owed from the start. */
const submit = (patience: Patience) =>
  Saga.undoableFromStart(
    pipe(
      Channels.charge,
      Step.retry(patience.again.pipe(Schedule.onlyFor("Unavailable"))),
      Step.catchTag(
        "Unavailable",
        pipe(
          ask(patience, "no answer"),
          Step.mapInput(({ input }: { readonly input: Charge }) => input)
        )
      ),
      Step.label("charge")
    ),
    Channels.void,
    { retry: patience.undo }
  )

/** What is known of a charge. */
type Standing = Report & { readonly charge: Charge; readonly questions: number }

/** Waits for the last word of a channel. */
const follow = (patience: Patience) =>
  pipe(
    Step.machine<Standing>()(
      {
        Pending: ["Pending", "Captured", "Declined", "Unknown"],
        Captured: [],
        Declined: [],
        Unknown: []
      },
      {
        Pending: pipe(
          Step.begin<Standing>(),
          Step.bind("report", ({ input }) => input.charge, listen(patience)),
          Step.map(({ input: { charge, questions }, report }) =>
            heard(patience, charge, report, questions + 1)
          )
        )
      }
    ),
    Step.match({
      Captured: Step.pure(({ charge }: Standing) => charge),
      Declined: Step.failWith(
        ({ reason }: Extract<Standing, { readonly _tag: "Declined" }>) =>
          ({ _tag: "Declined", reason }) as const
      ),
      Unknown: Step.fail({ _tag: "Silent" })
    })
  )

/** A channel that does not know for too long is as good as one that has never heard of the charge. */
const heard = (
  { questions: most }: Patience,
  charge: Charge,
  report: Report,
  questions: number
): Standing => ({
  ...(report._tag === "Pending" && questions >= most ? { _tag: "Unknown" } : report),
  charge,
  questions
})

/** Waits for the callback; when it does not come, asks. */
const listen = (patience: Patience) =>
  pipe(
    Step.waitFor(ChargeReported, ({ reference }: Charge) => reference),
    Step.map(({ verdict }): Report => verdict),
    Step.timeout(patience.callback),
    Step.catchTag(
      "TimedOut",
      pipe(
        ask(patience, "no callback"),
        Step.mapInput(({ input }: { readonly input: Charge }) => input)
      )
    )
  )

const ask = ({ again }: Patience, because: string) =>
  pipe(
    Channels.inquire,
    Step.retry(again.pipe(Schedule.onlyFor("Unavailable"))),
    Step.catchTag("Unavailable", Step.succeed<Report>({ _tag: "Unknown" })),
    Step.label(because)
  )
