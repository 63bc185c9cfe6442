/**
 * Writes long workflows as source text, to measure what they cost the type checker.
 * @module
 */

const head = `
  import { pipe } from "fp-ts/lib/function.js"
  import * as t from "io-ts"
  import { Signature, Step } from "lawful"
  const Api = Signature.make("Api", {
    read: { input: t.number, output: t.number, error: t.type({ _tag: t.literal("Down") }), effect: "readonly" },
    write: { input: t.number, output: t.number, effect: "irreversible" }
  })
`

/** A workflow of `length` steps, in groups as large as one pipe allows. */
const grouped = (first: string, length: number, step: (index: number) => string, method = false): string => {
  const steps = Array.from({ length }, (_, index) => step(index))
  const lines = [`const chain0 = ${first}`]
  for (let from = 0; from < length; from += 19) {
    const [before, group] = [`chain${lines.length - 1}`, steps.slice(from, from + 19).join(", ")]
    lines.push(
      `export const chain${lines.length} = ${method ? `${before}.pipe(${group})` : `pipe(${before}, ${group})`}`
    )
  }
  return head + lines.join("\n")
}

const operationOrFunction = (index: number): string =>
  index % 2 === 0 ? "Step.andThen(Api.read)" : "Step.map((n) => n + 1)"

/** Operations and pure functions by turns, with `pipe`. */
export const chain = (length: number): string =>
  grouped("Step.identity<number>()", length, operationOrFunction)

/** The same with the method. */
export const methodChain = (length: number): string =>
  grouped("Step.identity<number>()", length, operationOrFunction, true)

/** A record that grows by one field with each step, which reads the field before it. */
export const record = (length: number): string =>
  grouped(
    "Step.begin<number>()",
    length,
    (index) => `Step.bind("field${index}", (s) => s.${index === 0 ? "input" : `field${index - 1}`}, Api.read)`
  )

const named = (count: number, member: (index: number) => string): string =>
  `{ ${Array.from({ length: count }, (_, index) => `b${index}: ${member(index)}`).join(", ")} }`

/** A fan-out to many branches, by name. */
export const fanOut = (count: number, operation: "read" | "write"): string =>
  `${head} export const all = Step.all(${named(count, () => `Api.${operation}`)})`

/** A choice between many arms. */
export const choice = (count: number): string => `${head}
  type Choice = ${Array.from({ length: count }, (_, index) => `{ readonly _tag: "b${index}"; readonly n: number }`).join(" | ")}
  const get = Step.pure((choice: { readonly n: number }) => choice.n)
  export const chosen = pipe(Step.identity<Choice>(), Step.match(${named(count, () => "get")}))`

/** A machine whose states follow each other in a ring, with one way out. */
export const ring = (count: number): string => `${head}
  type State = ${Array.from({ length: count }, (_, index) => `{ readonly _tag: "b${index}" }`).join(" | ")} | { readonly _tag: "end" }
  export const machine = Step.machine<State>()(
    { ...${named(count, (index) => `["b${(index + 1) % count}", "end"]`)}, end: [] },
    ${named(count, () => 'Step.succeed({ _tag: "end" } as const)')}
  )`

/** A workflow of operations of one signature, mapped to another one. */
export const mapped = (length: number): string =>
  `${chain(length).replace("import { Signature, Step }", "import { Mapping, Signature, Step }")}
  const Db = Signature.make("Db", {
    read: { input: t.number, output: t.number, effect: "readonly" },
    write: { input: t.number, output: t.number, effect: "irreversible" }
  })
  const toDb = Mapping.make(Api, { read: Db.read, write: Db.write })
  export const whole = Mapping.step(toDb)(chain${Math.ceil(length / 19)})`
