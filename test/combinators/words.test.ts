import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Saga, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { root } from "../tools/project.ts"

/** The docstrings of the exported functions of a file, by the name under which they are exported. */
const docstringsIn = (file: string): ReadonlyMap<string, string> => {
  const text = readFileSync(join(root, file), "utf8")
  const renamed = new Map(
    [...text.matchAll(/export \{ (\w+) as (\w+) \}/g)].map(([, from, to]) => [from, to])
  )
  const documented = text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(?:export )?const (\w+)/g)
  return new Map([...documented].map(([, comment = "", name = ""]) => [renamed.get(name) ?? name, comment]))
}

const stepFiles = [...readFileSync(join(root, "src/step.ts"), "utf8").matchAll(/from "\.\/(.+)"/g)].map(
  ([, file]) => `src/${file}`
)

const vocabulary = {
  Step: { words: Step, docstrings: new Map(stepFiles.flatMap((file) => [...docstringsIn(file)])) },
  Saga: { words: Saga, docstrings: docstringsIn("src/combinators/saga.ts") }
}

for (const [name, { words, docstrings }] of Object.entries(vocabulary))
  describe(`every word under ${name}`, () => {
    it.each(Object.keys(words))("%s says what it does, names its laws and shows an example", (word) => {
      const docstring = docstrings.get(word) ?? ""

      // A sentence that starts with a verb in the third person.
      expect(docstring).toMatch(/^\s*\*?\s*(As \{@link \w+\}|[A-Z][a-z]+s\b)/)
      expect(docstring).toMatch(/^ \* Laws: \S/m)
      expect(docstring).toMatch(/^ \* @example\n \* \S/m)
    })
  })
