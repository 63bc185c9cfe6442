import type {
  AnyStep,
  Codec,
  ErrorOf,
  Event,
  InputOf,
  IrreversibleOf,
  Operation,
  OutputOf,
  RequirementsOf,
  Step
} from "lawful"
import { expectAssignable, expectNotAssignable, expectType } from "tsd"

interface Animal {
  readonly name: string
}
interface Dog extends Animal {
  readonly barks: true
}
declare const step: Step<Animal, Dog, "E1", "R1", "X1">

// A step takes less than it must, and promises more.
expectAssignable<Step<Dog, Dog, "E1", "R1", "X1">>(step)
expectAssignable<Step<Animal, Animal, "E1", "R1", "X1">>(step)
expectAssignable<Step<Animal, Dog, "E1" | "E2", "R1", "X1">>(step)
expectAssignable<Step<Animal, Dog, "E1", "R1" | "R2", "X1">>(step)
expectAssignable<Step<Animal, Dog, "E1", "R1", "X1" | "X2">>(step)
expectAssignable<AnyStep>(step)

// Not the other way round.
declare const wide: Step<Dog, Animal, "E1" | "E2", "R1" | "R2", "X1" | "X2">
expectNotAssignable<Step<Animal, Animal, "E1" | "E2", "R1" | "R2", "X1" | "X2">>(wide)
expectNotAssignable<Step<Dog, Dog, "E1" | "E2", "R1" | "R2", "X1" | "X2">>(wide)
expectNotAssignable<Step<Dog, Animal, "E1", "R1" | "R2", "X1" | "X2">>(wide)
expectNotAssignable<Step<Dog, Animal, "E1" | "E2", "R1", "X1" | "X2">>(wide)
expectNotAssignable<Step<Dog, Animal, "E1" | "E2", "R1" | "R2", "X1">>(wide)

// An error, a requirement or something irreversible cannot be hidden, and a function is no step.
expectNotAssignable<Step<Animal, Dog>>(step)
expectNotAssignable<Step<Animal, Dog, never, "R1", "X1">>(step)
expectNotAssignable<Step<Animal, Dog, "E1", never, "X1">>(step)
expectNotAssignable<Step<Animal, Dog, "E1", "R1">>(step)
expectNotAssignable<AnyStep>((animal: Animal) => animal)
expectNotAssignable<AnyStep>({ kind: "pure" })

// An operation is a step, a step is no operation.
declare const operation: Operation<Animal, Dog, "E1", "R1", "X1">
expectAssignable<Step<Animal, Dog, "E1", "R1", "X1">>(operation)
expectNotAssignable<Operation<Animal, Dog, "E1", "R1", "X1">>(step)

// The parts can be read off.
expectType<Animal>({} as InputOf<typeof step>)
expectType<Dog>({} as OutputOf<typeof step>)
expectType<"E1">("" as ErrorOf<typeof step>)
expectType<"R1">("" as RequirementsOf<typeof step>)
expectType<"X1">("" as IrreversibleOf<typeof step>)

// Codecs and events go both ways, so they are exact.
declare const codec: Codec<Dog>
expectNotAssignable<Codec<Animal>>(codec)
declare const event: Event<"Bark", Dog>
expectNotAssignable<Event<"Bark", Animal>>(event)
expectNotAssignable<Event<"Meow", Dog>>(event)
