/**
 * The laboratory of the laws as a world of plain data: each resource is a hash chain of what was done to it.
 */
import { implement } from "lawful"
import { Lab } from "lawful/laws"
import { type World, world } from "lawful/simulator"
import { hash } from "../../laws/hash.ts"
import { resourceOf } from "../../laws/lab.ts"

/** The state of each resource. */
export type LabState = Record<string, number>

/** A laboratory in which nothing has been done. */
export const labWorld: World<LabState, "Lab"> = world<LabState, "Lab">({}, (state) => {
  const perform =
    (name: string) =>
    (input: number): number => {
      const resource = resourceOf(name)
      const result = hash(`${name}(${input})`, state[resource] ?? 0)
      if (!name.startsWith("read")) state[resource] = result
      return result
    }
  return [
    implement(Lab, {
      a1: perform("a1"),
      a2: perform("a2"),
      b1: perform("b1"),
      b2: perform("b2"),
      c1: perform("c1"),
      undoA1: perform("undoA1"),
      undoA2: perform("undoA2"),
      undoB1: perform("undoB1"),
      undoB2: perform("undoB2"),
      undoC1: perform("undoC1"),
      readA: perform("readA"),
      readB: perform("readB"),
      sendB: perform("sendB")
    })
  ]
})
