/**
 * `npx tsx examples/monolith-to-microservices/main.ts [--bug NAME]`: rehearses the migration of a monolith to three services,
 * and finds the mistakes of four migrations that are wrong.
 *
 * Exit codes: 0 the right migration passes and every wrong one is caught, 1 not so, 2 a mistake in the arguments.
 * @module
 */
import { parseArgs } from "node:util"
import { type Bug, bugs } from "./bugs/bugs.ts"
import { type Effort, rehearse } from "./rehearse.ts"
import { withServices } from "./services/deploy.ts"
import { headlineOf, storyOf } from "./story.ts"

const usage = `Usage: npx tsx examples/monolith-to-microservices/main.ts [--bug NAME]... [--histories N] [--seed N]

Carries an order monolith on one SQLite file over to three services with databases of their own, in the middle of random
histories, and compares what customers see and what stands in the books.
Without --bug: the right migration, and then each wrong one, which has to be caught.

Bugs: ${bugs.map(({ name }) => name).join(", ")}

Exit codes: 0 the right migration passes and every wrong one is caught, 1 not so, 2 a mistake in the arguments.`

const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const asked = argumentsOf(args)
  if (asked instanceof Error) return complain(`${asked.message}\n\n${usage}`)
  if (asked === "help") return say(usage)
  const { wrong, effort } = asked
  const passes = wrong !== undefined || (await rightPasses(effort))
  const missed: Array<string> = []
  for (const bug of wrong ?? bugs) if (!(await isCaught(bug, effort))) missed.push(bug.name)
  if (!passes) say("The migration is wrong.")
  if (missed.length > 0) say(`Not caught: ${missed.join(", ")}.`)
  if (!passes || missed.length > 0) return 1
  return say(
    `${wrong === undefined ? "The migration is right. " : ""}Caught: ${(wrong ?? bugs).map(({ name }) => name).join(", ")}.`
  )
}

/** Tells whether all laws of the migration as it should be hold. */
const rightPasses = async (effort: Effort): Promise<boolean> => {
  say("The migration from the monolith to the services")
  const rehearsed = await withServices(undefined, (services) => rehearse(services, undefined, effort))
  say(...storyOf(rehearsed), "")
  return rehearsed.every(({ result }) => result.status === "passed")
}

/** Tells whether the square of a wrong migration does not commute, and shows it. */
const isCaught = async (bug: Bug, effort: Effort): Promise<boolean> => {
  say(headlineOf(bug))
  const rehearsed = await withServices(bug.modules, (services) => rehearse(services, bug.parts, effort, "F6"))
  say(...storyOf(rehearsed), "")
  return rehearsed.some(({ result }) => result.status === "failed")
}

/** What is asked for; everything, when no wrong migration is named. */
interface Asked {
  readonly wrong: ReadonlyArray<Bug> | undefined
  readonly effort: Effort
}

const argumentsOf = (args: ReadonlyArray<string>): "help" | Asked | Error => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        bug: { type: "string", multiple: true },
        histories: { type: "string", default: "100" },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", short: "h" }
      }
    })
    if (values.help === true) return "help"
    const names = bugs.map(({ name }) => name)
    const unknown = values.bug?.find((name) => !names.includes(name))
    if (unknown !== undefined) return new Error(`expected one of ${names.join(", ")} (was ${unknown})`)
    const effort = { histories: Number(values.histories), seed: Number(values.seed) }
    if (!Number.isSafeInteger(effort.seed) || !Number.isSafeInteger(effort.histories) || effort.histories < 1)
      return new Error(`expected whole numbers (were ${values.histories} and ${values.seed})`)
    return { wrong: values.bug && bugs.filter(({ name }) => values.bug?.includes(name)), effort }
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  }
}

const say = (...lines: ReadonlyArray<string>): 0 => {
  process.stdout.write(`${lines.join("\n")}\n`)
  return 0
}

const complain = (text: string): 2 => {
  process.stderr.write(`${text}\n`)
  return 2
}

process.exitCode = await main(process.argv.slice(2))
