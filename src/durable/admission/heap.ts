/**
 * A binary heap whose elements can be moved and taken out.
 *
 * All operations take time in the logarithm of its size.
 * @module
 */

/** A heap in which `before` says what comes first. It must not change between calls, except for one element before `put`. */
export class Heap<T extends object> {
  readonly #before: (one: T, other: T) => boolean
  readonly #elements: Array<T> = []
  readonly #places = new Map<T, number>()

  constructor(before: (one: T, other: T) => boolean) {
    this.#before = before
  }

  /** The element that comes first. */
  get first(): T | undefined {
    return this.#elements[0]
  }

  /** Puts an element in, or where it belongs now. */
  put(element: T): void {
    const place = this.#places.get(element) ?? this.#elements.length
    this.#sink(element, this.#rise(element, place))
  }

  /** Takes an element out, if it is in. */
  remove(element: T): void {
    const place = this.#places.get(element)
    if (place === undefined) return
    this.#places.delete(element)
    const last = this.#elements.pop()
    if (last === undefined || last === element) return
    this.#sink(last, this.#rise(last, place))
  }

  #rise(element: T, from: number): number {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = this.#elements[parent]
      if (above === undefined || !this.#before(element, above)) break
      this.#set(place, above)
      place = parent
    }
    this.#set(place, element)
    return place
  }

  #sink(element: T, from: number): void {
    let place = from
    for (;;) {
      const [left, right] = [2 * place + 1, 2 * place + 2]
      const [one, other] = [this.#elements[left], this.#elements[right]]
      if (one === undefined) break
      const [child, below] = other !== undefined && this.#before(other, one) ? [right, other] : [left, one]
      if (!this.#before(below, element)) break
      this.#set(place, below)
      place = child
    }
    this.#set(place, element)
  }

  #set(place: number, element: T): void {
    this.#elements[place] = element
    this.#places.set(element, place)
  }
}
