// The fixtures are compiled under the flags of the project.

interface Order {
  readonly id: string
  readonly note?: string
}

// error: Type 'undefined' is not assignable to type 'string'
// error: exactOptionalPropertyTypes
export const order: Order = { id: "order-1", note: undefined }

// error(7): Type 'undefined' is not assignable to type 'string'.
// error(5.9): Type 'undefined' is not assignable to type 'string'.
export const first: string = ["order-1"][0]
