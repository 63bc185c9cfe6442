/**
 * Filesystems of one's own, where the user of the tests may make them.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Makes a filesystem in memory; false when this user may not. */
export const mounted = (path: string, options: string): boolean => {
  mkdirSync(path, { recursive: true })
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

export const unmount = (path: string): void => {
  execFileSync("umount", ["-l", path], { stdio: "ignore" })
}

/** Shows a folder at another place, where nobody may write. */
export const mirrored = (path: string, at: string): void => {
  mkdirSync(at)
  execFileSync("mount", ["--bind", path, at], { stdio: "ignore" })
  execFileSync("mount", ["-o", "remount,bind,ro", at], { stdio: "ignore" })
}

/** Whether this user may mount; says so when not. */
export const mayMount: boolean = ((): boolean => {
  const path = mkdtempSync(join(tmpdir(), "lawful-mount-"))
  const may = mounted(path, "size=1m")
  if (may) unmount(path)
  else
    console.log("skipped: tests on a full and on a read-only filesystem, since this user may not mount one")
  rmSync(path, { recursive: true, force: true })
  return may
})()
