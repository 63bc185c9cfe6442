import { connect } from "amqplib"
import { afterAll, beforeAll, describe } from "vitest"
import { EXCHANGE } from "../../../../examples/order-fulfilment/implementation/rabbit-outbox.ts"
import { rabbitMissing, type RunningRabbit, startRabbit } from "../../../servers/rabbitmq.ts"

/** A group of tests that need a broker; skipped, with the reason printed, where there is none. */
export const describeWithBroker = (title: string, tests: (broker: () => string) => void): void => {
  const missing = rabbitMissing()
  if (missing !== undefined) console.warn(`${title}: skipped. ${missing}`)
  describe.skipIf(missing !== undefined)(title, () => {
    let rabbit: RunningRabbit | undefined
    beforeAll(async () => {
      rabbit = await startRabbit()
    }, 90_000)
    afterAll(async () => {
      await rabbit?.stop()
    })
    tests(() => rabbit?.url ?? "")
  })
}

/** A message as a receiver sees it. */
export interface Received {
  readonly id: string
  readonly topic: string
  readonly body: unknown
}

/** Somebody who listens to everything the shop tells. */
export interface Listener {
  /** What has come so far, once there are at least so many. */
  readonly received: (atLeast: number) => Promise<ReadonlyArray<Received>>
  readonly close: () => Promise<void>
}

/** Starts to listen. */
export const listenTo = async (url: string): Promise<Listener> => {
  const connection = await connect(url)
  const channel = await connection.createChannel()
  await channel.assertExchange(EXCHANGE, "topic", { durable: true })
  const { queue } = await channel.assertQueue("", { exclusive: true })
  await channel.bindQueue(queue, EXCHANGE, "#")
  const messages: Array<Received> = []
  let wake = (): void => undefined
  await channel.consume(
    queue,
    (message) => {
      if (message === null) return
      messages.push({
        id: String(message.properties.messageId),
        topic: message.fields.routingKey,
        body: JSON.parse(message.content.toString())
      })
      wake()
    },
    { noAck: true }
  )
  return {
    received: async (atLeast) => {
      while (messages.length < atLeast) await new Promise<void>((resolve) => (wake = resolve))
      return [...messages]
    },
    close: () => connection.close()
  }
}
