/**
 * The runs of the crash test.
 *
 * @module
 */
import { left, right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { Saga, Schedule, Step, Workflow } from "lawful"
import {
  adding,
  beside,
  Call,
  Letter,
  mail,
  Never,
  post,
  send,
  Trail,
  Trouble,
  unmake,
  work
} from "./domain.ts"
import { atOnce, inOrder } from "./plan.ts"
import { completes, failsIfRefused, type Scenario } from "./scenario.ts"

const border = { version: 1, input: Trail, output: Trail, error: Trouble } as const

/** Joins the trails of branches. */
const joined = Step.map((trails: Readonly<Record<string, Trail>>): Trail => {
  const all = Object.values(trails)
  return {
    job: (all[0] as Trail).job,
    tickets: Object.assign({}, ...all.map(({ tickets }) => tickets)) as Trail["tickets"]
  }
})

const sequence: Scenario = {
  name: "sequence",
  workflow: Workflow.make("sequence", {
    ...border,
    body: pipe(
      work("a"),
      Step.andThen(work("b")),
      Step.andThen(work("c")),
      Step.andThen(work("d")),
      Step.andThen(work("e"))
    )
  }),
  draw: (random) => ({ refused: random.oneOf("", "", "", "c", "e") }),
  plan: () => inOrder("a", "b", "c", "d", "e"),
  ends: failsIfRefused
}

const branches: Scenario = {
  name: "branches",
  workflow: Workflow.make("branches", {
    ...border,
    body: pipe(
      work("a"),
      Step.andThen(
        Step.all({
          left: pipe(work("b"), Step.andThen(work("c"))),
          middle: work("d"),
          right: pipe(work("e"), Step.andThen(work("f")))
        })
      ),
      joined,
      Step.andThen(work("g"))
    )
  }),
  draw: (random) => ({ refused: random.oneOf("", "", "c", "f", "g") }),
  plan: () => inOrder("a", atOnce(inOrder("b", "c"), "d", inOrder("e", "f")), "g"),
  ends: failsIfRefused
}

const stubborn: Scenario = {
  name: "stubborn",
  workflow: Workflow.make("stubborn", {
    ...border,
    body: pipe(
      work("a"),
      Step.andThen(
        pipe(work("b"), Step.retry(Schedule.exponential(4).pipe(Schedule.times(3), Schedule.onlyFor("Busy"))))
      ),
      Step.andThen(work("c"))
    )
  }),
  draw: (random) => ({ busy: { label: "b", attempts: random.between(1, 5) } }),
  plan: () => inOrder("a", "b", "c"),
  ends: ({ busy }) => (busy.attempts > 3 ? { tag: "Failed", at: "b" } : { tag: "Completed" })
}

const turnsOf = (size: number): ReadonlyArray<string> =>
  Array.from({ length: size }, (_, turn) => `turn-${turn + 1}`)

const turns: Scenario = {
  name: "turns",
  workflow: Workflow.make("turns", {
    ...border,
    body: Step.iterate(
      pipe(
        work("turn", ({ tickets }) => `turn-${Object.keys(tickets).length + 1}`),
        Step.map((trail: Trail) =>
          Object.keys(trail.tickets).length < trail.job.size ? left(trail) : right(trail)
        )
      )
    )
  }),
  draw: (random) => ({ size: random.between(1, 12) }),
  plan: ({ size }) => inOrder(...turnsOf(size)),
  ends: completes
}

const trip: Scenario = {
  name: "trip",
  workflow: Workflow.make("trip", {
    ...border,
    body: pipe(
      Step.all({ flight: work("flight"), hotel: work("hotel") }),
      joined,
      Step.andThen(work("car")),
      Step.andThen(work("insurance"))
    )
  }),
  draw: (random) => ({ refused: random.oneOf("insurance", "insurance", "car") }),
  plan: () => inOrder(atOnce("flight", "hotel"), "car", "insurance"),
  ends: failsIfRefused
}

const dispatch: Scenario = {
  name: "dispatch",
  workflow: Workflow.make("dispatch", {
    ...border,
    body: pipe(work("reserve"), Step.andThen(send("parcel")), Step.andThen(send("notice")))
  }),
  draw: (random) => ({ busy: { label: random.oneOf("parcel", "notice"), attempts: random.between(0, 4) } }),
  plan: () => inOrder("reserve", "parcel", "notice"),
  ends: () => ({ tag: "Cancelled" }),
  pivots: ["parcel", "notice"],
  cancelledAfter: "reserve"
}

const nap: Scenario = {
  name: "nap",
  workflow: Workflow.make("nap", {
    ...border,
    body: pipe(
      work("a"),
      Step.pause(({ job }: Trail) => job.size),
      Step.andThen(work("b")),
      Step.andThen(
        beside(
          pipe(Step.waitFor(Never), Step.timeout(15), Step.catchTag("TimedOut", Step.succeed("nobody wrote")))
        )
      ),
      Step.andThen(work("c"))
    )
  }),
  draw: (random) => ({ size: random.between(10, 400) }),
  plan: () => inOrder("a", "b", "c"),
  ends: completes,
  pause: ({ size }) => ["a", "b", size]
}

const letters: Scenario = {
  name: "letters",
  workflow: Workflow.make("letters", {
    ...border,
    body: pipe(
      work("a"),
      Step.andThen(pipe(Step.waitFor(Letter), adding("letter-1"))),
      Step.andThen(work("b")),
      Step.andThen(
        pipe(
          Step.waitFor(Call, ({ job }: Trail) => job.run),
          adding("call-1")
        )
      ),
      Step.andThen(pipe(Step.waitFor(Letter), adding("letter-2"))),
      Step.andThen(
        pipe(
          Step.waitFor(Call, ({ job }: Trail) => job.run),
          adding("call-2")
        )
      ),
      Step.andThen(work("c"))
    )
  }),
  draw: (random) => ({ refused: random.oneOf("", "", "c") }),
  plan: () => inOrder("a", "b", "c"),
  ends: failsIfRefused,
  letters: () => [
    { label: "letter-1", way: "letter" },
    { label: "letter-2", way: "letter" },
    { label: "call-1", way: "call" },
    { label: "call-2", way: "call" }
  ]
}

const kid = Workflow.make("kid", { ...border, body: pipe(work("kid-1"), Step.andThen(work("kid-2"))) })

const family: Scenario = {
  name: "family",
  workflow: Workflow.make("family", {
    ...border,
    body: pipe(
      work("a"),
      Step.andThen(
        Saga.undoable(Step.call(kid), pipe(unmake("kid-2"), Step.andThen(unmake("kid-1"))), {
          retry: Schedule.exponential(2).pipe(Schedule.times(8))
        })
      ),
      Step.andThen(work("b"))
    )
  }),
  calls: [kid],
  draw: (random) => ({ refused: random.oneOf("", "b", "kid-2") }),
  plan: () => inOrder("a", "kid-1", "kid-2", "b"),
  ends: failsIfRefused
}

const mails: Scenario = {
  name: "mails",
  workflow: Workflow.make("mails", {
    ...border,
    body: pipe(work("a"), Step.andThen(mail("mail")), Step.andThen(work("b")))
  }),
  draw: (random) => ({ refused: random.oneOf("", "", "b") }),
  plan: () => inOrder("a", "mail", "b"),
  ends: failsIfRefused,
  mails: ["mail"]
}

const books: Scenario = {
  name: "books",
  workflow: Workflow.make("books", {
    ...border,
    body: pipe(
      post("post-1"),
      Step.andThen(work("a")),
      Step.andThen(post("post-2")),
      Step.andThen(post("post-3")),
      Step.andThen(work("b"))
    )
  }),
  draw: (random) => ({ refused: random.oneOf("", "", "b") }),
  plan: () => inOrder("a", "b"),
  ends: failsIfRefused,
  posts: () => ["post-1", "post-2", "post-3"]
}

const cancelled: Scenario = {
  name: "cancelled",
  workflow: Workflow.make("cancelled", {
    ...border,
    body: pipe(work("a"), Step.andThen(work("b")), Step.andThen(pipe(Step.waitFor(Never), adding("never"))))
  }),
  draw: () => ({}),
  plan: () => inOrder("a", "b"),
  ends: () => ({ tag: "Cancelled" }),
  cancelledAfter: "b"
}

const detached: Scenario = {
  name: "detached",
  workflow: Workflow.make("detached", {
    ...border,
    body: pipe(
      work("a"),
      Step.andThen(beside(Saga.undoable(Step.detach(kid), Step.succeed("is not undone")))),
      Step.andThen(work("b"))
    )
  }),
  calls: [kid],
  draw: () => ({}),
  plan: () => inOrder("a", atOnce("b", inOrder("kid-1", "kid-2"))),
  ends: completes,
  later: ["kid-1", "kid-2"]
}

export const scenarios: ReadonlyArray<Scenario> = [
  sequence,
  branches,
  stubborn,
  turns,
  trip,
  dispatch,
  nap,
  letters,
  family,
  mails,
  books,
  cancelled,
  detached
]
