/**
 * The workflow in DBOS, on PostgreSQL. DBOS is not a dependency of this repository: `LAWFUL_BENCH_PEERS` names a folder in
 * which `npm install @dbos-inc/dbos-sdk` was run.
 */
import { createRequire } from "node:module"
import { join } from "node:path"
import { startPostgres } from "./postgres.ts"
import { type Counted, increase, type Open, steps } from "./side.ts"

/** What is used here of DBOS 5. */
interface Dbos {
  readonly setConfig: (config: Readonly<Record<string, unknown>>) => void
  readonly launch: () => Promise<void>
  readonly registerWorkflow: (body: Body, config: { readonly name: string }) => Body
  readonly startWorkflow: (
    workflow: Body,
    options: { readonly workflowID: string }
  ) => (input: Counted) => Promise<{ readonly getResult: () => Promise<Counted> }>
  readonly runStep: (step: () => Promise<Counted>, config: { readonly name: string }) => Promise<Counted>
}

type Body = (input: Counted) => Promise<Counted>

export const open: Open = async (folder) => {
  const DBOS = load()
  const count = DBOS.registerWorkflow(
    async (input) => {
      let value = input
      for (let step = 0; step < steps; step++) {
        const before = value
        value = await DBOS.runStep(async () => increase(before), { name: `step-${step}` })
      }
      return value
    },
    { name: "count" }
  )
  const systemDatabaseUrl = await startPostgres(join(folder, "postgres"))
  DBOS.setConfig({ name: "bench", systemDatabaseUrl, runAdminServer: false, logLevel: "error" })
  await DBOS.launch()
  return async (id, input) => (await DBOS.startWorkflow(count, { workflowID: id })(input)).getResult()
}

const load = (): Dbos => {
  const folder = process.env["LAWFUL_BENCH_PEERS"]
  if (folder === undefined)
    throw new Error("LAWFUL_BENCH_PEERS does not name a folder in which @dbos-inc/dbos-sdk is installed")
  const required: unknown = createRequire(join(folder, "package.json"))("@dbos-inc/dbos-sdk")
  // The package is not there when this is compiled, so its types are written down above.
  return (required as { readonly DBOS: Dbos }).DBOS
}
