// A transition leads to a state that may follow, and every active state has one.
import { Step } from "lawful"
import { dispatch, type Order, quote } from "./domain.ts"
import { pipe } from "fp-ts/lib/function.js"

interface Draft {
  readonly _tag: "Draft"
  readonly order: Order
}
interface Review {
  readonly _tag: "Review"
  readonly order: Order
}
interface Published {
  readonly _tag: "Published"
}
type Document = Draft | Review | Published

const submit = Step.pure((draft: Draft): Review => ({ _tag: "Review", order: draft.order }))
const publish = Step.pure((_: Draft | Review): Published => ({ _tag: "Published" }))
const table = { Draft: ["Review"], Review: ["Draft", "Published"], Published: [] } as const

export const illegal = Step.machine<Document>()(table, {
  // error: Property 'order' is missing in type 'Published' but required in type 'Review'.
  Draft: publish,
  Review: publish
})

// error: Property 'Review' is missing
export const missing = Step.machine<Document>()(table, { Draft: submit })

// error(7): Type '"Lost"' is not assignable to type '"Draft" | "Published" | "Review"'.
// error(5.9): Type '"Lost"' is not assignable to type '"Draft" | "Review" | "Published"'.
export const unknownState = Step.machine<Document>()({ ...table, Draft: ["Lost"] }, { Draft: submit, Review: publish })

// error: Property 'Published' is missing
export const noRow = Step.machine<Document>()({ Draft: ["Review"], Review: ["Published"] }, { Draft: submit, Review: publish })

// error: Type 'Step<Draft | Review, Published, never, never, never>' is not assignable to type '"a final state has no step"'.
export const afterTheEnd = Step.machine<Document>()(table, { Draft: submit, Review: publish, Published: publish })

export const pivot = Step.machine<Document>()(table, {
  Draft: pipe(
    Step.identity<Draft>(),
    Step.tap((d) => d.order, quote),
    Step.andThen(submit)
  ),
  // error: Property '"an irreversible step must not be repeated when a later turn can fail: catch the error, or give the write an undo"' is missing
  // error: required in type 'FallibleInRepetition<"Parcels.dispatch", "Bounced">'
  Review: pipe(
    Step.identity<Review>(),
    Step.tap((d) => d.order, dispatch),
    Step.andThen(publish)
  )
})

