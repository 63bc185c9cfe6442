/**
 * What can be wrong with what is asked of an engine.
 * @module
 */

/** The engine has been closed, or its journal cannot be written any more. */
export class EngineClosed extends Error {
  override readonly name = "EngineClosed"
  readonly code = "durable/closed"
  constructor() {
    super("The engine is closed. Open it again: what was committed goes on. (durable/closed)")
  }
}

/** There is a run with this id, of another workflow or with another input. */
export class IdTaken extends Error {
  override readonly name = "IdTaken"
  readonly code = "durable/id-taken"
  readonly id: string
  constructor(id: string, workflow: string) {
    super(
      `There is a run with the id "${shortened(id)}" already: "${workflow}", with another input or version. Choose another id; the same workflow with the same input gives the run that is there. (durable/id-taken)`
    )
    this.id = id
  }
}

/** There is no run with this id. */
export class UnknownRun extends Error {
  override readonly name = "UnknownRun"
  readonly code = "durable/unknown-run"
  readonly id: string
  constructor(id: string) {
    super(
      `There is no run with the id "${shortened(id)}". Start it, or look at engine.list. (durable/unknown-run)`
    )
    this.id = id
  }
}

/** An id cannot be the id of a run. */
export class InvalidId extends Error {
  override readonly name = "InvalidId"
  readonly code = "durable/invalid-id"
  constructor(what: string, problem: string) {
    super(`The ${what} ${problem}. Give a text of 1 to 1,000 characters. (durable/invalid-id)`)
  }
}

/** Something was asked of a run that it cannot do where it is. */
export class NotPossible extends Error {
  override readonly name = "NotPossible"
  readonly code = "durable/not-possible"
  readonly id: string
  constructor(id: string, what: string, why: string) {
    super(`The run "${shortened(id)}" cannot be ${what}: ${why}. (durable/not-possible)`)
    this.id = id
  }
}

/** A workflow that the engine was not given. */
export class UnknownWorkflow extends Error {
  override readonly name = "UnknownWorkflow"
  readonly code = "durable/unknown-workflow"
  constructor(name: string, version: number) {
    super(
      `The engine was not given the workflow "${name}" (version ${version}), or another one under this name. Add it to \`workflows\`. (durable/unknown-workflow)`
    )
  }
}

/** An implementation of a `tx` operation gave a promise. */
export class AsynchronousTransaction extends Error {
  override readonly name = "AsynchronousTransaction"
  readonly code = "durable/asynchronous-transaction"
  constructor(operation: string) {
    super(
      `${operation} is declared \`delivery: "tx"\`, and its implementation gave a promise. Write with transactionOf(context), synchronously, or declare another delivery. (durable/asynchronous-transaction)`
    )
  }
}

/** `transactionOf` was asked where there is no transaction. */
export class NoTransaction extends Error {
  override readonly name = "NoTransaction"
  readonly code = "durable/no-transaction"
  constructor(operation: string) {
    super(
      `There is no transaction for ${operation}. Declare it \`delivery: "tx"\`, use the transaction only while it is called, and run it on an engine. (durable/no-transaction)`
    )
  }
}

/** Ids may be long. */
const shortened = (id: string): string => (id.length > 120 ? `${id.slice(0, 117)}...` : id)
