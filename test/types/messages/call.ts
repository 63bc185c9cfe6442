// A called workflow gets its input, and what is called must be given to `run`.
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { run, Step, Workflow } from "lawful"
import { dispatch, Order, order } from "./domain.ts"

const ship = Workflow.make("ship", { version: 1, input: Order, output: t.string, body: dispatch })

// error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
export const wrongInput = pipe(Step.identity<string>(), Step.andThen(Step.call(ship)))

// error: Type 'Step<{ id: string; sku: string; amount: number; }, string, never, "Parcels", "Parcels.dispatch">' is missing the following properties from type 'WorkflowReference<string, unknown, unknown, unknown, Effect>': name, version, effect, input, and 2 more.
export const notAWorkflow = Step.call(dispatch)

// error: Property '"a write without an undo: wrap it in Saga.undoable, or in Saga.pivot if it cannot be undone"' is missing
// error: required in type 'UndoMissing<"call:ship (no undo)">'
export const bare = Workflow.make("parent", { version: 1, input: Order, output: t.string, body: Step.call(ship) })

// error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
export const detached = pipe(Step.identity<string>(), Step.andThen(Step.detach(ship)))

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"Parcels">'
// error: Argument of type 'number' is not assignable to parameter of type '{ id: string; sku: string; amount: number; }'.
export const callIt = run(ship)(5)

// error: provides no match for the signature
export const notDeclared = pipe(order, Step.call(ship))
