import { parseArgs } from "node:util"
import type { Bench } from "./bench.ts"
import { inProcessBundle } from "./bundle/in-process-bundle.ts"
import { durableBenches } from "./durable/durable-benches.ts"
import { parkedBench } from "./durable/parked.ts"
import { recoveryBenches } from "./durable/recovery.ts"
import { inProcessBenches } from "./in-process/in-process-benches.ts"
import { interpretBenches } from "./interpret/interpret-benches.ts"
import { waiting } from "./memory/waiting.ts"
import { machineBenches } from "./machine/machine-benches.ts"
import { independentCalls } from "./optimise/independent-calls.ts"
import { jsonReport, tableReport } from "./report.ts"
import { orderBench } from "./simulator/order-bench.ts"
import { searchBenches } from "./simulator/search-benches.ts"
import { pipe300 } from "./types/pipe-300.ts"

const benches: readonly Bench[] = [
  ...inProcessBenches,
  ...interpretBenches,
  pipe300,
  inProcessBundle,
  waiting,
  ...machineBenches,
  independentCalls,
  ...searchBenches,
  orderBench,
  ...durableBenches,
  ...recoveryBenches,
  parkedBench
]

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } })

/** A name is a bench, or a folder of them: `in-process`. */
const named = (name: string): readonly Bench[] => {
  const found = benches.filter((bench) => bench.name === name || bench.name.startsWith(`${name}/`))
  if (found.length > 0) return found
  process.stderr.write(
    `There is no bench ${name}. There are:\n${benches.map((bench) => `  ${bench.name}\n`).join("")}`
  )
  process.exit(1)
}

const chosen = positionals.length === 0 ? benches : [...new Set(positionals.flatMap(named))]
const report = values.json ? jsonReport : tableReport

for (const bench of chosen) console.log(report(bench, await bench.measure()))
