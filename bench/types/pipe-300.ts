import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Bench, Results } from "../bench.ts"
import { type ContenderName, contenderNames, loadContender } from "../contenders/load-contender.ts"
import { root } from "../root.ts"
import { declarations } from "./declarations.ts"
import { tsc } from "./tsc.ts"

const steps = 300

export const pipe300: Bench = {
  name: "types/pipe-300",
  unit: "instantiations",
  measure: async () => {
    // Inside the package, so that imports are resolved as they are in a user's file.
    await mkdir(join(root, ".cache/bench"), { recursive: true })
    const folder = await mkdtemp(join(root, ".cache/bench/types-"))
    try {
      return { results: await measureIn(folder) }
    } finally {
      await rm(folder, { recursive: true })
    }
  }
}

const measureIn = async (folder: string): Promise<Results> => {
  const results: Partial<Record<ContenderName, number>> = {}
  for (const name of contenderNames) {
    const { pipeChain } = await loadContender(name)
    if (pipeChain === undefined) continue
    const paths = name === "lawful" ? await declarations(folder) : {}
    const chain = await instantiations(folder, pipeChain(steps), paths)
    const baseline = await instantiations(folder, pipeChain(0), paths)
    results[name] = chain - baseline
  }
  return results
}

const instantiations = async (
  folder: string,
  source: string,
  paths: Readonly<Record<string, readonly string[]>>
): Promise<number> => {
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    paths
  }
  await writeFile(join(folder, "chain.ts"), source)
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["chain.ts"] }))
  // Several checkers would each count what they share.
  const output = await tsc("-p", folder, "--extendedDiagnostics", "--singleThreaded")
  const count = /^Instantiations:\s+(\d+)$/m.exec(output)?.[1]
  if (count === undefined) throw new Error(`tsc printed no number of instantiations:\n${output}`)
  return Number(count)
}
