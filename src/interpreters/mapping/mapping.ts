/**
 * Mappings: functors from the steps over one signature to the steps over others.
 *
 * A mapping is given by its action on operations, and extends to all steps in the only way that keeps their structure: steps
 * are free on their operations.
 *
 * Laws: laws/mapping.ts (F4).
 * @module
 */
import { check } from "../../core/check.ts"
import { fold } from "../../core/fold.ts"
import { type Node, nodeOf, type ScopeNode } from "../../core/node.ts"
import { type Effect, operationName } from "../../core/operation.ts"
import { InvalidWorkflow } from "../../core/problem.ts"
import type { AnyStep, Step } from "../../core/step.ts"
import type { Workflow } from "../../core/workflow.ts"
import { type Image, imageOf, named, rebuilt } from "./image.ts"

/** Steps for operations. `M` says for each mapped signature what is required in its place. */
export interface Mapping<out M> {
  readonly kind: "mapping"
  /** By the names of operations: `Orders.create`. */
  readonly images: ReadonlyMap<string, Image>
  readonly "~mapping"?: M | undefined
}

/** What a step requires when it has been mapped. */
export type Mapped<M, R> = R extends keyof M ? M[R] : R

/**
 * Maps a step: puts its image in the place of each operation, wherever it stands: in undos, handlers, branches, loops,
 * releases. Events, timers and calls of workflows stay.
 *
 * What it takes, what it gives, how it can fail and what of it is irreversible stay as they are; only what it requires
 * changes.
 *
 * Laws: `step(m)(f >>> g) = step(m)(f) >>> step(m)(g)`; running the mapped step is running the step on implementations that
 * run the images (F4, laws/mapping.ts).
 * @example
 * const Clock = Signature.make("Clock", { greeting: { input: t.string, output: t.string, effect: "readonly" } })
 * const toNames = Mapping.make(Clock, { greeting: Step.pure((name: string) => `Good day, ${name}`) })
 * const loud = pipe(Clock.greeting, Step.map((text) => `${text}!`))
 * runSync(pipe(loud, Mapping.step(toNames)))("Ada") // => { _tag: "Completed", output: "Good day, Ada!" }
 */
export const step =
  <M>(mapping: Mapping<M>) =>
  <A, B, E, R, X>(term: Step<A, B, E, R, X>): Step<A, B, E, Mapped<M, R>, X> =>
    mapped(mapping, term)

/**
 * Maps a workflow: its body is mapped; its name, its version, its codecs and its effect stay.
 *
 * The workflows that it calls are called by name, so each of them is mapped on its own, or left as it is.
 *
 * Laws: as {@link step} (laws/mapping.ts).
 *
 * Errors: throws `workflow/invalid` when the mapped body has structural mistakes, as when two images bring along different
 * definitions of one operation.
 * @example
 * const Clock = Signature.make("Clock", { greeting: { input: t.string, output: t.string, effect: "readonly" } })
 * const greet = Workflow.make("greet", { version: 1, input: t.string, output: t.string, body: Clock.greeting })
 * const toNames = Mapping.make(Clock, { greeting: Step.pure((name: string) => `Good day, ${name}`) })
 * await run(Mapping.workflow(toNames)(greet))("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const workflow =
  <M>(mapping: Mapping<M>) =>
  <N extends string, A, B, E, R, F extends Effect>(
    term: Workflow<N, A, B, E, R> & { readonly effect: F }
  ): Workflow<N, A, B, E, Mapped<M, R>> & { readonly effect: F } => {
    const body = step(mapping)(term.body)
    const problems = check(body)
    if (problems.length > 0) throw new InvalidWorkflow(term.name, problems)
    return Object.freeze({ ...term, body }) as unknown as Workflow<N, A, B, E, Mapped<M, R>> & {
      readonly effect: F
    }
  }

/**
 * The mapping that leaves everything as it is.
 *
 * Laws: `step(identity)(f) = f`; the unit of {@link andThen} and of {@link all} (laws/mapping.ts).
 * @example
 * const term = pipe(Step.sleep(1), Step.as("late"))
 * Mapping.step(Mapping.identity)(term) === term // => true
 */
export const identity: Mapping<Readonly<Record<never, never>>> = { kind: "mapping", images: new Map() }

/** What is required in place of a signature when one mapping comes after another. */
export type Composed<M, Next, K> = K extends keyof M
  ? Mapped<Next, M[K]>
  : K extends keyof Next
    ? Next[K]
    : never

/**
 * Maps by one mapping, then by the next: the images of the first are mapped by the next, and so are operations that the first
 * one leaves as they are.
 *
 * Laws: `step(andThen(n)(m)) = step(n) . step(m)`; associative; {@link identity} is its unit (laws/mapping.ts).
 * @example
 * const Shop = Signature.make("Shop", { price: { input: t.string, output: t.number, effect: "readonly" } })
 * const Table = Signature.make("Table", { row: { input: t.string, output: t.number, effect: "readonly" } })
 * const toTable = Mapping.make(Shop, { price: Table.row })
 * const toNumbers = Mapping.make(Table, { row: Step.succeed(3) })
 * const both = pipe(toTable, Mapping.andThen(toNumbers))
 * runSync(Mapping.step(both)(Shop.price))("pen") // => { _tag: "Completed", output: 3 }
 */
export const andThen =
  <Next>(next: Mapping<Next>) =>
  <M>(first: Mapping<M>): Mapping<{ readonly [K in keyof M | keyof Next]: Composed<M, Next, K> }> => {
    const images = new Map(next.images)
    for (const [name, { of, step: image }] of first.images) {
      const composed = imageOf(of, mapped(next, image))
      // What the first maps away and the next maps back is as it was.
      if (composed === undefined) images.delete(name)
      else images.set(name, composed)
    }
    return { kind: "mapping", images }
  }

/** What a mapping replaces: what stands in its type. */
export type ReplacementsOf<T> = T extends Mapping<infer M> ? M : never

/** The names of the signatures that one of several mappings replaces. */
export type NamesOf<U> = U extends U ? keyof U : never

/** What several mappings require in place of one signature. */
export type Together<U, K> = U extends { readonly [P in K & string]: infer V } ? V : never

/**
 * Maps by several mappings at once: each says what becomes of its own operations, and nothing of what another puts in their
 * place. Where one is to go on with what another gives, use {@link andThen}.
 *
 * Laws: `all([m]) = m`; the order does not count (laws/mapping.ts).
 *
 * Errors: throws `mapping/two-images` when two mappings send one operation to different steps.
 * @example
 * const Shop = Signature.make("Shop", { price: { input: t.string, output: t.number, effect: "readonly" } })
 * const Bank = Signature.make("Bank", { rate: { input: t.number, output: t.number, effect: "readonly" } })
 * const offline = Mapping.all([
 *   Mapping.make(Shop, { price: Step.succeed(3) }),
 *   Mapping.make(Bank, { rate: Step.pure((price: number) => price * 2) })
 * ])
 * runSync(pipe(Shop.price, Step.andThen(Bank.rate), Mapping.step(offline)))("pen") // => { _tag: "Completed", output: 6 }
 */
export const all = <const L extends ReadonlyArray<Mapping<unknown>>>(
  mappings: L
): Mapping<{
  readonly [K in NamesOf<ReplacementsOf<L[number]>>]: Together<ReplacementsOf<L[number]>, K>
}> => {
  const images = new Map<string, Image>()
  for (const mapping of mappings)
    for (const [name, image] of mapping.images) {
      const other = images.get(name)
      if (other !== undefined && other.step !== image.step) throw new TwoImages(name)
      images.set(name, image)
    }
  return { kind: "mapping", images }
}

/** Two mappings that are to be one send an operation to different steps. */
export class TwoImages extends TypeError {
  override readonly name = "TwoImages"
  readonly code = "mapping/two-images"
  constructor(operation: string) {
    super(
      `Two mappings send ${operation} to different steps. Leave one of them out, or map by one after the other with Mapping.andThen. (mapping/two-images)`
    )
  }
}

/** The fold. That the result has the types of the step is what the types of images say. */
const mapped = <A, B, E, R, X>({ images }: Mapping<unknown>, term: AnyStep): Step<A, B, E, R, X> => {
  if (images.size === 0) return term as Step<A, B, E, R, X>
  return fold<AnyStep>(term, (node, children) => {
    const image = imageAt(images, node)
    if (image !== undefined) return named(image, isHarmless(node, image) ? image.harmless : image.whole)
    return node.kind === "scope" && node.commit.kind !== "keep"
      ? settled(images, node, children)
      : rebuilt(node, children)
  }) as Step<A, B, E, R, X>
}

/**
 * A scope that settles what is owed in it, by an undo or for good. Around an operation and nothing else it is a pair, which
 * stays a pair when the image is one request: then the labels go around it.
 */
const settled = (images: Images, node: ScopeNode, children: ReadonlyArray<AnyStep>): AnyStep => {
  const inside = nodeOf(node.step)
  const image = imageAt(images, inside)
  if (image === undefined || isHarmless(inside, image)) return rebuilt(node, children)
  const body = node.commit.kind === "seal" ? image.pivot : image.whole
  const [, ...undo] = children
  return nodeOf(body).kind === "perform"
    ? named(image, rebuilt(node, [body, ...undo]))
    : rebuilt(node, [named(image, body), ...undo])
}

type Images = Mapping<unknown>["images"]

const imageAt = (images: Images, node: Node): Image | undefined =>
  node.kind === "perform" && node.request.kind === "operation"
    ? images.get(operationName(node.request.operation))
    : undefined

/** Tells whether this use of an operation was declared to change nothing. */
const isHarmless = (node: Node, { of }: Image): boolean =>
  node.kind === "perform" &&
  node.request.kind === "operation" &&
  node.request.operation.effect === "readonly" &&
  of.effect !== "readonly"
