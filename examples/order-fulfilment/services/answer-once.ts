/**
 * Idempotency: what has been done under a key is not done again.
 * @module
 */
import { Failure } from "lawful"

/**
 * Answers a call whose key it has seen as it did before. What failed has had no effect, so it is not remembered and may be
 * tried again.
 */
export const answerOnce = <A, E = never>(
  answers: Map<string, A>,
  key: string,
  act: () => NoInfer<A> | Failure<E>
): A | Failure<E> => {
  const known = answers.get(key)
  if (known !== undefined) return known
  const answer = act()
  if (!(answer instanceof Failure)) answers.set(key, answer)
  return answer
}
