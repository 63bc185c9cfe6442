import { right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as fc from "fast-check"
import * as t from "io-ts"
import {
  type AnyStep,
  Codec,
  Event,
  InvalidWorkflow,
  Saga,
  Schedule,
  Signature,
  Step,
  Workflow
} from "lawful"
import { describe, expect, it } from "vitest"

const any = Codec.unchecked<unknown>()

const Desk = Signature.make("Desk", {
  look: { input: any, output: any, effect: "readonly" },
  ask: { input: any, output: any, error: any, effect: "readonly" },
  book: { input: any, output: any, error: any, effect: "undoable" },
  free: { input: any, output: any, effect: "undo" },
  post: { input: any, output: any, effect: "irreversible", delivery: "idempotent" },
  shred: { input: any, output: any, effect: "irreversible", delivery: "atMostOnce" },
  forget: { input: any, output: any, effect: "undo", delivery: "atMostOnce" }
})

/** Hides the types, as a cast or plain JavaScript does. */
const hidden = (step: unknown): Step<unknown, unknown> => step as Step<unknown, unknown>

const [look, ask, book, free, post] = [Desk.look, Desk.ask, Desk.book, Desk.free, Desk.post].map(hidden) as [
  Step<unknown, unknown>,
  Step<unknown, unknown>,
  Step<unknown, unknown>,
  Step<unknown, unknown>,
  Step<unknown, unknown>
]

const chain = (...steps: ReadonlyArray<Step<unknown, unknown>>): Step<unknown, unknown> =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

const problemsOf = (step: AnyStep): ReadonlyArray<string> =>
  Workflow.check(step).map(({ code, place }) => `${code} at ${place}`)

const Paid = Event.make("Paid", { payload: any })

describe("the check finds", () => {
  const mistakes: Readonly<Record<string, readonly [step: AnyStep, problem: string]>> = {
    "an operation that stands twice": [chain(look, look), "step/duplicate-id at Desk.look"],
    "a wait that stands twice": [
      chain(hidden(Step.waitFor(Paid)), hidden(Step.waitFor(Paid))),
      "step/duplicate-id at wait:Paid"
    ],
    "an operation that stands twice below a label": [
      pipe(chain(look, look), Step.label("here")),
      "step/duplicate-id at here/Desk.look"
    ],
    "a label that is used twice": [
      chain(pipe(look, Step.label("a")), pipe(ask, Step.label("a"))),
      "step/duplicate-label at a"
    ],
    "two signatures of one name": [
      chain(
        look,
        pipe(
          hidden(Signature.make("Desk", { look: { input: t.string, output: any, effect: "readonly" } }).look),
          Step.label("other")
        )
      ),
      "step/definition-clash at other/Desk.look"
    ],
    "two events of one name": [
      chain(hidden(Step.waitFor(Paid)), hidden(Step.emit(Event.make("Paid", { payload: any })))),
      "step/definition-clash at emit:Paid"
    ],
    "two versions of one workflow": [
      Step.all(
        [1, 2].map((version) =>
          pipe(
            hidden(
              Step.call(Workflow.reference("w", { version, input: any, output: any, effect: "readonly" }))
            ),
            Step.label(`${version}`)
          )
        ) as never
      ),
      "step/definition-clash at 2/call:w"
    ],
    "a write without an undo": [book, "saga/undo-missing at Desk.book"],
    "a call that writes without an undo": [
      Step.call(Workflow.reference("w", { version: 1, input: any, output: any })),
      "saga/undo-missing at call:w"
    ],
    "a failure after a pivot": [chain(post, ask), "saga/fallible-after-pivot at Desk.ask"],
    "a failure after a sealed scope": [
      chain(hidden(Saga.seal(Saga.undoable(book, free))), ask),
      "saga/fallible-after-pivot at Desk.ask"
    ],
    "a failure beside a pivot": [Step.all([ask, post]), "saga/fallible-after-pivot at Desk.ask"],
    "a failure in a loop with a pivot": [
      Step.iterate(
        pipe(
          chain(ask, post),
          Step.map((n) => right(n))
        )
      ),
      "saga/fallible-after-pivot at Desk.ask"
    ],
    "a failure in a list with a pivot": [
      pipe(chain(ask, post), Step.forEach()),
      "saga/fallible-after-pivot at Desk.ask"
    ],
    "a failure after a pivot in the use of a resource": [
      Step.bracket(post, ask, free),
      "saga/fallible-after-pivot at Desk.ask"
    ],
    "a pivot in a race": [Step.race({ post, look }), "saga/pivot-can-be-cancelled at Desk.post"],
    "a pivot in a quorum": [Step.quorum(1, { post, look }), "saga/pivot-can-be-cancelled at Desk.post"],
    "a pivot under a time limit": [pipe(post, Step.timeout(5)), "saga/pivot-can-be-cancelled at Desk.post"],
    "a pivot in a list that may be stopped early": [
      pipe(post, Step.forEach<unknown, unknown, object>({ until: () => true })),
      "saga/pivot-can-be-cancelled at Desk.post"
    ],
    "a pivot that may be delivered only once": [Desk.shred, "saga/at-most-once-pivot at Desk.shred"],
    "an undo that may be delivered only once": [
      Saga.undoable(book, hidden(Desk.forget)),
      "saga/at-most-once-undo at Desk.book/undo/Desk.forget"
    ],
    "a wait that is longer than the limit around it": [
      pipe(Step.sleep(100), Step.label("nap"), Step.andThen(look), Step.timeout(100), Step.label("here")),
      "time/limit-too-short at here"
    ],
    "a retry whose second attempt comes after the limit around it": [
      pipe(ask, Step.retry(Schedule.exponential(500)), Step.timeout(400)),
      "time/retry-never-happens at (root)"
    ]
  }

  for (const [name, [step, problem]] of Object.entries(mistakes))
    it(name, () => {
      expect(problemsOf(step)).toEqual([problem])
    })

  it("all of them at once, each with its place and what to do", () => {
    const body = chain(look, look, post, ask, pipe(book, Step.label("desk")), Desk.shred as never)

    expect(problemsOf(body)).toEqual(
      [
        "step/duplicate-id at Desk.look",
        "saga/fallible-after-pivot at Desk.ask",
        "saga/fallible-after-pivot at desk/Desk.book",
        "saga/at-most-once-pivot at Desk.shred",
        "saga/undo-missing at desk/Desk.book"
      ].sort((one, other) => order(problemsOf(body), one) - order(problemsOf(body), other))
    )
    expect(() =>
      Workflow.make("a/b", { version: 0.5, input: any, output: any, error: any, body: body })
    ).toThrow(InvalidWorkflow)
  })

  it("names and versions that journals cannot use, together with the mistakes of the body", () => {
    const make = () => Workflow.make("a/b", { version: 0, input: any, output: any, body: chain(look, look) })

    expect(make).toThrow(
      [
        'Workflow "a/b" has 3 structural mistakes:',
        '  at a/b: expected a name that is not empty and has no "/" (was "a/b"). (workflow/name)',
        "  at a/b: expected a version that is a whole number from 1 (was 0). (workflow/version)",
        '  at Desk.look: "Desk.look" stands here twice, so a journal could not tell the two apart. Give one of them a name with Step.label. (step/duplicate-id)',
        "(workflow/invalid)"
      ].join("\n")
    )
  })
})

const order = (all: ReadonlyArray<string>, one: string): number => all.indexOf(one)

describe("a pivot in an attempted step", () => {
  it("comes before what follows its success, and before what follows the handler", () => {
    const attempted = Step.attempt(chain(look, post))
    const after = pipe(attempted, Step.matchEither({ left: look, right: ask }))
    const later = pipe(chain(look, post), Step.catchAll(pipe(look, Step.label("handler"))), Step.andThen(ask))

    expect(problemsOf(after)).toContain("saga/fallible-after-pivot at Desk.ask")
    expect(problemsOf(later)).toEqual(["saga/fallible-after-pivot at Desk.ask"])
  })
})

describe("the check accepts", () => {
  const fine: Readonly<Record<string, AnyStep>> = {
    "a label with a slash beside nested labels": chain(
      pipe(look, Step.label("a/b")),
      pipe(look, Step.label("b"), Step.label("a"))
    ),
    "an operation here and as it is used readonly there": chain(
      look,
      pipe(hidden(Saga.readonly(Desk.look)), Step.label("again"))
    ),
    "a failure that is caught after a pivot": chain(post, hidden(pipe(ask, Step.catchAll(look)))),
    "an endless retry after a pivot, of all errors or of those that there are": chain(
      post,
      hidden(pipe(ask, Step.retry(Schedule.constant(5)))),
      pipe(
        hidden(pipe(ask, Step.retry(Schedule.constant(5).pipe(Schedule.onlyFor("Down")) as never))),
        Step.label("tags")
      )
    ),
    "an endless retry that has time for a second attempt, however long a success takes": pipe(
      chain(ask, hidden(pipe(Step.sleep(300), Step.label("nap")))),
      Step.retry(Schedule.constant(5)),
      Step.timeout(400)
    ),
    "a handler that can fail, of a step with a pivot: a failed step has passed none": pipe(
      chain(ask, post),
      Step.catchAll(pipe(ask, Step.label("handler")))
    ),
    "a write in one arm and a failure in the other": Step.if(() => true, post, ask),
    "a race of waits": Step.race({
      soon: Step.sleep(1),
      late: pipe(Step.sleep(2), Step.label("late")),
      event: Step.waitFor(Paid)
    }),
    "one undo for two writes under two labels": Step.all([
      pipe(hidden(Saga.undoable(book, free)), Step.label("a")),
      pipe(hidden(Saga.undoable(book, free)), Step.label("b"))
    ])
  }

  for (const [name, step] of Object.entries(fine))
    it(name, () => {
      expect(problemsOf(step)).toEqual([])
    })

  it("every workflow that the types accept", () => {
    fc.assert(
      fc.property(fc.gen(), (g) => {
        expect(problemsOf(wellTyped(g).step)).toEqual([])
      }),
      { numRuns: 500 }
    )
  })

  it("a chain of a million steps, and ten thousand branches of operations, quickly enough to wait for", () => {
    const branches = Array.from({ length: 10_000 }, (_, index) => pipe(book, Step.label(`${index}`)))
    let long: Step<unknown, unknown> = look
    for (let index = 0; index < 300_000; index++)
      long = pipe(long, Step.andThen(pipe(book, Step.label(`${index}`))))

    expect(Workflow.check(Step.all(branches as never))).toHaveLength(10_000)
    expect(Workflow.check(long)).toHaveLength(300_000)
  })

  it("two hundred thousand branches and arms", () => {
    const branches = Array.from(
      { length: 200_000 },
      (_, index) => [`k${index}`, Step.identity<unknown>()] as const
    )

    expect(Workflow.check(Step.all(Object.fromEntries(branches) as never))).toEqual([])
  })
})

/** A step with what its type says: whether it can fail, and whether it is irreversible. */
interface Typed {
  readonly step: Step<unknown, unknown>
  readonly fails: boolean
  readonly pivots: boolean
}

const kinds = [
  "sequence",
  "all",
  "choice",
  "race",
  "forEach",
  "iterate",
  "attempt",
  "catch",
  "retry",
  "scope",
  "bracket",
  "timeout",
  "tap"
] as const

const anyKind = () => fc.constantFrom(...kinds)

/** Draws a step by the typing rules (semantics 2.5). */
const wellTyped = (g: fc.GeneratorValue): Typed => {
  let labels = 0
  const named = (step: Step<unknown, unknown>): Step<unknown, unknown> =>
    pipe(step, Step.label(`n${labels++}`))
  const leaf = (mayFail: boolean, mayPivot: boolean): Typed => {
    const leaves: Array<Typed> = [
      { step: Step.identity<unknown>(), fails: false, pivots: false },
      { step: named(look), fails: false, pivots: false },
      { step: named(hidden(Step.sleep(0))), fails: false, pivots: false }
    ]
    if (mayFail) leaves.push({ step: named(ask), fails: true, pivots: false })
    if (mayFail) leaves.push({ step: named(hidden(Saga.undoable(book, free))), fails: true, pivots: false })
    if (mayPivot) leaves.push({ step: named(hidden(Saga.pivot(post))), fails: false, pivots: true })
    return leaves[g(fc.nat, leaves.length - 1)] as Typed
  }
  const draw = (depth: number, mayFail: boolean, mayPivot: boolean): Typed => {
    if (depth === 0) return leaf(mayFail, mayPivot)
    const inner = (fail = mayFail, pivot = mayPivot): Typed => draw(depth - 1, fail, pivot)
    const either = (): Typed => (g(fc.boolean) ? inner(mayFail, false) : inner(false, mayPivot))
    const with_ = (typed: Typed, step: AnyStep, fails = typed.fails): Typed => ({
      ...typed,
      fails,
      step: hidden(step)
    })
    const kind = g(anyKind)
    switch (kind) {
      case "sequence": {
        const one = inner()
        const two = inner(mayFail && !one.pivots)
        return {
          step: chain(one.step, two.step),
          fails: one.fails || two.fails,
          pivots: one.pivots || two.pivots
        }
      }
      case "all": {
        const pivots = g(fc.boolean)
        const [one, two] = [
          inner(mayFail && !pivots, mayPivot && pivots),
          inner(mayFail && !pivots, mayPivot && pivots)
        ]
        const step = hidden(Step.all([one.step, two.step]))
        return { step, fails: one.fails || two.fails, pivots: one.pivots || two.pivots }
      }
      case "choice": {
        const [one, two] = [inner(), inner()]
        const step = Step.if(() => true, one.step, two.step)
        return { step, fails: one.fails || two.fails, pivots: one.pivots || two.pivots }
      }
      case "race": {
        const [one, two] = [inner(mayFail, false), inner(mayFail, false)]
        return {
          step: hidden(Step.race({ one: one.step, two: two.step })),
          fails: one.fails || two.fails,
          pivots: false
        }
      }
      case "forEach": {
        const body = either()
        return with_(body, pipe(body.step, Step.forEach()))
      }
      case "iterate": {
        const body = either()
        return with_(
          body,
          Step.iterate(
            pipe(
              body.step,
              Step.map((n) => right(n))
            )
          )
        )
      }
      case "attempt": {
        const body = inner(true)
        return with_(body, Step.attempt(body.step), false)
      }
      case "catch": {
        const [body, handler] = [inner(true), inner()]
        const step = pipe(body.step, Step.catchAll(handler.step))
        return { step: hidden(step), fails: handler.fails, pivots: body.pivots || handler.pivots }
      }
      case "retry": {
        const body = inner(true)
        return with_(body, pipe(body.step, Step.retry(Schedule.constant(1))), false)
      }
      case "scope": {
        const body = inner()
        return with_(body, Saga.scope(body.step))
      }
      case "bracket": {
        const one = inner()
        const two = inner(mayFail && !one.pivots)
        const step = Step.bracket(one.step, two.step, named(look))
        return { step, fails: one.fails || two.fails, pivots: one.pivots || two.pivots }
      }
      case "timeout": {
        if (!mayFail) return inner()
        const body = inner(true, false)
        return { step: named(hidden(pipe(body.step, Step.timeout(1e6)))), fails: true, pivots: false }
      }
      case "tap": {
        const body = inner()
        return with_(
          body,
          pipe(
            Step.identity<unknown>(),
            Step.tap((n) => n, body.step)
          )
        )
      }
    }
  }
  return draw(5, true, true)
}
