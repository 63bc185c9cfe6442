import { killed } from "/work/main/test/laws/table.ts"
import { writeFileSync } from "node:fs"
const k = await killed(40, 5, (m, by) => console.log(`${m}: ${by.length} ${by.slice(0,12).join(" ")}`))
writeFileSync("/tmp/matrix.json", JSON.stringify(Object.fromEntries(k), null, 1))
console.log("unkilled:", [...k].filter(([,l])=>l.length===0).map(([id])=>id).join(" "))
