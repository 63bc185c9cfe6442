// A choice has an arm for each tag, and no other.
import type { Either } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"

type Verdict =
  | { readonly _tag: "Accepted"; readonly score: number }
  | { readonly _tag: "Rejected"; readonly why: string }
  | { readonly _tag: "Doubtful" }

const judged = Step.identity<Verdict>()
const score = Step.pure((verdict: { readonly score: number }) => verdict.score)

export const missing = pipe(
  judged,
  // error: Property 'Doubtful' is missing
  Step.match({ Accepted: score, Rejected: Step.succeed(0) })
)

export const missingByMethod = judged.pipe(
  // error: Property 'Doubtful' is missing
  Step.match({ Accepted: score, Rejected: Step.succeed(0) })
)

export const extra = pipe(
  judged,
  // error: Type 'Step<unknown, number, never, never, never>' is not assignable to type '"the union has no such tag"'.
  Step.match({ Accepted: score, Rejected: Step.succeed(0), Doubtful: Step.succeed(0), Late: Step.succeed(0) })
)

export const wrongArm = pipe(
  judged,
  // error: Property 'score' is missing in type '{ readonly _tag: "Rejected"; readonly why: string; }' but required in type '{ readonly score: number; }'.
  Step.match({ Accepted: score, Rejected: score, Doubtful: Step.succeed(0) })
)

export const noUnion = pipe(
  Step.identity<{ readonly score: number }>(),
  // error: Property '_tag' is missing in type '{ readonly score: number; }' but required in type 'Tagged'.
  // error: Property 'score' is missing in type 'Tagged' but required in type '{ readonly score: number; }'.
  Step.match({ Accepted: score })
)

const parsed = Step.identity<Either<string, number>>()

export const missingSide = pipe(
  parsed,
  // error: Property 'left' is missing
  Step.matchEither({ right: Step.identity<number>() })
)

export const wrongSide = pipe(
  parsed,
  // error: Type 'string' is not assignable to type 'Error'.
  Step.matchEither({ left: Step.pure((e: Error) => e.message), right: Step.succeed("fine") })
)

interface Judged {
  readonly input: string
  readonly verdict: Verdict
}
const scoreOf = Step.pure((s: { readonly verdict: { readonly score: number } }) => s.verdict.score)

export const missingOnField = pipe(
  Step.identity<Judged>(),
  // error: Property 'Doubtful' is missing
  Step.matchOn("verdict", { Accepted: scoreOf, Rejected: Step.succeed(0) })
)

export const noSuchField = pipe(
  Step.identity<Judged>(),
  // error: Argument of type '"veridct"' is not assignable to parameter of type '"verdict"'.
  Step.matchOn("veridct", { Accepted: scoreOf, Rejected: Step.succeed(0), Doubtful: Step.succeed(0) })
)

export const wrongArmOnField = pipe(
  Step.identity<Judged>(),
  // error: Property 'score' is missing in type '{ readonly _tag: "Rejected"; readonly why: string; }' but required in type '{ readonly score: number; }'.
  Step.matchOn("verdict", { Accepted: scoreOf, Rejected: scoreOf, Doubtful: Step.succeed(0) })
)
