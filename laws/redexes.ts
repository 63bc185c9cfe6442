/**
 * Random steps that have the form of the left side of some rewrite: what an optimiser is tempted by.
 *
 * They need not fulfil its side condition; whether they do is for the rule to say, and for the law to judge.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import * as Saga from "../src/combinators/saga.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { functions, mix, oddEven } from "./functions.ts"
import { bare, forward, type Oops, undoOf, type Work, writeNames } from "./lab.ts"
import { left, right } from "./pairs.ts"
import { type WorkOptions, work } from "./work.ts"

type Shape = (parts: Parts) => Work

/** What shapes are made of. */
interface Parts {
  readonly f: Work
  readonly g: Work
  /** Begins arms, and cannot fail sometimes. */
  readonly o: Work
  readonly p: (value: unknown) => number
  readonly n: number
}

const id: Work = Step.identity<number>()
const sequence = (f: Work, g: Work): Work => f.pipe(Step.andThen(g))
const after = (p: (value: unknown) => number, f: Work): Work => Step.pure(p).pipe(Step.andThen(f))
const failing: Work = Step.failWith((n: number): Oops => ({ _tag: "Low", of: `${n}` }))
const shown = <B, E, X>(step: StepOf<number, B, E, "Lab", X>): Work =>
  Step.map(mix(3))(step as unknown as Work)
/** Cannot fail, as far as anybody can see. */
export const caught = (f: Work, n: number): Work => f.pipe(Step.catchAll(Step.pure(mix(n))))
const either = (n: number): Either<number, number> => (n % 2 === 0 ? left(n) : right(n))
const each = (n: number): StepOf<number, ReadonlyArray<number>> =>
  Step.pure((value: number) => Array.from({ length: n % 3 }, (_, index) => value + index))

const shapes: Readonly<Record<string, Shape>> = {
  identities: ({ f, g }) => id.pipe(Step.andThen(f), Step.andThen(id), Step.andThen(g), Step.andThen(id)),
  nested: ({ f, g, o }) => f.pipe(Step.andThen(g.pipe(Step.andThen(o)))),
  functions: ({ f, p, n }) => after(p, Step.pure(mix(n))).pipe(Step.andThen(f)),
  failed: ({ f, g, n }) =>
    sequence(
      n % 2 === 0 ? failing : Step.if(oddEven(n >> 1), failing, after(mix(1), failing)),
      sequence(f, g)
    ),
  failedBeside: ({ f, g }) => sequence(shown(Step.all([f, failing])), g),
  constant: ({ f, g, n }) => Step.succeed(either(n)).pipe(Step.matchEither({ left: f, right: g })),
  decided: ({ f, g, p, n }) =>
    sequence(f, Step.succeed(n).pipe(Step.andThen(Step.pure(p)), Step.andThen(Step.if(oddEven(n), g, f)))),
  undecided: ({ f, g, p, n }) => after(p, Step.if(oddEven(n), g, f)),
  carried: ({ f, p }) =>
    sequence(shown(Step.begin<number>().pipe(Step.bind("more", ({ input }) => input + 1, Step.pure(p)))), f),
  listed: ({ f, p, n }) => sequence(shown(each(n).pipe(Step.andThen(Step.forEach()(Step.pure(p))))), f),
  listedUntil: ({ p, n }) =>
    shown(
      each(n + 2).pipe(
        Step.andThen(
          Step.forEach({ until: (outputs: ReadonlyArray<unknown>) => outputs.length > 0 })(Step.pure(p))
        )
      )
    ),
  retried: ({ f, g, n }) => sequence(f.pipe(Step.retry(n % 2)), g),
  retriedSafely: ({ f, o, n }) => sequence(shown(Step.attempt(o)).pipe(Step.retry(n)), f),
  retriedBranches: ({ f, g, n }) => shown(Step.all([f, g])).pipe(Step.retry(n % 2)),
  attemptedBranches: ({ n, o }) =>
    shown(
      Step.attempt(
        Step.all([Step.all([forward("a1"), forward("b1")]), caught(sequence(o, forward("b2")), n)])
      )
    ),
  attempted: ({ f, g }) => sequence(shown(Step.attempt(f)), g),
  attemptedTwice: ({ f, g }) => sequence(shown(Step.attempt(Step.attempt(f))), g),
  attemptedSafely: ({ f, n }) =>
    Step.attempt(forward(writeNames[n % 4] ?? "a1")).pipe(
      Step.matchEither({ left: Step.pure(mix(1)), right: f })
    ),
  scoped: ({ f, g }) => Saga.scope(sequence(Saga.scope(f), Saga.scope(g))),
  scopedDeep: ({ f, g, n }) =>
    Saga.scope(
      Step.if(
        oddEven(n),
        id.pipe(Step.tap((value: number) => value, Saga.scope(f))),
        g.pipe(Step.label("in"), Saga.scope)
      )
    ),
  scopedBeside: ({ f, g }) => Saga.scope(shown(Step.all([Saga.scope(f), Saga.scope(g)]))),
  attemptedScope: ({ f, g, n }) =>
    sequence(shown(Step.attempt(Saga.scope(sequence(f, n % 2 === 0 ? failing : id)))), g),
  scopesInRow: ({ f, g }) => sequence(Saga.scope(f), Saga.scope(g)),
  waits: ({ f, n }) => sequence(f, id.pipe(Step.pause(n % 3), Step.pause(n % 2), Step.pause(1))),
  sleeps: ({ f, n }) => sequence(shown(Step.sleep(n % 2).pipe(Step.andThen(Step.sleep(n)))), f),
  arms: ({ f, g, o, p, n }) => Step.if(oddEven(n), after(p, sequence(o, f)), after(mix(n), sequence(o, g))),
  namedArms: ({ f, g, o, p, n }) =>
    Step.if(
      oddEven(n),
      after(p, sequence(o, f)).pipe(Step.label("yes")),
      sequence(o, sequence(o, g)).pipe(Step.label("no"), Step.andThen(f))
    ),
  unlikeArms: ({ f, g, o, n }) => Step.if(oddEven(n), sequence(f, o), sequence(g, o)),
  undoneAsWhole: ({ f, g, n }) =>
    Saga.undoable(sequence(sequence(f, n % 2 === 0 ? failing : id), g), undoOf("a1"))
}

const parts = (options: WorkOptions): fc.Arbitrary<Parts> =>
  fc.record({
    f: work({ size: 3, ...options }),
    g: work({ size: 3, ...options }),
    o: fc.oneof(
      work({ size: 2, ...options, startsWithEffect: true }),
      fc.constantFrom(...writeNames).map((name) => forward(name)),
      fc.constant(bare("readA"))
    ),
    p: functions,
    n: fc.nat({ max: 7 })
  })

/** The shapes that rules look for; a rule that is not here is tried on all. */
const shapesFor: Readonly<Record<string, ReadonlyArray<string>>> = {
  unit: ["identities"],
  fusion: ["functions", "decided"],
  "left-zero": ["failed", "failedBeside", "undoneAsWhole"],
  "dead-branch": ["constant", "undecided"],
  "carried-pure": ["carried"],
  "mapped-pure": ["listed", "listedUntil"],
  "no-retry": ["retried", "retriedSafely", "retriedBranches"],
  "infallible-attempt": ["attempted", "attemptedTwice", "attemptedSafely", "attemptedBranches"],
  "nested-scope": ["scoped", "scopedDeep", "scopedBeside", "attemptedScope", "scopesInRow"],
  "empty-scope": ["scopesInRow", "attemptedScope"],
  "no-delay": ["waits", "sleeps"],
  "delay-sum": ["waits", "sleeps"],
  hoist: ["arms", "namedArms", "unlikeArms"]
}

/** Random steps with something in them that looks as if a rule, or some rule, could rewrite it. */
export const redexes = (rule = "", options: WorkOptions = {}): fc.Arbitrary<Work> =>
  fc
    .tuple(
      fc.constantFrom(...(shapesFor[rule] ?? Object.keys(shapes))),
      parts(options),
      fc.constantFrom(...surroundings),
      work({ size: 2 })
    )
    .map(([name, some, put, k]) => put((shapes[name] as Shape)(some), k))

const surroundings: ReadonlyArray<(f: Work, k: Work) => Work> = [
  (f) => f,
  (f) => f,
  (f) => Saga.scope(f),
  (f, k) => sequence(k, f),
  (f) => f.pipe(Step.andThen(failing)),
  (f) => shown(Step.attempt(f)),
  (f, k) => shown(Step.all([f, k])),
  (f, k) => shown(Step.race({ f, k })),
  (f) => id.pipe(Step.tap((value: number) => value + 1, f))
]
