/**
 * An engine whose file may not be written any more.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Codec, Step, Workflow } from "lawful"
import { Engine, sqlite } from "lawful/durable"
import { expect, it } from "vitest"
import { mayMount, mirrored, mounted, unmount } from "../mount.ts"

const echo = Workflow.make("echo", {
  version: 1,
  input: Codec.unchecked<number>(),
  output: Codec.unchecked<number>(),
  body: Step.identity<number>()
})

it.skipIf(!mayMount)("does not open, and says what to do; what was done is still there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lawful-read-only-"))
  const [disk, frozen] = [join(folder, "disk"), join(folder, "frozen")]
  mounted(disk, "size=4m")
  try {
    const open = (place: string) => Engine.open({ journal: sqlite(join(place, "a.db")), workflows: [echo] })
    const first = await open(disk)
    await (await first.start(echo, 1, { id: "before" })).result()
    await first.close()
    mirrored(disk, frozen)

    const refusal = await open(frozen).catch((cause: unknown) => cause)

    expect(refusal).toMatchObject({ code: "journal/readonly" })
    unmount(frozen)
    const again = await open(disk)
    expect(await (await again.get(echo, "before")).result()).toEqual({ _tag: "Completed", output: 1 })
    await again.close()
  } finally {
    unmount(disk)
    rmSync(folder, { recursive: true, force: true })
  }
})
