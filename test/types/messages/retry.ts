// A schedule names errors that the step has.
import { pipe } from "fp-ts/lib/function.js"
import { Schedule, Step } from "lawful"
import { charge, order } from "./domain.ts"

const gateway = Schedule.exponential(100).pipe(Schedule.times(3), Schedule.onlyFor("GatewayDown"))

// error: Property '"the schedule retries errors that the step does not have"' is missing
// error: required in type 'UnknownTags<"GatewayDown">'
export const unknownTag = pipe(charge, Step.retry(gateway))

// error: Property '"the schedule retries errors that the step does not have"' is missing
// error: required in type 'UnknownTags<"GatewayDown">'
export const unknownTagByMethod = charge.pipe(Step.retry(gateway))

// error: Property '"the schedule retries errors that the step does not have"' is missing
// error: required in type 'UnknownTags<"GatewayDown">'
export const cannotFail = pipe(order, Step.retry(gateway))

// error: Argument of type 'string' is not assignable to parameter of type 'number | Schedule<never, "bounded">'.
export const text = pipe(charge, Step.retry("3"))

export const fine = pipe(charge, Step.retry(Schedule.immediately(3).pipe(Schedule.onlyFor("CardDeclined"))))
