/**
 * Events between runs, and from outside: who waits, what was sent before anybody waited, and what came already.
 *
 * Laws: W1 and W2 (laws/events.ts), whatever crashes in between: a wait and what wakes it are changed in one commit.
 * @module
 */
import type { EventType } from "../../core/event.ts"
import { crossBorder } from "../../core/violation.ts"
import type { Address } from "../../machine/event.ts"
import { below, named, sortable } from "../keys.ts"
import type { Draft } from "./draft.ts"
import type { Payloads } from "./payloads.ts"
import { positionIn } from "./readable.ts"

/** What the mailbox needs of the engine. */
export interface Post {
  readonly draft: Draft
  readonly payloads: Payloads
  readonly now: () => number
  /** A number that is greater than all before, in this process and in those before it. */
  readonly tick: () => number
  /** Tells a run that an event has come; false when there is nobody to tell. */
  readonly wake: (run: number, at: Address, payload: unknown, again: () => void) => boolean
}

/** A wait as its record says it. */
interface Wait {
  readonly run: number
  readonly at: Address
}

/** Where a wait stands: its event, its key, and the root of the calls that led to it. */
export interface Waiting {
  readonly event: EventType
  readonly key: string
  readonly root: number
}

/** What is addressed to everybody. */
const everybody = "-"

/**
 * Sends an event whose payload can be kept (`checkedPayload`). Without a key it belongs to the runs of one root; with a key it is for whoever waits with that key, unless
 * `root` says whom it is for.
 */
export const deliver = (
  post: Post,
  {
    event,
    key,
    root
  }: { readonly event: EventType; readonly key: string; readonly root: number | undefined },
  payload: unknown
): void => {
  const { draft, payloads } = post
  const one = event.mode === "queue"
  const line =
    root === undefined ? [named(event.name), named(key)] : [named(event.name), named(key), sortable(root)]
  const again = (): void => deliver(post, { event, key, root }, payload)
  // In pages: who waits may be held, and then the next one is asked.
  const { from: first, to } = below("w", ...line)
  let from = first
  for (;;) {
    const page = draft.range({ from, to, limit: one ? 16 : 256 })
    // All of them are read first: where one makes no sense nobody is told.
    const waits = page.map(({ key: at, value }) => ({ at, value, wait: positionIn(at, value) }))
    for (const { at, value, wait } of waits) {
      draft.put(at, null)
      if (!post.wake(wait.run, wait.at, payload, one ? again : nothing)) draft.put(at, value)
      else if (one) return
    }
    const last = page.at(-1)
    if (last === undefined) break
    from = `${last.key} `
  }
  if (event.mode === "transient") return
  const place = ["m", root === undefined ? everybody : sortable(root), named(event.name), named(key)].join(
    "/"
  )
  draft.put(
    `${place}/${one ? sortable(post.tick()) : "latest"}`,
    payloads.write(payload, `payload of event ${event.name}`)
  )
}

const nothing = (): void => undefined

/**
 * Takes a payload from outside across the border of its event. What cannot be kept is refused before anybody is told.
 *
 * Errors: throws `codec/violation`, `machine/unwritable`, `payload/too-large`.
 */
export const checkedPayload = (post: Pick<Post, "payloads">, event: EventType, payload: unknown): unknown => {
  const value = crossBorder(event.payload, payload, `payload of event ${event.name}`)
  checkKept(post, event, value)
  return value
}

/** Errors: throws `machine/unwritable`, `payload/too-large` for what cannot be kept: it must not be half told. */
export const checkKept = (
  { payloads }: Pick<Post, "payloads">,
  { name }: EventType,
  payload: unknown
): void => {
  payloads.check(payloads.line(payload), () => `payload of event ${name}`)
}

/** Gives what was kept for a wait, and forgets it if it was for one wait only. */
export const take = (
  { draft, payloads }: Post,
  { event, key, root }: Waiting
): { readonly payload: unknown } | undefined => {
  for (const address of key === "" ? [sortable(root)] : [sortable(root), everybody]) {
    const range = below("m", address, named(event.name), named(key))
    const [kept] = draft.range({ ...range, limit: 1 })
    if (kept === undefined) continue
    if (event.mode === "queue") draft.put(kept.key, null)
    return { payload: payloads.read(kept.value) }
  }
  return undefined
}

/** Puts a wait on record, and gives its key. */
export const wait = (post: Post, { event, key, root }: Waiting, run: number, at: Address): string => {
  const record = ["w", named(event.name), named(key), sortable(root), sortable(post.tick())].join("/")
  post.draft.put(record, JSON.stringify({ run, at } satisfies Wait))
  return record
}

/** Takes a wait off the record. */
export const withdraw = ({ draft }: Post, { event, key, root }: Waiting, run: number, at: Address): void => {
  const position = JSON.stringify({ run, at } satisfies Wait)
  for (const entry of draft.range(below("w", named(event.name), named(key), sortable(root))))
    if (entry.value === position) draft.put(entry.key, null)
}

/** Sends an event unless one with this id has come before. */
export const deliverOnce = (
  post: Post,
  to: Parameters<typeof deliver>[1],
  payload: unknown,
  id: string | undefined
): "accepted" | "repeated" => {
  const root = to.root === undefined ? everybody : sortable(to.root)
  const record = id === undefined ? undefined : ["d", root, named(to.event.name), named(id)].join("/")
  if (record !== undefined && post.draft.get(record) !== undefined) return "repeated"
  deliver(post, to, payload)
  if (record !== undefined) post.draft.put(record, String(post.now()))
  return "accepted"
}
