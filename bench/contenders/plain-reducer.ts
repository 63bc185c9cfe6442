/**
 * The limit of advancing: reducers written by hand for one workflow. They keep what is owed, ignore late events, and never
 * change a state.
 */
import type { Contender } from "./contender.ts"

/** What is under way, or `null` where something has ended with `value`. */
interface Position {
  readonly step: string | null
  readonly turn: number
  readonly started: boolean
  readonly value: number
}

/** What has been done and would have to be undone, the last one first. */
interface Owed {
  readonly step: string
  readonly output: number
  readonly before: Owed | null
}

interface State {
  readonly positions: ReadonlyArray<Position>
  readonly owed: Owed | null
}

interface Happened {
  readonly kind: "started" | "succeeded"
  readonly branch: number
  readonly step: string
  readonly turn: number
  readonly output: number
}

const at = (step: string | null, value: number, turn = 0): Position => ({ step, turn, started: false, value })

type Next = (positions: ReadonlyArray<Position>, branch: number, output: number) => ReadonlyArray<Position>

const advance = (state: State, event: Happened, next: Next): State => {
  const { branch, step, turn, output } = event
  const position = state.positions[branch]
  if (position === undefined || position.step !== step || position.turn !== turn) return state
  if (event.kind === "started") {
    if (position.started) return state
    return {
      positions: replaced(state.positions, branch, { ...position, started: true }),
      owed: state.owed
    }
  }
  return {
    positions: next(state.positions, branch, output),
    owed: { step, output, before: state.owed }
  }
}

const replaced = (
  positions: ReadonlyArray<Position>,
  branch: number,
  position: Position
): ReadonlyArray<Position> => {
  if (positions.length === 1) return [position]
  const copy = [...positions]
  copy[branch] = position
  return copy
}

const afterInSaga: Next = (positions, branch, output) => {
  const { step, turn } = positions[branch] as Position
  switch (step) {
    case "a":
      return [at("b", output), at("c", output), at("e", output)]
    case "c":
      return replaced(positions, branch, at("d", output))
    case "b":
    case "d":
    case "e": {
      const ended = replaced(positions, branch, at(null, output))
      if (ended.some((one) => one.step !== null)) return ended
      return [
        at(
          "f",
          ended.reduce((sum, { value }) => sum + value, 0)
        )
      ]
    }
    case "f":
      return [output < 10 ? at("f", output, turn + 1) : at("g", output)]
    case "g":
      return [at("h", output)]
    case "h":
      return [at("i", output)]
    case "i":
      return [at("j", output)]
    case "j":
    case null:
    default:
      return [at(null, output)]
  }
}

const afterInChain =
  (length: number): Next =>
  (positions, branch, output) => {
    const index = Number((positions[branch] as Position).step)
    return [at(index + 1 < length ? String(index + 1) : null, output)]
  }

export const advanceByHand: NonNullable<Contender["advance"]> = (workflow) => {
  // Ten thousand positions in one array are no limit: each event would copy it.
  if (workflow.kind === "branches") return undefined
  const next = workflow.kind === "saga" ? afterInSaga : afterInChain(workflow.of)
  const most = workflow.kind === "saga" ? Infinity : 2 * workflow.calls
  const start: State = { positions: [at(workflow.kind === "saga" ? "a" : "0", 0)], owed: null }
  const events: Array<Happened> = []
  let recorded = start
  while (events.length < most && recorded.positions.some(({ step }) => step !== null)) {
    const wave = [...wavesOf(recorded, "started"), ...wavesOf(recorded, "succeeded")]
    for (const event of wave) recorded = advance(recorded, event, next)
    events.push(...wave)
  }
  return () => {
    let state = start
    for (const event of events) state = advance(state, event, next)
    return `${events.length} events: ${state.positions.map(({ value }) => value).join(" ")}`
  }
}

const wavesOf = ({ positions }: State, kind: Happened["kind"]): ReadonlyArray<Happened> =>
  positions.flatMap(({ step, turn, value }, branch) =>
    step === null ? [] : [{ kind, branch, step, turn, output: value + 1 }]
  )
