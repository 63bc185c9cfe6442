import { mutants } from "./mutants/all.ts"
import { kills } from "./mutants/kills.ts"
import { lawsOf } from "./table.ts"
for (const [m, laws] of Object.entries(kills)) for (const id of laws) {
  const r = await lawsOf(m).get(id)?.run({ numRuns: 400, seed: 5, shrink: false })
  if (r?.status !== "failed") console.log("SURVIVES", m, id, r?.status)
}
for (const id of ["seal","seal/before","pivot","undo/replaced","undo/start/success","S6","S3"]) {
  const by = []
  for (const m of Object.keys(mutants)) { const r = await lawsOf(m).get(id)!.run({ numRuns: 100, seed: 5, shrink: false }); if (r.status === "failed") by.push(m) }
  console.log(id, by)
}
