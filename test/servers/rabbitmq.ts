/**
 * RabbitMQ for tests: a broker of their own on loopback, with all its files in one temporary folder.
 *
 * It needs Debian's package `rabbitmq-server` (or the same files elsewhere); where that is missing, tests are skipped and say so.
 */
import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { connect } from "amqplib"
import { freePort } from "./free-port.ts"

const program = "/usr/lib/rabbitmq/bin/rabbitmq-server"
const mapperProgram = "/usr/bin/epmd"

/** A broker that is up. */
export interface RunningRabbit {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Why there can be no broker here; nothing when there can. */
export const rabbitMissing = (): string | undefined =>
  [program, mapperProgram].every((file) => existsSync(file))
    ? undefined
    : `RabbitMQ is not installed (${program}; Debian: apt-get install rabbitmq-server)`

/** Starts a broker and waits until it can be talked to. */
export const startRabbit = async (): Promise<RunningRabbit> => {
  const folder = mkdtempSync(join(tmpdir(), "lawful-rabbitmq-"))
  const [port, distribution, mapper] = [await freePort(), await freePort(), await freePort()]
  writeFileSync(join(folder, "rabbitmq.conf"), `listeners.tcp.1 = 127.0.0.1:${port}\n`)
  writeFileSync(join(folder, "enabled_plugins"), "[].")
  writeFileSync(join(folder, ".erlang.cookie"), randomBytes(20).toString("hex"))
  chmodSync(join(folder, ".erlang.cookie"), 0o400)
  const printed: Array<string> = []
  // The broker would leave a mapper of names behind it; this one ends with the broker.
  const names = spawn(mapperProgram, ["-port", `${mapper}`, "-address", "127.0.0.1"], { stdio: "ignore" })
  const child = spawn(program, {
    cwd: folder,
    env: {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      LANG: "C.UTF-8",
      HOME: folder,
      RABBITMQ_NODENAME: `lawful-${port}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
      RABBITMQ_NODE_PORT: `${port}`,
      RABBITMQ_DIST_PORT: `${distribution}`,
      ERL_EPMD_ADDRESS: "127.0.0.1",
      ERL_EPMD_PORT: `${mapper}`,
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-kernel inet_dist_use_interface {127,0,0,1}",
      RABBITMQ_MNESIA_BASE: join(folder, "mnesia"),
      RABBITMQ_LOG_BASE: join(folder, "log"),
      RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq.conf"),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "enabled_plugins"),
      RABBITMQ_CONF_ENV_FILE: "/dev/null",
      RABBITMQ_PID_FILE: join(folder, "pid")
    }
  })
  child.stdout.on("data", (text: Buffer) => printed.push(text.toString()))
  child.stderr.on("data", (text: Buffer) => printed.push(text.toString()))
  const url = `amqp://guest:guest@127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    const pid = Number(readFileSync(join(folder, "pid"), "utf8"))
    kill(pid)
    while (isAlive(pid)) await pause(20)
    names.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  const deadline = Date.now() + 60_000
  while (child.exitCode === null && Date.now() < deadline)
    try {
      await (await connect(url)).close()
      return { url, stop }
    } catch {
      await pause(100)
    }
  child.kill()
  names.kill()
  throw new Error(`RabbitMQ did not come up:\n${printed.join("")}`)
}

const kill = (pid: number): void => {
  try {
    process.kill(pid)
  } catch {
    // It has ended already.
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
