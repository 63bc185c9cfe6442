import type { Open } from "./side.ts"

export const open: Open = async () => {
  throw new Error("the engine is not there yet")
}
