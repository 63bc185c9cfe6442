import type { Contender } from "./contender.ts"
import { advanceByHand } from "./plain-reducer.ts"

/** The limit: what a careful person would write by hand, without typed errors or a way to look inside. */
export const plain: Contender = {
  sync100: (fns) => (input) => {
    let value = input
    for (const f of fns) value = f(value)
    return value
  },

  async100: (fns) => async (input) => {
    let value = input
    for (const f of fns) value = await f(value)
    return value
  },

  fanOut100: (fns) => (input) => Promise.all(fns.map((f) => f(input))),

  // Closures that call closures would overflow, so the only form by hand is a list of steps, however it is nested.
  chain: (steps) => (input) => {
    const list = [...steps]
    let value = input
    for (const step of list) value = step(value)
    return value
  },

  advance: advanceByHand,

  waiting: (count) => {
    const run = async (index: number, event: Promise<number>) => index + (await event)
    const senders: ((value: number) => void)[] = []
    const runs: Promise<number>[] = []
    for (let i = 0; i < count; i++) runs.push(run(i, new Promise((resolve) => senders.push(resolve))))
    return {
      release: async () => {
        senders.forEach((send, i) => send(i % 8))
        return (await Promise.all(runs)).reduce((sum, value) => sum + value, 0)
      }
    }
  },

  bundle: `
    class OutOfStock { code = "out-of-stock" }
    const reserve = (order) => { if (order.items === 0) throw new OutOfStock(); return { order, reservation: "r1" } }
    const charge = async (held) => ({ ...held, receipt: "c1" })
    const confirm = (paid) => paid.reservation + " " + paid.receipt
    const fulfil = async (order) => confirm(await charge(reserve(order)))
    fulfil({ items: 2 }).then(console.log, console.error)
  `
}
