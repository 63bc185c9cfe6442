import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Codec, Event, Saga, Schedule, Signature, Step, Workflow } from "lawful"
import { describe, expect, it } from "vitest"
import { root } from "../tools/project.ts"
import { typeTests } from "../tools/tsd.ts"

const tests = typeTests()
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n")

describe.each(Object.entries({ Codec, Event, Saga, Schedule, Signature, Step, Workflow }))(
  "the types of %s",
  (name, words) => {
    it.each(Object.keys(words))(`are tested for ${name}.%s`, (word) => {
      expect(tests).toMatch(new RegExp(`\\b${name}\\.${word}\\b`))
    })
  }
)

describe("the types of the interpreter", () => {
  it.each(["implement", "run", "runSync", "start"])("are tested for %s", (word) => {
    expect(tests).toMatch(new RegExp(`expect[A-Za-z]+(<.*>)?\\([^]*?\\b${word}\\(`))
  })
})
