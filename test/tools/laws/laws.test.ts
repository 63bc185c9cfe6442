import { spawnSync } from "node:child_process"
import { Step } from "lawful"
import { equation, inProcess, type LawFor, lawSet, type LawSet, type Subject, work } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { root } from "../project.ts"
import { laws, type Subjects } from "./main.ts"

const about = { name: "", equation: "", doc: "" }
const good = equation({
  ...about,
  id: "good",
  name: "nothing changes",
  equation: "f = f",
  given: { f: work() },
  sides: ({ f }) => ({ left: f, right: f })
})
const bad = equation({
  ...about,
  id: "bad",
  name: "nothing is done",
  equation: "f = identity",
  given: { f: work() },
  sides: ({ f }) => ({ left: f, right: Step.identity<number>() })
})
const empty = equation({
  ...about,
  id: "empty",
  given: {},
  sides: () => ({ left: Step.succeed(1), right: Step.succeed(1) })
})
const racing = equation({
  ...about,
  id: "racing",
  requires: ["race"],
  given: { f: work() },
  sides: ({ f }) => ({ left: f, right: f })
})
const poor: Subject = { ...inProcess, name: "poor", capabilities: new Set() }
const set = (name: string, subject: Subject, ...all: ReadonlyArray<LawFor>): LawSet =>
  lawSet(
    name,
    [],
    all.map((law) => law(subject))
  )

const subjects = (...sets: ReadonlyArray<LawSet>): Subjects => ({
  interpreters: [{ name: "mine", sets }],
  mutants: {
    wrong: {
      "does too much": () => [set("mine", inProcess, bad, good)],
      "does nothing wrong": () => [set("mine", inProcess, good)]
    },
    kills: { "does too much": ["bad"], "does nothing wrong": ["good"] },
    laws: ["good", "bad"]
  }
})

interface Told {
  readonly code: number
  readonly lines: ReadonlyArray<string>
  readonly last: string | undefined
  readonly errors: string
}

const told = async (of: Subjects, ...args: ReadonlyArray<string>): Promise<Told> => {
  const [out, errors]: [Array<string>, Array<string>] = [[], []]
  const code = await laws(args, of, {
    out: (line) => out.push(...line.split("\n")),
    error: (line) => errors.push(line)
  })
  return { code, lines: out, last: out.at(-1), errors: errors.join("\n") }
}

const words = (line: string | undefined): string | undefined => line?.split(/\s+/).slice(0, -1).join(" ")

describe("npm run laws", () => {
  it("prints a line for each set, and succeeds when all laws hold", async () => {
    const { code, lines } = await told(subjects(set("one", inProcess, good)), "--runs", "20")

    expect(lines.map(words)).toEqual([
      "interpreter set passed failed skipped vacuous",
      "mine one 1 0 0 0",
      "1 passed, 0 failed, 0"
    ])
    expect(code).toBe(0)
  })

  it("reports in full what did not pass, and fails", async () => {
    const { code, lines, last } = await told(subjects(set("one", inProcess, good, bad)), "--seed", "3")

    expect(lines).toContainEqual(expect.stringContaining("mine: failed bad nothing is done: f = identity"))
    expect(lines).toContainEqual(
      expect.stringMatching(/replay: check\(laws.only\("bad"\), \{ seed: 3, path: /)
    )
    expect(last).toBe("1 passed, 1 failed, 0 skipped")
    expect(code).toBe(1)
  })

  it("counts what is vacuous as failed", async () => {
    const { code, lines, last } = await told(subjects(set("one", inProcess, empty)))

    expect(words(lines[1])).toBe("mine one 0 0 0 1")
    expect(lines).toContainEqual(expect.stringContaining("only 0 of 100 examples had to do with the law"))
    expect(last).toBe("0 passed, 1 failed, 0 skipped")
    expect(code).toBe(1)
  })

  it("counts what cannot be checked as skipped, and says why", async () => {
    const { code, lines, last } = await told(subjects(set("one", poor, racing, good)), "--runs", "20")

    expect(words(lines[1])).toBe("mine one 1 0 1 0")
    expect(lines).toContainEqual(expect.stringContaining("poor does not support race"))
    expect(last).toBe("1 passed, 0 failed, 1 skipped")
    expect(code).toBe(0)
  })

  it("shows what was left out below its set, and counts it as skipped", async () => {
    const partly = set("one", inProcess, good, bad).without("bad", "is known to be wrong")

    const { lines, last } = await told(subjects(partly), "--runs", "20")

    expect(lines[2]?.trim()).toBe("left out bad: is known to be wrong")
    expect(last).toBe("1 passed, 0 failed, 1 skipped")
  })

  it("puts the sets that interpreters have in common side by side, before the counts", async () => {
    const mine = set("about mine", inProcess, good, racing)
    const yours = set("about yours", poor, good, racing)
    const own = set("own", inProcess, good)
    const of = {
      ...subjects(),
      interpreters: [
        { name: "mine", sets: [mine, own] },
        { name: "yours", sets: [yours] }
      ]
    }

    const { lines } = await told(of, "--runs", "20")

    expect(lines.slice(-5)).toEqual([
      "",
      "passed/failed/skipped   mine  yours",
      "about                  2/0/0  1/0/1",
      "",
      "4 passed, 0 failed, 1 skipped"
    ])
  })

  it("checks a set that is called like its interpreter", async () => {
    const { last } = await told(subjects(set("mine", inProcess, good)), "--runs", "20")

    expect(last).toBe("1 passed, 0 failed, 0 skipped")
  })

  it("checks a set that is reached twice once", async () => {
    const parent = set("parent", inProcess, good)

    const { last } = await told(
      subjects(lawSet("one", [parent], []), lawSet("two", [parent], [])),
      "--runs",
      "20"
    )

    expect(last).toBe("1 passed, 0 failed, 0 skipped")
  })

  it("prints one line of JSON for each law, those left out included, and then the counts", async () => {
    const all = set("one", poor, good, bad, empty, racing)
    const { lines, last } = await told(
      subjects(lawSet("two", [all], [good(inProcess)]).without("empty", "is empty")),
      "--json",
      "--seed",
      "3",
      "--runs",
      "20"
    )

    const mine = { interpreter: "mine", seed: 3 }
    expect(lines.slice(0, -1).map((line): unknown => JSON.parse(line))).toEqual([
      { set: "one", law: "good", status: "passed", runs: 20, ...mine },
      { set: "one", law: "bad", status: "failed", runs: 1, ...mine },
      { set: "one", law: "racing", status: "skipped", runs: 0, ...mine },
      { set: "two", law: "good", status: "passed", runs: 20, ...mine },
      { set: "two", law: "empty", status: "skipped", runs: 0, ...mine }
    ])
    expect(last).toBe("2 passed, 1 failed, 2 skipped")
  })

  it("checks only the interpreters and laws that are asked for", async () => {
    const both: Subjects = {
      ...subjects(),
      interpreters: [
        { name: "one", sets: [set("a", inProcess, good, bad)] },
        { name: "two", sets: [set("b", inProcess, good, bad)] }
      ]
    }

    const { lines } = await told(both, "--interpreter", "two", "--law", "good", "--runs", "20")

    expect(lines.map(words)).toEqual([
      "interpreter set passed failed skipped vacuous",
      "two b 1 0 0 0",
      "1 passed, 0 failed, 0"
    ])
  })

  it.each([
    [["--interpreter", "theirs"], 'there is no interpreter "theirs", only 1 interpreter: mine'],
    [["--law", "C99"], 'there is no law "C99", only 2 laws: good, bad'],
    [["--mutants", "--law", "C99"], 'there is no law "C99", only 2 laws: good, bad'],
    [["--runs", "0"], "expected a whole number from 1 to 999999999 after --runs (was 0)"],
    [["--seed", "x"], "expected a whole number from 0 to 999999999 after --seed (was x)"],
    [["--all"], "--all says how to fill the table of --mutants"],
    [["--mutants", "--interpreter", "mine"], "--mutants brings interpreters of its own"],
    [["--write", "--law", "good"], "--write is about all laws on all interpreters"],
    [["--verbose"], "Unknown option '--verbose'"],
    [["mine"], "Unexpected argument 'mine'"]
  ])("refuses %j and says how to ask", async (args, message) => {
    const { code, lines, errors } = await told(subjects(set("one", inProcess, good, bad)), ...args)

    expect(errors).toContain(message)
    expect(errors).toContain("npm run laws -- [--interpreter NAME]")
    expect(lines).toEqual([])
    expect(code).toBe(2)
  })

  it("runs from the command line on what the library has", () => {
    const { stdout, status } = spawnSync(
      process.execPath,
      ["--import", "tsx", "test/tools/laws/main.ts", "--json", "--law", "C1", "--runs", "20", "--seed", "1"],
      { cwd: root, encoding: "utf8" }
    )

    const lines = stdout.trimEnd().split("\n")
    expect(lines).toContain(
      '{"set":"category","law":"C1","interpreter":"in-process","status":"passed","runs":20,"seed":1}'
    )
    expect(lines.at(-1)).toMatch(/^\d+ passed, 0 failed, \d+ skipped$/)
    expect(status).toBe(0)
  })
})

describe("npm run laws -- --mutants", () => {
  it("names for each mutant the laws that kill it, and then what is missing", async () => {
    const { code, lines, last } = await told(subjects(), "--mutants", "--runs", "20")

    expect(lines.slice(0, 2)).toEqual(["does too much: bad", "does nothing wrong: NOT KILLED"])
    expect(lines).toContain("laws without a mutant: good")
    expect(last).toBe("1 passed, 2 failed, 0 skipped")
    expect(code).toBe(1)
  })

  it("succeeds when each law asked for kills a mutant", async () => {
    const { code, lines } = await told(subjects(), "--mutants", "--law", "bad", "--runs", "20")

    expect(lines).toEqual([
      "does too much: bad",
      "",
      "laws without a mutant: none",
      "1 passed, 0 failed, 0 skipped"
    ])
    expect(code).toBe(0)
  })

  it("tries all laws on all mutants when asked", async () => {
    const known = { ...subjects().mutants, kills: {} }

    const { lines } = await told({ interpreters: [], mutants: known }, "--mutants", "--all", "--json")

    expect(lines[0]).toBe('{"mutant":"does too much","laws":["bad"]}')
  })
})
