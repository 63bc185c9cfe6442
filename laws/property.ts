/**
 * Laws that are checked on random examples.
 * @module
 */
import * as fc from "fast-check"
import type { Counterexample, Law, LawOptions, LawResult } from "./law.ts"
import type { Capability, Subject } from "./subject.ts"

/** A law before it is known what it is checked on. */
export type Description = Omit<Law, "run" | "skip" | "subject">

/** What one example showed. */
export type Finding =
  | { readonly kind: "holds" /** It had something to do with the law. */; readonly relevant: boolean }
  | { readonly kind: "broken"; readonly counterexample: Counterexample }
  /** There are too many schedules to try them all. */
  | { readonly kind: "too many schedules" }
  /** It does not fit the side condition of the law. */
  | { readonly kind: "beside the point" }

/** Fewer relevant examples than one in so many make a result meaningless. */
const ENOUGH = 10

/** Makes a law of a way to judge an example. */
export const property = <P>(
  description: Description,
  subject: Pick<Subject, "name" | "capabilities">,
  examples: fc.Arbitrary<P>,
  judge: (example: P, options: LawOptions) => Promise<Finding>
): Law => {
  const missing = description.requires.filter((capability) => !subject.capabilities.has(capability))
  const skip = missing.length === 0 ? undefined : lacking(subject.name, missing)
  return {
    ...description,
    subject: subject.name,
    skip,
    run: (options = {}) =>
      skip === undefined
        ? search(examples, judge, options)
        : Promise.resolve({ status: "skipped", reason: skip })
  }
}

const lacking = (name: string, missing: ReadonlyArray<Capability>): string =>
  `${name} does not support ${missing.join(", ")}`

const search = async <P>(
  examples: fc.Arbitrary<P>,
  judge: (example: P, options: LawOptions) => Promise<Finding>,
  options: LawOptions
): Promise<LawResult> => {
  let relevant = 0
  const { numRuns = 100, seed, path, shrink = options.choices === undefined } = options
  const details = await fc.check(
    fc.asyncProperty(examples, async (example) => {
      const finding = await judge(example, options)
      if (finding.kind === "holds" && finding.relevant) relevant++
      fc.pre(finding.kind === "holds" || finding.kind === "broken")
      return finding.kind !== "broken"
    }),
    {
      numRuns,
      endOnFailure: !shrink,
      maxSkipsPerRun: 20,
      ...(seed === undefined ? {} : { seed }),
      ...(path === undefined ? {} : { path })
    }
  )
  const tried = { runs: details.numRuns, discarded: details.numSkips, seed: details.seed }
  if (details.counterexample !== null) {
    const [example] = details.counterexample
    const finding = await judge(example, options).catch(threw)
    const counterexample = finding.kind === "broken" ? finding.counterexample : unstable
    const at = details.counterexamplePath ?? ""
    const replay = replayOf(options, details.seed, at, counterexample)
    return { ...tried, status: "failed", path: at, replay, counterexample }
  }
  // A path leads to one example and its neighbours, however many were asked for.
  const wanted = path === undefined ? numRuns : details.numRuns
  if (details.failed || relevant === 0 || relevant * ENOUGH < wanted)
    return {
      ...tried,
      status: "vacuous",
      reason: `only ${relevant} of ${wanted} examples had to do with the law, ${details.numSkips} were discarded`
    }
  return { ...tried, status: "passed" }
}

/** An example may have more schedules than are tried unless asked for, and then it would be discarded the next time. */
const replayOf = (
  { maxSchedules }: LawOptions,
  seed: number,
  path: string,
  { choices }: Counterexample
): LawOptions => ({
  seed,
  path,
  ...(choices === undefined ? {} : { choices }),
  ...(maxSchedules === undefined ? {} : { maxSchedules })
})

/** The same example under the same choices did not give the same behaviour twice. */
const unstable: Counterexample = {
  given: [],
  left: { term: "the first time", trace: "broken" },
  right: { term: "the second time", trace: "not broken" },
  difference: "The same example under the same choices did not give the same behaviour twice."
}

/** Comparing both sides threw: something gave a value that cannot be compared. */
const threw = (cause: unknown): Finding => ({
  kind: "broken",
  counterexample: {
    ...unstable,
    left: { term: "comparing the sides", trace: String(cause) },
    right: { term: "expected", trace: "behaviours" },
    difference: "The interpreter gave something that is not an outcome, or the law itself threw."
  }
})
