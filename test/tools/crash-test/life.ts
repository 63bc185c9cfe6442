/**
 * One life of the process that is killed.
 *
 * @module
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { setImmediate as turn } from "node:timers/promises"
import { build } from "esbuild"
import { root } from "../project.ts"
import type { FromEngine, ToEngine } from "./messages.ts"

export interface Life {
  /** To a process that has been killed nothing is sent. */
  readonly send: (message: ToEngine) => void
  readonly kill: () => void
  readonly killed: () => boolean
  /** Is fulfilled when the process has ended and all that it had sent has been received; tells how it ended. */
  readonly ended: Promise<string>
}

/** Builds the process once, so that each life of it starts fast. Gives its file, and what removes it. */
export const buildProcess = async (): Promise<{ readonly file: string; readonly remove: () => void }> => {
  const cache = join(root, ".cache")
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, "crash-test-"))
  await build({
    absWorkingDir: root,
    entryPoints: ["test/tools/crash-test/engine-process.ts"],
    outfile: join(folder, "engine-process.mjs"),
    bundle: true,
    packages: "external",
    format: "esm",
    target: "node20"
  })
  return {
    file: join(folder, "engine-process.mjs"),
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}

export const startLife = (
  file: string,
  args: ReadonlyArray<string>,
  receive: (message: FromEngine) => void
): Life => {
  const child = fork(file, args, { cwd: root, execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] })
  let [killed, printed] = [false, ""]
  child.stderr?.on("data", (text: Buffer) => (printed += text.toString()))
  // Answers to a process that is gone are lost, as they are on a network.
  child.on("error", () => {})
  child.on("message", (message: FromEngine) => receive(message))
  const ended = Promise.all([once(child, "close"), once(child, "disconnect")]).then(
    async ([[code, signal]]) => {
      await turn()
      return `${String(code ?? signal)}${printed === "" ? "" : `: ${printed}`}`
    }
  )
  return {
    send: (message) => {
      if (!killed && child.connected) child.send(message, () => {})
    },
    kill: () => {
      killed = true
      child.kill("SIGKILL")
    },
    killed: () => killed,
    ended
  }
}
