/**
 * The relay to RabbitMQ: a message counts as sent when the broker has confirmed it.
 *
 * A message whose confirmation is lost is sent again, so receivers may see it twice; its `messageId` stays the same.
 * @module
 */
import { setTimeout as pause } from "node:timers/promises"
import { connect, type ChannelModel, type ConfirmChannel } from "amqplib"
import { type Implementation, implement } from "lawful"
import { Outbox } from "./signatures/outbox.ts"
import type { Database } from "./sqlite/open-database.ts"

/** The exchange that the messages of the shop go to; what they are about is their routing key. */
export const EXCHANGE = "shop"

/** Messages on their way to a broker. */
export interface RabbitOutbox {
  readonly implementation: Implementation<"Outbox">
  /** How many messages are still waiting. */
  readonly waiting: () => number
  readonly close: () => Promise<void>
}

/** Carries messages from a database to the broker at `url`, which need not be up. */
export const rabbitOutbox = (database: Database, url: string): RabbitOutbox => {
  const line = brokerLine(url)
  const next = database.prepare("SELECT id, topic, body FROM outbox WHERE sent = 0 ORDER BY id LIMIT 100")
  const mark = database.prepare("UPDATE outbox SET sent = 1 WHERE id = ?")
  const count = database.prepare("SELECT count(*) AS waiting FROM outbox WHERE sent = 0")

  const relayAll = async (): Promise<void> => {
    for (let rows = read(next.all()); rows.length > 0; rows = read(next.all())) {
      const channel = await line.open()
      for (const { id, topic, body } of rows)
        channel.publish(EXCHANGE, topic, Buffer.from(body), {
          persistent: true,
          messageId: `${id}`,
          contentType: "application/json"
        })
      await inTime(channel.waitForConfirms())
      for (const { id } of rows) mark.run(id)
    }
  }

  // One at a time, so that the messages keep their order.
  let last: Promise<void> = Promise.resolve()
  const relay = (): Promise<void> => (last = last.then(relayAll).catch(() => line.close()))
  return {
    implementation: implement(Outbox, { relay }),
    waiting: () => (count.get() as { readonly waiting: number }).waiting,
    close: async () => {
      await last
      await line.close()
    }
  }
}

/** A message in the table. */
interface Row {
  readonly id: number
  readonly topic: string
  readonly body: string
}

// What the statement selects, by the schema of the table.
const read = (rows: ReadonlyArray<unknown>): ReadonlyArray<Row> => rows as ReadonlyArray<Row>

/** A connection that is made when it is needed. */
const brokerLine = (
  url: string
): { readonly open: () => Promise<ConfirmChannel>; readonly close: () => Promise<void> } => {
  let connection: ChannelModel | undefined
  let channel: ConfirmChannel | undefined
  const close = async (): Promise<void> => {
    const closing = connection
    connection = undefined
    channel = undefined
    // A broker that does not even say goodbye is left to the heartbeat of the connection.
    if (closing !== undefined) await inTime(closing.close()).catch(() => undefined)
  }
  return {
    open: async () => {
      if (channel !== undefined) return channel
      await close()
      const opened = await connect(url, { timeout: PATIENCE })
      connection = opened
      // Without a listener the loss of the connection would end the process; the next message makes a new one.
      const lost = (): void => {
        if (connection === opened) connection = channel = undefined
      }
      opened.on("error", lost)
      opened.on("close", lost)
      const confirming = await inTime(opened.createConfirmChannel())
      confirming.on("error", () => (channel = undefined))
      await inTime(confirming.assertExchange(EXCHANGE, "topic", { durable: true }))
      channel = confirming
      return confirming
    },
    close
  }
}

/** The milliseconds in which the broker has to answer. */
const PATIENCE = 5_000

/** A broker that is connected and silent is one that is down: its messages go later. */
const inTime = async <A>(answer: Promise<A>): Promise<A> => {
  const limit = new AbortController()
  const late = pause(PATIENCE, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`The broker did not answer within ${PATIENCE} milliseconds.`)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    limit.abort()
    late.catch(() => undefined)
  }
}
