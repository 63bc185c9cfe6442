import { execFile } from "node:child_process"
import { join } from "node:path"
import { root } from "../root.ts"

/** Runs the TypeScript compiler and returns what it printed; throws with it when there are errors. */
export const tsc = (...args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const compiler = join(root, "node_modules/typescript/bin/tsc")
    execFile(process.execPath, [compiler, ...args], { cwd: root }, (error, stdout, stderr) =>
      error ? reject(new Error(`tsc ${args.join(" ")} failed:\n${stdout}${stderr}`)) : resolve(stdout)
    )
  })
