/**
 * The interpreters of lawful/fp-ts keep every law; a TaskEither says less of a run than its outcome, and nothing else is lost.
 */
import { adequacyLaws, describeLaws, inProcess, interpreterLaws, transformationLaws } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { taskEitherMutants } from "./mutants-of-maps/task-eithers.ts"
import { killersOf, search } from "./table.ts"
import { adequacyOf, readerOfServices, readerTaskEither, task, taskEither } from "./task-either.ts"

const options = { numRuns: 60, seed: 20_261_122 }

describeLaws(adequacyLaws(task), { describe, it }, options)
describeLaws(transformationLaws({ from: inProcess, to: taskEither }), { describe, it }, options)
describeLaws(interpreterLaws(readerTaskEither), { describe, it }, options)
describeLaws(adequacyOf(readerTaskEither), { describe, it }, options)
describeLaws(adequacyLaws(readerOfServices).only("F3"), { describe, it }, options)

describe.each(taskEitherMutants)("%s", (_, sets, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    expect(await killersOf(sets(), search, [id])).toEqual([id])
  })
})
