/**
 * The laws of migrations hold for an order book that is split, and find what goes wrong on the way.
 */
import { describeLaws, migrationLaws, wordsOf } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { commands as orders, migrationMutants, split } from "./mutants-of-maps/order-book.ts"
import { commands as goods, decided, laxMigrationMutants } from "./mutants-of-maps/warehouses.ts"

const options = { numRuns: 400, seed: 20_261_122 }

describeLaws(migrationLaws(split, { commands: orders }), { describe, it }, options)
describeLaws(migrationLaws(decided, { commands: goods }), { describe, it }, options)

describe("each law of migrations", () => {
  it("finds a bug in some migration", () => {
    const ids = [
      migrationLaws(split, { commands: orders }),
      migrationLaws(decided, { commands: goods })
    ].flatMap(({ laws }) => laws.map(({ id }) => id))
    const killing = new Set([...migrationMutants, ...laxMigrationMutants].flatMap(([, laws]) => laws))

    expect(ids.filter((id) => !killing.has(id))).toEqual([])
  })
})

describe.each(migrationMutants.map(([migration, laws]) => ({ migration, laws })))(
  "a migration that $migration.name",
  ({ migration, laws }) => {
    it.each(laws)("breaks %s", async (id) => {
      const [law] = migrationLaws(migration, { commands: orders }).only(id).laws

      expect((await law?.run(options))?.status).toBe("failed")
    })
  }
)

describe.each(laxMigrationMutants.map(([migration, laws]) => ({ migration, laws })))(
  "a lax migration that $migration.name",
  ({ migration, laws }) => {
    it.each(laws)("breaks %s", async (id) => {
      const [law] = migrationLaws(migration, { commands: goods }).only(id).laws

      expect((await law?.run(options))?.status).toBe("failed")
    })
  }
)

describe("the report of a migration", () => {
  const report = async (name: string, id: string): Promise<string> => {
    const [migration] = migrationMutants.find(([{ name: other }]) => other === name) ?? []
    const [law] = migrationLaws(migration ?? split, { commands: orders }).only(id).laws
    return law === undefined ? "" : wordsOf(law, await law.run(options))
  }

  it("shows the square that does not commute after the fewest commands", async () => {
    const words = await report("misses a refund", "F6")

    expect(words).toContain('history = {discount: 0, kind: "place", price: 1} ; {kind: "pay", order: 0}')
    expect(words).toContain('c = {kind: "cancel", order: 0}')
    expect(words).toMatch(
      /left {3}one table, then migrate\n.*answers 1, state \.payments\[1]: \{cents: -1, order: 0}/
    )
    expect(words).toMatch(/right {2}migrate, then two tables\n.*answers 1, state \.payments\[1]: nothing/)
    expect(words).toContain("The states differ in .payments[1].")
  })

  it("says commands in words of one's own", async () => {
    const [refund] = migrationMutants.find(([{ name }]) => name === "misses a refund") ?? []
    const [refusing] = laxMigrationMutants.find(([, laws]) => laws.includes("F7/progress")) ?? []
    const strict = migrationLaws(refund ?? split, { commands: orders, show: ({ kind }) => `please ${kind}` })
    const lax = migrationLaws(refusing ?? decided, { commands: goods, show: () => "some goods" })

    const [square, history, refused] = await Promise.all(
      [...strict.only("F6", "F6/history").laws, ...lax.only("F7/progress").laws].map(async (law) =>
        wordsOf(law, await law.run(options))
      )
    )

    expect(square).toContain("history = please place ; please pay\n  c = please cancel\n")
    expect(history).toMatch(/The answers to please \w+ differ:/)
    expect(refused).toMatch(/after it = some goods/)
  })

  it("says which answer a customer would notice", async () => {
    const words = await report("loses payments, and a comparison that does not look at them", "F6/history")

    expect(words).toMatch(/before the migration = .*"pay"/)
    expect(words).toMatch(/The answers to .* differ: \S+ and \S+\./)
  })
})
