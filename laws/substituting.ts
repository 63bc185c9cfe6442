/**
 * `Mapping` as a mapper: what the laws of mappings are checked on.
 * @module
 */
import * as Mapping from "../src/mapping.ts"
import { Lab, type OperationName } from "./lab.ts"
import type { Mapper } from "./mapping.ts"

/** Replaces operations with `Mapping.step`. */
export const substituting: Mapper = {
  name: "Mapping",
  map: (images) => {
    const given = [...Lab["~signature"].operations.keys()].flatMap((name) => {
      const image = images(name as OperationName)
      return image === undefined ? [] : [[name, image] as const]
    })
    // The laws give images that can stand for the operations; which ones is not known before they are generated.
    const known: object = Object.fromEntries(given)
    const mapping = Mapping.partial(Lab, known)
    return (step) => Mapping.step(mapping)(step)
  }
}
