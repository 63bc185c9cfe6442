import type { Contender } from "./contender.ts"

export type ContenderName = "lawful" | "plain" | "effect" | "fpts" | "neverthrow"

export const contenderNames: readonly ContenderName[] = ["lawful", "plain", "effect", "fpts", "neverthrow"]

/** Loads one contender and nothing of the others, so that they share no heap and no compiled code. */
export const loadContender = (name: ContenderName): Promise<Contender> => loaders[name]()

const loaders: Record<ContenderName, () => Promise<Contender>> = {
  lawful: async () => (await import("../lawful/lawful.ts")).lawful,
  plain: async () => (await import("./plain.ts")).plain,
  effect: async () => (await import("./effect.ts")).effect,
  fpts: async () => (await import("./fp-ts.ts")).fpts,
  neverthrow: async () => (await import("./neverthrow.ts")).neverthrow
}
