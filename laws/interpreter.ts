/**
 * Everything that an interpreter has to respect.
 * @module
 */
import { arrowLaws } from "./arrow.ts"
import { callLaws } from "./calls.ts"
import { choiceLaws } from "./choice.ts"
import { errorLaws } from "./errors.ts"
import { eventLaws } from "./events.ts"
import { finalizerLaws } from "./finalizers.ts"
import { functorLaws } from "./functor.ts"
import { iterationLaws } from "./iteration.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { parallelLaws } from "./parallel.ts"
import { raceLaws } from "./race.ts"
import { retryLaws } from "./retry.ts"
import { sagaLaws } from "./saga.ts"
import { timerLaws } from "./timers.ts"
import { traverseLaws } from "./traverse.ts"
import { undoLaws } from "./undo.ts"

/** All laws of an interpreter. */
export const interpreterLaws: LawSetFor = lawSetFor(
  "interpreter",
  [
    functorLaws,
    arrowLaws,
    choiceLaws,
    errorLaws,
    iterationLaws,
    retryLaws,
    parallelLaws,
    traverseLaws,
    raceLaws,
    timerLaws,
    eventLaws,
    sagaLaws,
    undoLaws,
    finalizerLaws,
    callLaws
  ],
  []
)
