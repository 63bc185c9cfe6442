/**
 * A shop that may take an item from any warehouse, one that decides from which, and ways in which it may do so wrongly.
 */
import * as fc from "fast-check"
import { type LaxMigration, type LaxSystem, Migration } from "lawful/transformations"

export type Command = "take" | "bring to north" | "bring to south"

export const commands: fc.Arbitrary<Command> = fc.constantFrom("take", "bring to north", "bring to south")

export interface Stock {
  readonly north: number
  readonly south: number
}

export const either: LaxSystem<Command, Stock, string> = {
  name: "from any warehouse",
  initial: () => ({ north: 0, south: 0 }),
  moves: ({ north, south }, command) => {
    if (command === "bring to north") return [["brought", { north: north + 1, south }]]
    if (command === "bring to south") return [["brought", { north, south: south + 1 }]]
    if (north + south === 0) return [["sold out", { north, south }]]
    return [
      ...(north > 0 ? [["from north", { north: north - 1, south }] as const] : []),
      ...(south > 0 ? [["from south", { north, south: south - 1 }] as const] : [])
    ]
  }
}

/** The south keeps its numbers in a list of items. */
export interface Shelves {
  readonly north: number
  readonly south: ReadonlyArray<"item">
}

const northFirst: LaxSystem<Command, Shelves, string> = {
  name: "north first",
  initial: () => ({ north: 0, south: [] }),
  moves: async (state, command) => {
    const moves = await either.moves({ north: state.north, south: state.south.length }, command)
    return moves.slice(0, 1).map(([answer, stock]) => [answer, migrate(stock)] as const)
  }
}

const migrate = ({ north, south }: Stock): Shelves => ({
  north,
  south: Array.from({ length: south }, () => "item")
})

type Move = LaxMigration<Command, Stock, Shelves, string>

export const decided: Move = Migration.make({
  name: "north first",
  from: either,
  to: northFirst,
  state: {
    carry: migrate,
    related: (old, shelves) => old.north === shelves.north && old.south === shelves.south.length
  }
})

const moving = (change: (shelves: Shelves, command: Command) => Shelves | undefined): Move["to"] => ({
  ...northFirst,
  moves: async (state, command) => {
    const changed = change(state, command)
    return changed === undefined ? [] : northFirst.moves(changed, command)
  }
})

/** Each with the laws that find it. */
export const laxMigrationMutants: ReadonlyArray<readonly [mutant: Move, laws: ReadonlyArray<string>]> = [
  [
    { ...decided, name: "migrates the north only", carry: ({ north }) => ({ north, south: [] }) },
    ["F7/start", "F7/answers"]
  ],
  [
    {
      ...decided,
      name: "sells what it does not have",
      to: moving((shelves, command) =>
        command === "take" && shelves.north === 0 ? { ...shelves, north: 1 } : shelves
      )
    },
    ["F7", "F7/answers"]
  ],
  [
    {
      ...decided,
      name: "loses an item on the way, although the answers are right for a while",
      to: moving((shelves, command) =>
        command === "bring to north" ? { ...shelves, south: shelves.south.slice(1) } : shelves
      )
    },
    ["F7", "F7/answers"]
  ],
  [
    {
      ...decided,
      name: "is related to everything, and sells what it does not have",
      to: moving((shelves, command) => (command === "take" ? { ...shelves, north: 1 } : shelves)),
      related: () => true
    },
    ["F7/answers"]
  ],
  [
    {
      ...decided,
      name: "does not sell the last item",
      to: moving((shelves, command) =>
        command === "take" && shelves.north + shelves.south.length === 1 ? undefined : shelves
      )
    },
    ["F7/progress"]
  ]
]
