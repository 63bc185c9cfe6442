import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Bench } from "../bench.ts"
import { median } from "../median.ts"
import { answerOf } from "../processes/answer-of.ts"
import type { Parked } from "./parked-process.ts"

const heats = 5
const runs = 100_000

/** Runs that wait for an event: they are on disk, and should cost neither memory nor time. */
export const parkedBench: Bench = {
  name: "parked/100000",
  unit: "MB, ms",
  measure: async () => {
    const folder = mkdtempSync(join(tmpdir(), "lawful-bench-parked-"))
    const process = (role: "park" | "open", name: string, count: number): Promise<Parked> =>
      answerOf<Parked>("durable/parked-process", [role, join(folder, name), `${count}`], ["--expose-gc"])
    try {
      for (const name of ["empty", "full"]) mkdirSync(join(folder, name))
      const empty: Array<Parked> = []
      const full: Array<Parked> = []
      const started = await process("park", "full", runs)
      for (let heat = 0; heat < heats; heat++) {
        empty.push(await process("open", "empty", 0))
        full.push(await process("open", "full", runs))
      }
      const middle = (of: ReadonlyArray<Parked>, figure: keyof Parked): number =>
        median(of.map((one) => one[figure]))
      return {
        figures: {
          rss_mb: (middle(full, "bytes") - middle(empty, "bytes")) / 1e6,
          open_ms: middle(full, "openMilliseconds"),
          empty_open_ms: middle(empty, "openMilliseconds"),
          wake_ms: middle(full, "wakeMilliseconds"),
          /** Over an empty engine too, in the process that has started them all. */
          starter_rss_mb: (started.bytes - middle(empty, "bytes")) / 1e6
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
