import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Codec, Event, Saga, Schedule, Signature, Step, Workflow } from "lawful"
import * as everything from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { root } from "../tools/project.ts"

const tables =
  readFileSync(join(root, "README.md"), "utf8").split("## All the words")[1]?.split("\n## ")[0] ?? ""

/** The words of the first column of the tables, without their arguments and without the name they stand under. */
const words = new Set(
  tables
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...(line.split(" | ")[0] ?? "").matchAll(/`(?:[A-Z]\w+\.)?([a-zA-Z]+)[^`]*`/g)])
    .map((match) => match[1])
)

const { Crash, Fault, ...simulator } = everything

describe("the README", () => {
  it.each(
    Object.entries({
      Step,
      Saga,
      Schedule,
      Event,
      Workflow,
      Signature,
      Codec,
      Fault,
      Crash,
      "lawful/simulator": simulator
    }).flatMap(([name, all]) => Object.keys(all).map((word) => ({ name, word })))
  )("knows $word of $name", ({ word }) => {
    expect(words).toContain(word)
  })
})
