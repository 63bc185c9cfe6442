/**
 * Random steps.
 * @module
 */
import * as fc from "fast-check"
import { type Work, type WriteName, writeNames } from "./lab.ts"
import { arities, type Composite, type Form, type Leaf, simpler, type Term } from "./term.ts"
import { stepOfTerm } from "./term-step.ts"

/** Which steps to make. */
export interface WorkOptions {
  /** Upper bound of the number of nodes; 6 when left out. */
  readonly size?: number
  /** Only the resource A or only B; both when left out. */
  readonly resource?: "A" | "B"
  /** Leaves out what can fail by itself; faults come from the plan. */
  readonly infallible?: boolean
  /** Leaves out branches. */
  readonly sequential?: boolean
  /** Leaves out races and what is made of them. */
  readonly raceless?: boolean
  /** Leaves out finalizers. */
  readonly bracketless?: boolean
  /** Leaves out waiting. */
  readonly timeless?: boolean
  /** Also what cannot be undone. A step that can fail may follow it, which the types forbid. */
  readonly irreversible?: boolean
  /** Leaves out scopes other than those of single operations. */
  readonly scopeless?: boolean
  /** Leaves out what owes an undo. */
  readonly owesNothing?: boolean
  /** Leaves out writes without an undo. */
  readonly paired?: boolean
  /**
   * Also what other laws look at one by one: events, calls of the workflows `called`, delays between attempts, policies of
   * undos, items until there are enough.
   */
  readonly all?: boolean
  /** Begins with an operation, whatever comes after. */
  readonly startsWithEffect?: boolean
}

/** Random steps from numbers to numbers. They shrink to their parts. */
export const work = (options: WorkOptions = {}): fc.Arbitrary<Work> => new Terms(options).map(stepOfTerm)

const leaves: Readonly<Record<Leaf, number>> = {
  identity: 1,
  pure: 2,
  write: 4,
  read: 1,
  undoable: 8,
  undoableUsing: 1,
  undoableFromStart: 2,
  send: 1,
  fail: 2,
  sleep: 1,
  emit: 2,
  wait: 2,
  call: 2
}

const composites: Readonly<Record<Composite, number>> = {
  sequence: 12,
  bind: 1,
  tap: 1,
  first: 1,
  if: 2,
  match: 1,
  some: 1,
  all: 4,
  parallel: 1,
  race: 1,
  quorum: 1,
  timeout: 1,
  forEach: 2,
  iterate: 2,
  attempt: 2,
  catchAll: 1,
  catchTag: 1,
  orElse: 1,
  mapError: 1,
  retry: 2,
  scope: 3,
  seal: 1,
  pivot: 1,
  undoing: 1,
  bracket: 1,
  ensuring: 1,
  label: 1,
  until: 2,
  undoingWith: 2,
  retryLater: 1
}

const racing: ReadonlyArray<Form> = ["race", "quorum", "timeout", "wait", "until"]
const branching: ReadonlyArray<Form> = ["all", "parallel", "some", ...racing]
const irreversible: ReadonlyArray<Form> = ["send", "seal", "pivot"]
const onRequest: ReadonlyArray<Form> = ["emit", "wait", "call", "until", "undoingWith", "retryLater"]

const allowed = (form: Form, options: WorkOptions): boolean => {
  if (options.all !== true && onRequest.includes(form)) return false
  if (options.infallible === true && (form === "fail" || form === "timeout")) return false
  if (options.sequential === true && (branching.includes(form) || form === "forEach")) return false
  if (options.raceless === true && racing.includes(form)) return false
  if (options.bracketless === true && (form === "bracket" || form === "ensuring")) return false
  if (options.timeless === true && (form === "sleep" || form === "timeout")) return false
  if (options.irreversible !== true && irreversible.includes(form)) return false
  if (options.scopeless === true && ["scope", "seal", "pivot", "undoing"].includes(form)) return false
  if (options.owesNothing === true && (form.startsWith("undoable") || form === "undoing")) return false
  if (options.paired === true && ["write", "bracket", "ensuring"].includes(form)) return false
  if (options.resource === "A" && form === "send") return false
  return true
}

/** Terms also shrink to forms that they were not made of. */
const fits = (term: Term, options: WorkOptions): boolean =>
  allowed(term.form, options) && term.parts.every((part) => fits(part, options))

/** Generates terms; shrinks them by looking at them, so that shrinking needs no memory. */
class Terms extends fc.Arbitrary<Term> {
  readonly #options: WorkOptions
  readonly #leaves: ReadonlyArray<Leaf>
  readonly #composites: ReadonlyArray<Composite>
  readonly #writes: ReadonlyArray<WriteName>

  constructor(options: WorkOptions) {
    super()
    this.#options = options
    const bag = <F extends Form>(weights: Readonly<Record<F, number>>): ReadonlyArray<F> =>
      (Object.keys(weights) as unknown as ReadonlyArray<F>).flatMap((form) =>
        allowed(form, options) ? Array.from({ length: weights[form] }, () => form) : []
      )
    this.#leaves = bag(leaves)
    this.#composites = bag(composites)
    this.#writes = writeNames.filter(
      (name) => options.resource === undefined || name.startsWith(options.resource.toLowerCase())
    )
  }

  override generate(random: fc.Random): fc.Value<Term> {
    const size = random.nextInt(1, this.#options.size ?? 6)
    const term = this.#make(random, size)
    if (this.#options.startsWithEffect !== true) return new fc.Value(term, undefined)
    const start = this.#leaf(random, "write")
    return new fc.Value({ ...start, form: "sequence", parts: [start, term] }, undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is Term {
    return typeof value === "object" && value !== null && "form" in value
  }

  override shrink(term: Term): fc.Stream<fc.Value<Term>> {
    const smaller = this.#options.startsWithEffect === true ? afterStart(term) : simpler(term)
    return fc
      .stream(smaller)
      .filter((value) => fits(value, this.#options))
      .map((value) => new fc.Value(value, undefined))
  }

  #make(random: fc.Random, size: number): Term {
    if (size <= 1) return this.#leaf(random, pick(random, this.#leaves))
    const form = pick(random, this.#composites)
    const count = arities[form]
    let left = size - 1
    const parts = Array.from({ length: count }, (_, index) => {
      const rest = count - index - 1
      const share = rest === 0 ? left : random.nextInt(1, Math.max(1, left - rest))
      left = Math.max(1, left - share)
      return this.#make(random, share)
    })
    return { ...this.#leaf(random, "pure"), form, parts }
  }

  #leaf(random: fc.Random, form: Leaf): Term {
    return { form, constant: random.nextInt(0, 7), write: pick(random, this.#writes), parts: [] }
  }
}

function* afterStart(term: Term): Generator<Term> {
  const [start, rest] = term.parts
  if (start === undefined || rest === undefined) return
  yield start
  for (const smaller of simpler(rest)) yield { ...term, parts: [start, smaller] }
}

const pick = <T>(random: fc.Random, values: ReadonlyArray<T>): T =>
  values[random.nextInt(0, values.length - 1)] as T
