/**
 * Random rows of carried steps: what could be done side by side, and what could not.
 * @module
 */
import * as fc from "fast-check"
import * as Saga from "../src/combinators/saga.ts"
import * as Schedule from "../src/core/schedule.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { mix } from "./functions.ts"
import { bare, forward, Lab, type Work } from "./lab.ts"
import { signals } from "./outside.ts"
import { caught } from "./redexes.ts"
import { work } from "./work.ts"

/** One of the row: how it is carried, and what it does. */
interface Neighbour {
  readonly how: "from input" | "from the last" | "from all" | "tap"
  readonly step: Work
}

type Row = Readonly<Record<string, number>>

const on = (resource: "A" | "B"): fc.Arbitrary<Work> =>
  fc.oneof(
    work({ size: 2, resource, timeless: true, sequential: true }),
    work({ size: 2, resource, timeless: true, sequential: true, paired: true, scopeless: true }),
    work({ size: 1, resource, paired: true, timeless: true, infallible: true }),
    fc
      .constantFrom(resource === "A" ? "a1" : "b1", resource === "A" ? "a2" : "b2")
      .map((name) => forward(name as "a1")),
    fc.constant(bare(resource === "A" ? "readA" : "readB"))
  )

const odd: fc.Arbitrary<Work> = fc.constantFrom(
  bare("sendB"),
  Saga.pivot(forward("b1")) as Work,
  Step.sleep(2).pipe(Step.map(mix(1))) as Work,
  Step.waitFor(signals[0]).pipe(Step.andThen(bare("readB"))) as unknown as Work,
  Step.identity<number>().pipe(Step.tap((value: number) => value, Step.emit(signals[0]))) as unknown as Work
)

const neighbour = (resource: "A" | "B"): fc.Arbitrary<Neighbour> =>
  fc.record({
    how: fc.constantFrom("from input", "from input", "from input", "from the last", "from all", "tap"),
    step: fc.oneof(
      { weight: 6, arbitrary: on(resource) },
      { weight: 6, arbitrary: on(resource).map((step) => caught(step, 5)) },
      { weight: 1, arbitrary: odd }
    )
  })

/** Rows of two or three, mostly on different resources, in a saga or not. */
export const rows: fc.Arbitrary<Work> = fc
  .tuple(
    fc.oneof(
      fc.tuple(neighbour("A"), neighbour("B")),
      fc.tuple(neighbour("A"), neighbour("A")),
      fc.tuple(neighbour("A"), neighbour("B"), neighbour("A"))
    ),
    fc.constantFrom("row", "pair"),
    fc.constantFrom(...surroundings())
  )
  .map(([neighbours, form, put]) => put(form === "pair" ? pairOf(neighbours) : rowOf(neighbours)))

const rowOf = (neighbours: ReadonlyArray<Neighbour>): Work => {
  const start: StepOf<number, Row, never, "Lab"> = Step.pure((input: number): Row => ({ input }))
  return neighbours
    .reduce(
      (row, { how, step }, index) => carried(row, how, `${index}`, `${index - 1}`, step),
      start as StepOf<number, Row, unknown, "Lab">
    )
    .pipe(Step.map(mix(0))) as Work
}

const carried = (
  row: StepOf<number, Row, unknown, "Lab">,
  how: Neighbour["how"],
  name: string,
  last: string,
  step: Work
): StepOf<number, Row, unknown, "Lab"> => {
  // The fields of a row are made as it grows, which its type does not follow.
  switch (how) {
    case "from input":
      return row.pipe(Step.bindFrom(name as never, ["input"], (some) => mix(1)(some), step))
    case "from the last":
      return row.pipe(Step.bindFrom(name as never, [last], (some) => mix(2)(some), step))
    case "from all":
      return row.pipe(Step.bind(name as never, mix(3), step))
    case "tap":
      return row.pipe(Step.tap(mix(4), step))
  }
}

const pairOf = ([one, other]: ReadonlyArray<Neighbour>): Work =>
  Step.pure((value: number) => [value, value + 1] as const).pipe(
    Step.andThen(Step.first<number>()(one?.step ?? bare("readA"))),
    Step.andThen(Step.second<number>()(other?.step ?? bare("readB"))),
    Step.map(mix(0))
  )

/** Fails sometimes, and touches nothing that the row does. */
const ownWrite: Work = Saga.undoable(Lab.c1, Lab.undoC1)

function surroundings(): ReadonlyArray<(row: Work) => Work> {
  const failing = Step.failWith((of: number) => ({ _tag: "Low", of: `${of}` }) as const)
  return [
    (row) => row,
    (row) => row,
    (row) => Saga.scope(row),
    (row) => Saga.scope(row),
    (row) => row.pipe(Step.andThen(failing)),
    (row) => Step.attempt(row).pipe(Step.map(mix(1))),
    (row) => Step.attempt(Saga.scope(row)).pipe(Step.map(mix(1))),
    (row) => Saga.scope(row).pipe(Step.retry(Schedule.immediately(1).pipe(Schedule.onlyFor("Low")))),
    (row) => Step.race({ row, beside: ownWrite }).pipe(Step.map(mix(1))),
    (row) => row.pipe(Step.retry(1)),
    (row) => Step.all([row, ownWrite]).pipe(Step.map(mix(1)))
  ]
}
