/**
 * The type classes of fp-ts: what their documentation demands of instances, for the instances that Lawful has.
 *
 * The laws are written with the methods of the instances alone, so they hold for whatever fp-ts makes of these.
 * @module
 */
import type { Alt4 } from "fp-ts/lib/Alt.js"
import type { Applicative4 } from "fp-ts/lib/Applicative.js"
import type { Category4 } from "fp-ts/lib/Category.js"
import type { Choice4 } from "fp-ts/lib/Choice.js"
import type { Functor4 } from "fp-ts/lib/Functor.js"
import type { Profunctor4 } from "fp-ts/lib/Profunctor.js"
import type { Strong4 } from "fp-ts/lib/Strong.js"
import * as fc from "fast-check"
import * as steps from "../src/interpreters/fp-ts/instances.ts"
import { choiceInstance } from "./choice-instance.ts"
import { always, fails, type LawFor } from "./equation.ts"
import { everywhereLaw as law } from "./everywhere-law.ts"
import { functions } from "./functions.ts"
import type { Work } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { strongInstance } from "./strong-instance.ts"
import { work } from "./work.ts"

/** Instances of the type classes for steps. */
export interface Instances {
  readonly Category: Category4<steps.URI>
  readonly Functor: Functor4<steps.URI>
  readonly Profunctor: Profunctor4<steps.URI>
  readonly Strong: Strong4<steps.URI>
  readonly Choice: Choice4<steps.URI>
  readonly Applicative: Applicative4<steps.URI>
  readonly Alt: Alt4<steps.URI>
}

/** A step from numbers to functions. */
type Functions = ReturnType<typeof functionsOf>

const nat = fc.nat({ max: 9 })
const half = work({ size: 4 })
const p = functions
const f = work()

/** The laws of instances, those of `lawful/fp-ts` when left out. */
export const instanceLaws = (instances: Instances = steps): LawSetFor =>
  lawSetFor(
    "instances",
    [],
    [
      ...categoryOf(instances),
      ...functorOf(instances),
      ...strongInstance(instances),
      ...choiceInstance(instances),
      ...applicativeOf(instances),
      ...altOf(instances)
    ]
  )

const categoryOf = ({ Category: { id, compose } }: Instances): ReadonlyArray<LawFor> => [
  law({
    id: "Category/left",
    name: "left identity",
    equation: "compose(id, f) = f",
    doc: "an identity after a step is no step at all",
    level: "timed",
    given: { f },
    sides: ({ f }) => ({ left: compose(id(), f), right: f })
  }),
  law({
    id: "Category/right",
    name: "right identity",
    equation: "compose(f, id) = f",
    doc: "an identity before a step is no step at all",
    level: "timed",
    given: { f },
    sides: ({ f }) => ({ left: compose(f, id()), right: f })
  }),
  law({
    id: "Category/associativity",
    name: "associativity",
    equation: "compose(h, compose(g, f)) = compose(compose(h, g), f)",
    doc: "the step on the right runs first, however they are nested",
    level: "timed",
    given: { f: half, g: half, h: half },
    sides: ({ f, g, h }) => ({ left: compose(h, compose(g, f)), right: compose(compose(h, g), f) })
  })
]

const functorOf = ({ Functor: { map }, Profunctor: { promap } }: Instances): ReadonlyArray<LawFor> => [
  law({
    id: "Functor/identity",
    name: "map of the identity",
    equation: "map(f, a => a) = f",
    doc: "changing nothing changes nothing",
    given: { f },
    sides: ({ f }) => ({ left: map(f, (a) => a), right: f })
  }),
  law({
    id: "Functor/composition",
    name: "map of a composition",
    equation: "map(f, a => q(p(a))) = map(map(f, p), q)",
    doc: "functions that follow each other can be joined",
    given: { f, p, q: p },
    sides: ({ f, p, q }) => ({ left: map(f, (a) => q(p(a))), right: map(map(f, p), q) })
  }),
  law({
    id: "Profunctor/identity",
    name: "promap of identities",
    equation: "promap(f, a => a, b => b) = f",
    doc: "changing nothing on either side changes nothing",
    given: { f },
    sides: ({ f }) => ({
      left: promap(
        f,
        (a: number) => a,
        (b) => b
      ),
      right: f
    })
  }),
  law({
    id: "Profunctor/composition",
    name: "promap of compositions",
    equation: "promap(f, a => p(q(a)), b => s(r(b))) = promap(promap(f, p, r), q, s)",
    doc: "what is outermost touches the input first and the output last",
    given: { f, p, q: p, r: p, s: p },
    sides: ({ f, p, q, r, s }) => ({
      left: promap(
        f,
        (a: number) => p(q(a)),
        (b) => s(r(b))
      ),
      right: promap(promap(f, p, r), q, s)
    })
  })
]

const applicativeOf = ({ Applicative: { of, ap, map } }: Instances): ReadonlyArray<LawFor> => {
  const u = half.map((step) => functionsOf(step))
  return [
    law({
      id: "Applicative/identity",
      name: "identity",
      equation: "ap(of(a => a), f) = f",
      doc: "a function that was there already has no effect",
      given: { f },
      sides: ({ f }) => ({
        left: ap(
          of((a: number) => a),
          f
        ),
        right: f
      })
    }),
    law({
      id: "Applicative/composition",
      name: "composition",
      equation: "ap(ap(map(u, q => p => a => q(p(a))), v), f) = ap(u, ap(v, f))",
      doc: "steps on the same input run from left to right, however they are nested",
      given: { u, v: u, f: half },
      sides: ({ u, v, f }: { readonly u: Functions; readonly v: Functions; readonly f: Work }) => {
        type Pure = (n: number) => number
        const composed = map(u, (q: Pure) => (p: Pure) => (a: number) => q(p(a)))
        return { left: ap(ap(composed, v), f), right: ap(u, ap(v, f)) }
      }
    }),
    law({
      id: "Applicative/homomorphism",
      name: "homomorphism",
      equation: "ap(of(p), of(a)) = of(p(a))",
      doc: "what is pure on both sides is pure",
      given: { p, a: nat },
      relevant: always,
      sides: ({ p, a }) => ({ left: ap(of(p), of(a)), right: of(p(a)) })
    }),
    law({
      id: "Applicative/interchange",
      name: "interchange",
      equation: "ap(u, of(a)) = ap(of(p => p(a)), u)",
      doc: "a value that is there already may stand on either side",
      given: { u, a: nat },
      sides: ({ u, a }: { readonly u: Functions; readonly a: number }) => ({
        left: ap(u, of(a)),
        right: ap(
          of((p: (n: number) => number) => p(a)),
          u
        )
      })
    })
  ]
}

const altOf = ({ Alt: { alt, map } }: Instances): ReadonlyArray<LawFor> => [
  law({
    id: "Alt/associativity",
    name: "associativity of alternatives",
    equation: "alt(alt(f, g), h) = alt(f, alt(g, h))",
    doc: "alternatives are tried from left to right, however they are nested",
    given: { f: half, g: half, h: half },
    relevant: fails,
    sides: ({ f, g, h }) => ({
      left: alt(
        alt(f, () => g),
        () => h
      ),
      right: alt(f, () => alt(g, () => h))
    })
  }),
  law({
    id: "Alt/distributivity",
    name: "mapping alternatives",
    equation: "map(alt(f, g), p) = alt(map(f, p), map(g, p))",
    doc: "a pure function may be applied to each alternative, or to what is left of them",
    given: { f: half, g: half, p },
    sides: ({ f, g, p }) => ({
      left: map(
        alt(f, () => g),
        p
      ),
      right: alt(map(f, p), () => map(g, p))
    })
  })
]

const functionsOf = (step: Work) => steps.Functor.map(step, (n) => (m: number) => n * 10 + m)
