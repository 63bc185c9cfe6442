/**
 * Steps form a category: composition is associative and the identity is its unit.
 *
 * These are what makes it safe to name a part of a workflow and to take it out, whatever way it was put together.
 * @module
 */
import { everywhere } from "./context.ts"
import { always, equation } from "./equation.ts"
import { functions } from "./functions.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import * as Step from "../src/step.ts"
import { work } from "./work.ts"

/** The laws of composition. */
export const categoryLaws: LawSetFor = lawSetFor(
  "category",
  [],
  [
    equation({
      id: "C1",
      name: "left unit",
      equation: "identity >>> f = f",
      doc: "an identity before a step is no step at all",
      level: "timed",
      contexts: everywhere,
      given: { f: work({ irreversible: true }) },
      sides: ({ f }) => ({ left: Step.identity<number>().pipe(Step.andThen(f)), right: f })
    }),
    equation({
      id: "C2",
      name: "right unit",
      equation: "f >>> identity = f",
      doc: "what comes after a step, be it nothing, loses neither its output nor its debts",
      level: "timed",
      contexts: everywhere,
      given: { f: work({ irreversible: true }) },
      sides: ({ f }) => ({ left: f.pipe(Step.andThen(Step.identity<number>())), right: f })
    }),
    equation({
      id: "C3",
      name: "associativity",
      equation: "(f >>> g) >>> h = f >>> (g >>> h)",
      doc: "how a chain is nested makes no difference, neither to its effects nor to the order in which they are undone",
      level: "timed",
      contexts: everywhere,
      given: {
        f: work({ size: 4, irreversible: true }),
        g: work({ size: 4, irreversible: true }),
        h: work({ size: 4, irreversible: true })
      },
      sides: ({ f, g, h }) => ({
        left: f.pipe(Step.andThen(g), Step.andThen(h)),
        right: f.pipe(Step.andThen(g.pipe(Step.andThen(h))))
      })
    }),
    equation({
      id: "label",
      name: "labels only name",
      equation: "label(n)(f) = f",
      doc: "a label changes node ids and nothing else",
      level: "timed",
      contexts: everywhere,
      given: { f: work({ irreversible: true }) },
      sides: ({ f }) => ({ left: f.pipe(Step.label("name")), right: f })
    }),
    equation({
      id: "C4",
      name: "pure fusion",
      equation: "pure(p) >>> pure(q) = pure(q . p)",
      doc: "neighbouring pure functions can be joined",
      contexts: everywhere,
      given: { p: functions, q: functions },
      relevant: always,
      sides: ({ p, q }) => ({
        left: Step.pure(p).pipe(Step.andThen(Step.pure(q))),
        right: Step.pure((value: unknown) => q(p(value)))
      })
    })
  ]
)
