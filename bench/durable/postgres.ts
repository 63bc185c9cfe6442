/**
 * PostgreSQL for the races: a server of their own on loopback, with all its files in one folder, which ends with the process.
 *
 * It needs Debian's package `postgresql` (or the same programs elsewhere, named by `LAWFUL_BENCH_POSTGRES`).
 */
import { spawnSync } from "node:child_process"
import { appendFileSync, chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from "node:fs"
import { createServer } from "node:net"
import { dirname, join } from "node:path"

/** Starts a server whose files are in `folder`, and gives the address of a database that need not exist yet. */
export const startPostgres = async (folder: string): Promise<string> => {
  const programs = programsOfPostgres()
  const port = await freePort()
  mkdirSync(folder)
  const asPostgres = accountFor(folder)
  const execute = (program: string, ...parameters: ReadonlyArray<string>): void => {
    const [command = "", ...rest] = [...asPostgres, join(programs, program), ...parameters]
    const { status, stderr } = spawnSync(command, rest, { encoding: "utf8", cwd: folder })
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
  }
  const data = join(folder, "data")
  execute(
    "initdb",
    "-D",
    data,
    "-A",
    "trust",
    "-U",
    "postgres",
    "--no-sync",
    "--locale=C.UTF-8",
    "-E",
    "UTF8"
  )
  appendFileSync(
    join(data, "postgresql.conf"),
    `listen_addresses = '127.0.0.1'\nport = ${port}\nunix_socket_directories = '${folder}'\nmax_connections = 200\n`
  )
  // Before anybody removes the folder.
  process.prependListener("exit", () => execute("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"))
  execute("pg_ctl", "-D", data, "-l", join(folder, "server.log"), "-w", "start")
  return `postgresql://postgres@127.0.0.1:${port}/bench`
}

const programsOfPostgres = (): string => {
  const versions = "/usr/lib/postgresql"
  const found =
    process.env["LAWFUL_BENCH_POSTGRES"] ??
    (existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, "bin")) : []).find(
      (folder) => existsSync(join(folder, "initdb"))
    )
  if (found === undefined) throw new Error("PostgreSQL is not installed (Debian: apt-get install postgresql)")
  return found
}

/** The server refuses to be run by root, who lends it the account that the package has made for it. */
const accountFor = (folder: string): ReadonlyArray<string> => {
  if (process.getuid?.() !== 0) return []
  const idOf = (option: "-u" | "-g"): number =>
    Number(spawnSync("id", [option, "postgres"], { encoding: "utf8" }).stdout)
  const [user, group] = [idOf("-u"), idOf("-g")]
  chownSync(folder, user, group)
  chmodSync(dirname(folder), 0o711)
  return ["setpriv", `--reuid=${user}`, `--regid=${group}`, "--clear-groups"]
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().listen(0, "127.0.0.1")
    server.once("error", reject)
    server.once("listening", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
