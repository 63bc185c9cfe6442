/**
 * Sets that mostly have one member.
 * @module
 */

/** A set that costs next to nothing until it has two members: a waiting run has several of these. */
export class SmallSet<A extends object> {
  private one: A | undefined = undefined
  private many: Set<A> | undefined = undefined

  get size(): number {
    return this.many?.size ?? (this.one === undefined ? 0 : 1)
  }

  add(member: A): void {
    if (this.many !== undefined) this.many.add(member)
    else if (this.one === undefined || this.one === member) this.one = member
    else {
      this.many = new Set([this.one, member])
      this.one = undefined
    }
  }

  delete(member: A): void {
    if (this.one === member) this.one = undefined
    this.many?.delete(member)
  }

  /** The member that was added first. */
  first(): A | undefined {
    return this.one ?? this.many?.values().next().value
  }

  /** Removes and gives all members, in the order in which they were added. */
  drain(): ReadonlyArray<A> {
    const members = this.many === undefined ? (this.one === undefined ? [] : [this.one]) : [...this.many]
    this.one = undefined
    this.many = undefined
    return members
  }
}
