/**
 * A process that writes to a journal until it is killed: `writer.ts <file>`. It says `opening` before it opens the journal, and
 * then the number of each commit that has returned.
 */
import { writeSync } from "node:fs"
import { sqlite } from "../../../src/durable/journal/sqlite/sqlite.ts"

/** Says it before it goes on; who listens may be slower, and then the pipe is full for a moment. */
const say = (text: string): void => {
  for (;;)
    try {
      writeSync(1, `${text}\n`)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error
    }
}

const [, , file = ""] = process.argv
say("opening")
const records = await sqlite(file).open({ standby: process.argv.includes("standby") })
say("open")
for (let number = Number(records.get("last") ?? 0) + 1; ; number++) {
  const next = number
  records.commit(() => [
    { key: `one/${next}`, value: "x".repeat((next * 7919) % 3000) },
    { key: `two/${next}`, value: String(next) },
    { key: "last", value: String(next) }
  ])
  say(String(next))
  // Lets others have the processor, and signals arrive.
  if (next % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
}
