import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Saga, Signature, Step, Workflow } from "lawful"
import { Engine, memoryJournal, sqlite } from "lawful/durable"
import { rmSync } from "node:fs"
const Ops = Signature.make("Ops", { a: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" }, un: { input: t.number, output: t.void, effect: "undo" } })
let body: any = Step.pure((n: number) => n)
for (let i = 0; i < 10; i++) body = pipe(body, Step.andThen(pipe(Saga.undoable(Ops.a, pipe(Ops.un)), Step.label(`s${i}`)) as any) as any)
const w = Workflow.make("ten", { version: 1, input: t.number, output: t.number, body: body as any })
const file = "/work/tmp-bench.db"
for (const s of ["", "-wal", "-shm", "-lock", "-lock-wal"]) rmSync(file + s, { force: true })
const engine = await Engine.open({ journal: process.argv[2] === "memory" ? memoryJournal() : sqlite(file), workflows: [w], implementations: [implement(Ops, { a: async (n) => n + 1, un: () => undefined })] } as any)
const runOne = async () => { const h = await engine.start(w as any, 1 as any); const r = await h.result(); if ((r as any).output !== 11) throw new Error(JSON.stringify(r)) }
for (const conc of [32]) {
  for (let i = 0; i < 100; i++) await runOne()
  const N = 4000; let left = N
  const t0 = performance.now(), c0 = process.cpuUsage()
  await Promise.all(Array.from({ length: conc }, async () => { while (left-- > 0) await runOne() }))
  const d = performance.now() - t0, c = process.cpuUsage(c0)
  console.log(conc, Math.round((N * 10) / d * 1000), "steps/s", "cpu us/step user", (c.user / N / 10).toFixed(1), "sys", (c.system / N / 10).toFixed(1))
}
await engine.close()
