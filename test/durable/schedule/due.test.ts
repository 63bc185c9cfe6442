import * as fc from "fast-check"
import * as t from "io-ts"
import { Step, Workflow } from "lawful"
import {
  type CatchUp,
  decide,
  dueBetween,
  nextAfter,
  type Recurring,
  recurring,
  RecurringInvalid,
  type RecurringOptions,
  runIdOf
} from "lawful/durable"
import { describe, expect, it } from "vitest"

const tick = Workflow.make("tick", {
  version: 1,
  input: t.number,
  output: t.number,
  body: Step.identity<number>()
})
const schedule = (options: Partial<RecurringOptions<"tick", number>> = {}): Recurring<"tick"> =>
  recurring({ id: "tick", cron: "30 2 * * *", workflow: tick, input: (due) => due.getTime(), ...options })

const utc = (text: string): number => Date.parse(`${text}Z`)
const shown = (times: ReadonlyArray<number>): ReadonlyArray<string> =>
  times.map((time) => new Date(time).toISOString().slice(0, 16))
const following = (
  recurs: Recurring,
  from: number,
  count: number,
  until = Infinity
): ReadonlyArray<number> => {
  const times: Array<number> = []
  let time = nextAfter(recurs, from)
  while (time !== undefined && time <= until && times.length < count) {
    times.push(time)
    time = nextAfter(recurs, time)
  }
  return times
}

const zones = fc.constantFrom(
  "Europe/Berlin",
  "America/New_York",
  "UTC",
  "Australia/Lord_Howe",
  "Asia/Kathmandu"
)
const zonedDay = (zone: string, time: number): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(time)
const moments = fc.integer({ min: utc("2023-01-01T00:00"), max: utc("2027-01-01T00:00") })
const crons = fc.constantFrom(
  "30 2 * * *",
  "0 0 * * *",
  "15,45 1-3 * * *",
  "*/20 * * * *",
  "0 9 * * 1-5",
  "0 0 29 2 *",
  "10 */5 * * * *"
)

describe("a recurring run", () => {
  it("is due at times that increase", () => {
    fc.assert(
      fc.property(crons, zones, moments, (cron, timeZone, from) => {
        const times = [from, ...following(schedule({ cron, timeZone }), from, 20)]

        expect(times).toEqual([...new Set(times)].sort((one, other) => one - other))
      })
    )
  })

  it("is due on every day exactly once when it is daily, in every zone", () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), zones, moments, (hour, minute, timeZone, from) => {
        const times = following(schedule({ cron: `${minute} ${hour} * * *`, timeZone }), from, 400)

        const days = times.map((time) => zonedDay(timeZone, time))
        const noon = Date.parse(`${days[0]}T12:00Z`)

        expect(days).toEqual(
          days.map((_, day) => new Date(noon + day * 86_400_000).toISOString().slice(0, 10))
        )
      }),
      { numRuns: 30 }
    )
  })

  it.each([
    ["Europe/Berlin", "2025-03-29T12:00", ["2025-03-30T01:00", "2025-03-31T00:30"]],
    ["America/New_York", "2025-03-08T12:00", ["2025-03-09T07:00", "2025-03-10T06:30"]]
  ])("of half past two is due at three in %s when there is no half past two", (timeZone, from, expected) => {
    const times = following(schedule({ timeZone }), utc(from), 2)

    expect(shown(times)).toEqual(expected)
  })

  it.each([
    ["Europe/Berlin", "30 2 * * *", "2025-10-25T12:00", ["2025-10-26T00:30", "2025-10-27T01:30"]],
    ["America/New_York", "30 1 * * *", "2025-11-01T12:00", ["2025-11-02T05:30", "2025-11-03T06:30"]]
  ])("in %s is due the first time when its hour exists twice", (timeZone, cron, from, expected) => {
    const times = following(schedule({ timeZone, cron }), utc(from), 2)

    expect(shown(times)).toEqual(expected)
  })

  it("of every twenty minutes takes no notice of a changed clock", () => {
    const every = schedule({ cron: "*/20 * * * *", timeZone: "Europe/Berlin" })

    for (const day of ["2025-03-30T00:00", "2025-10-26T00:00"]) {
      const times = following(every, utc(day), 12)

      expect(times).toEqual(times.map((_, index) => utc(day) + (index + 1) * 1_200_000))
    }
  })

  it("on the 30th of February is never due", () => {
    const never = schedule({ cron: "0 0 30 2 *" })

    expect(nextAfter(never, 0)).toBeUndefined()
    expect(dueBetween(never, 0, utc("2025-01-01T00:00"))).toEqual([])
  })

  it("has runs that are named after it and the time", () => {
    expect(runIdOf(schedule(), utc("2025-03-30T01:00"))).toBe("tick@2025-03-30T01:00:00.000Z")
  })
})

describe("catching up", () => {
  it("finds backwards what was to be found forwards", () => {
    fc.assert(
      fc.property(
        crons,
        zones,
        moments,
        fc.integer({ min: 0, max: 5 * 86_400_000 }),
        (cron, timeZone, last, gap) => {
          const recurs = schedule({ cron, timeZone, catchUp: { atMost: 50 } })

          const due = dueBetween(recurs, last, last + gap)

          const all = following(recurs, last, Infinity, last + gap)
          expect(due).toEqual(all.slice(-50))
        }
      )
    )
  })

  const hourly = (catchUp: CatchUp): Recurring => schedule({ cron: "0 * * * *", catchUp })
  const [down, up] = [utc("2025-01-01T00:00"), utc("2025-01-01T05:30")]

  it.each<[string, CatchUp, ReadonlyArray<string>]>([
    ["none of", "none", []],
    ["the latest of", "latest", ["2025-01-01T05:00"]],
    ["at most two of", { atMost: 2 }, ["2025-01-01T04:00", "2025-01-01T05:00"]],
    [
      "all of",
      { atMost: 100 },
      ["2025-01-01T01:00", "2025-01-01T02:00", "2025-01-01T03:00", "2025-01-01T04:00", "2025-01-01T05:00"]
    ]
  ])("starts %s what was missed", (_, catchUp, expected) => {
    expect(shown(dueBetween(hourly(catchUp), down, up))).toEqual(expected)
  })

  it.each<CatchUp>(["none", "latest", { atMost: 1 }])("starts what is on time (%j)", (catchUp) => {
    const due = utc("2025-01-01T05:00")

    expect(dueBetween(hourly(catchUp), due - 3_600_000, due)).toEqual([due])
    expect(dueBetween(hourly(catchUp), due - 3_600_000, due + 60_000)).toEqual([due])
    expect(dueBetween(hourly(catchUp), due, due + 60_000)).toEqual([])
  })

  it("leaves out, without catching up, what is late by more than allowed", () => {
    const due = utc("2025-01-01T05:00")

    expect(dueBetween(hourly("none"), due - 3_600_000, due + 60_001)).toEqual([])
  })

  it("starts nothing twice, however the clock is put back and forth", () => {
    const policies = fc.constantFrom<CatchUp>("none", "latest", { atMost: 3 }, { atMost: 1000 })
    const leaps = fc.array(fc.integer({ min: -7_200_000, max: 10_800_000 }), { maxLength: 30 })

    fc.assert(
      fc.property(policies, leaps, moments, (catchUp, leap, from) => {
        const recurs = schedule({ cron: "*/10 * * * *", timeZone: "Europe/Berlin", catchUp })
        const started: Array<number> = []
        let [last, now] = [from, from]

        for (const by of leap) {
          now += by
          const due = dueBetween(recurs, last, now)
          started.push(...due)
          last = due.at(-1) ?? last
        }

        expect(started).toEqual([...new Set(started)].sort((one, other) => one - other))
        expect(started.every((time) => time > from)).toBe(true)
      })
    )
  })
})

describe("an overlap", () => {
  it("is decided by the policy, and only when there is one", () => {
    const policies = ["skip", "queue", "cancel", "allow"] as const

    expect(policies.map((policy) => decide(policy, true))).toEqual(["skip", "wait", "replace", "start"])
    expect(policies.map((policy) => decide(policy, false))).toEqual(Array(4).fill("start"))
  })
})

describe("a recurring run that makes no sense", () => {
  it.each<[string, Partial<RecurringOptions<"tick", number>>]>([
    ["schedule/invalid-pattern", { cron: "0 25 * * *" }],
    ["schedule/invalid-pattern", { cron: "" }],
    ["schedule/invalid-pattern", { cron: "* * * *" }],
    ["schedule/invalid-pattern", { cron: "0 0 0 1 1 * 2030" }],
    ["schedule/invalid-pattern", { cron: "2030-01-01T00:00:00" }],
    ["schedule/invalid-pattern", { cron: "? * * * *" }],
    ["schedule/invalid-pattern", { cron: "@reboot" }],
    ["schedule/unknown-time-zone", { timeZone: "Europe/Nowhere" }],
    ["schedule/unknown-time-zone", { timeZone: "" }],
    ["schedule/invalid-option", { id: "" }],
    ["schedule/invalid-option", { overlap: "wait" as "skip" }],
    ["schedule/invalid-option", { catchUp: "all" as "latest" }],
    ["schedule/invalid-option", { catchUp: { atMost: 0 } }],
    ["schedule/invalid-option", { catchUp: { atMost: Number.NaN } }],
    ["schedule/invalid-option", { punctual: -1 }]
  ])("is refused with %s: %j", (code, options) => {
    const make = (): unknown => schedule(options)

    expect(make).toThrow(RecurringInvalid)
    expect(make).toThrow(expect.objectContaining({ code, schedule: options.id ?? "tick" }))
    expect(make).toThrow(`(${code})`)
  })
})
