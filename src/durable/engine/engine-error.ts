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
  /** Whose run it is. */
  readonly workflow: string
  constructor(id: string, workflow: string) {
    super(
      `There is a run with the id "${shortened(id)}" already: of "${shortened(workflow)}", and not with this input. Choose another id; the same workflow with the same input gives the run that is there. (durable/id-taken)`
    )
    this.id = id
    this.workflow = workflow
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
  /** What the text was to be: `id of a run`, `key of an event`. */
  readonly what: string
  constructor(what: string, problem: string) {
    super(`The ${shortened(what)} ${problem}. Give a text of 1 to 1,000 characters. (durable/invalid-id)`)
    this.what = what
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
  readonly workflow: string
  readonly version: number
  constructor(name: string, version: number) {
    super(
      `The engine was not given the workflow "${name}" (version ${version}), or another one under this name. Add it to \`workflows\`. (durable/unknown-workflow)`
    )
    this.workflow = name
    this.version = version
  }
}

/** Nobody waits for an event of this name. */
export class UnknownEvent extends Error {
  override readonly name = "UnknownEvent"
  readonly code = "durable/unknown-event"
  readonly event: string
  constructor(event: string, known: ReadonlyArray<string>) {
    const names = known.length === 0 ? "no event" : known.map((one) => `"${one}"`).join(", ")
    super(
      `No workflow of the engine waits for the event "${shortened(event)}"; they wait for ${names}. Send one of these, or add the workflow that waits for it to \`workflows\`. (durable/unknown-event)`
    )
    this.event = event
  }
}

/** A record of the journal is not what the engine writes under its key. */
export class DamagedRecord extends Error {
  override readonly name = "DamagedRecord"
  readonly code = "durable/damaged-record"
  /** The key of the record. */
  readonly key: string
  constructor(key: string, problem: string) {
    super(
      `The record "${shortened(key)}" of the journal ${problem}. Something else than this engine has written there, or it is damaged: restore the journal from a backup. (durable/damaged-record)`
    )
    this.key = key
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
