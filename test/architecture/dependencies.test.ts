/**
 * Dependency graphs: their edges, their algebra, and what can be asked of them.
 */
import * as t from "io-ts"
import * as fc from "fast-check"
import { Event, Saga, Signature, Step, Workflow } from "lawful"
import {
  circlesOf,
  dependenciesOf,
  type DependencyGraph,
  mermaidOf,
  type NodeId,
  showDependencies,
  union,
  whoDependsOn
} from "lawful/architecture"
import { describe, expect, it } from "vitest"
import { graphOf } from "../../src/architecture/dependency-graph.ts"

const Files = Signature.make("Files", {
  open: { input: t.string, output: t.string, effect: "undoable", footprint: { writes: ["disk"] } },
  close: { input: t.string, output: t.void, effect: "undo" },
  read: { input: t.string, output: t.string, effect: "readonly", footprint: { reads: ["disk"] } }
})
const Told = Event.make("Told", { payload: t.string })
const border = { version: 1, input: t.string, output: t.string } as const
const other = Workflow.reference("other", { ...border, effect: "readonly" })

const linesOf = (body: Step<never, unknown, unknown, unknown, unknown>): ReadonlyArray<string> =>
  showDependencies(dependenciesOf([{ name: "it", body }]))

describe("a dependency graph", () => {
  it("tells what is waited for from what is started", () => {
    expect(linesOf(Step.call(other))).toEqual(["workflow it calls workflow other (call:other)"])
    expect(linesOf(Step.detach(other))).toEqual(["workflow it starts workflow other (call:other)"])
  })

  it("leads from who emits an event to whom it wakes", () => {
    const graph = dependenciesOf([
      { name: "one", body: Step.emit(Told) },
      { name: "two", body: Step.waitFor(Told) }
    ])

    expect(showDependencies(graph)).toEqual([
      "event Told wakes workflow two (wait:Told)",
      "workflow one emits event Told (emit:Told)"
    ])
    expect(graph.edges.every(({ kind }) => kind === "asynchronous")).toBe(true)
  })

  it("has undos and releases in it, each with its place", () => {
    const undone = Saga.undoable(Files.open, Files.close)
    const released = Step.bracket(Saga.readonly(Files.open), Step.identity<string>(), Files.close)

    expect(linesOf(undone)).toContain(
      "workflow it calls service Files (Files.open, Files.open/undo/Files.close)"
    )
    expect(linesOf(released)).toContain("workflow it calls service Files (Files.open, release/Files.close)")
  })

  it("leads from what is written to what is read", () => {
    const body = Step.all([Saga.undoable(Files.open, Files.close), Files.read])

    expect(linesOf(body)).toContain("service Files writes resource disk (Files.open)")
    expect(linesOf(body)).toContain("resource disk is read by service Files (Files.read)")
  })

  it("knows services and events that nobody uses when they are named", () => {
    const graph = dependenciesOf([], { signatures: [Files], events: [Told] })

    expect(graph.nodes).toEqual(["event:Told", "resource:disk", "service:Files"])
  })

  it("is the same whatever the order of the workflows", () => {
    const workflows = [
      { name: "one", body: Files.read },
      { name: "two", body: Step.call(other) }
    ]

    expect(dependenciesOf(workflows)).toEqual(dependenciesOf([...workflows].reverse()))
  })

  it("survives a chain of a hundred thousand steps", () => {
    let body: Step<string, string, never, "Files"> = Files.read
    for (let step = 0; step < 100_000; step++) body = body.pipe(Step.andThen(Files.read))

    expect(linesOf(body)).toHaveLength(2)
  })

  it("is drawn with names that hold quotation marks", () => {
    expect(mermaidOf(dependenciesOf([{ name: 'a "b"', body: Step.identity() }]))).toContain(
      'n0(["a &quot;b&quot;"])'
    )
  })
})

const nodes: ReadonlyArray<NodeId> = [
  "workflow:a",
  "workflow:b",
  "workflow:c",
  "service:s",
  "service:t",
  "resource:r",
  "event:e"
]
const verbs = ["calls", "starts", "emits", "wakes", "writes", "is read by"] as const
const graphs: fc.Arbitrary<DependencyGraph> = fc
  .array(
    fc.record({
      from: fc.constantFrom(...nodes),
      verb: fc.constantFrom(...verbs),
      to: fc.constantFrom(...nodes),
      at: fc.subarray(["x", "y"], { minLength: 1 })
    }),
    { maxLength: 8 }
  )
  .map((edges) => graphOf(edges))
const node = fc.constantFrom(...nodes)

describe("the union of graphs", () => {
  it("is associative, commutative and idempotent, and has a unit", () => {
    fc.assert(
      fc.property(graphs, graphs, graphs, (one, two, three) => {
        expect(union(one, union(two, three))).toEqual(union(union(one, two), three))
        expect(union(one, two)).toEqual(union(two, one))
        expect(union(one, one)).toEqual(one)
        expect(union(one, union())).toEqual(one)
      })
    )
  })
})

describe("whoDependsOn", () => {
  const concerned = (graph: DependencyGraph, failed: NodeId): ReadonlyArray<NodeId> =>
    whoDependsOn(graph, failed).map((one) => one.node)

  it("names at least those in the union who are concerned in one of the graphs", () => {
    fc.assert(
      fc.property(graphs, graphs, node, (one, other_, failed) => {
        expect(concerned(union(one, other_), failed)).toEqual(
          expect.arrayContaining([...concerned(one, failed), ...concerned(other_, failed)])
        )
      })
    )
  })

  it("gives a reason that leads from what failed to who is concerned, edge by edge", () => {
    fc.assert(
      fc.property(graphs, node, (graph, failed) => {
        for (const { node: end, because } of whoDependsOn(graph, failed)) {
          const reached = because.reduce<NodeId>((at, { from, to }) => (at === from ? to : from), failed)
          expect(reached).toBe(end)
          expect(graph.edges).toEqual(expect.arrayContaining([...because]))
        }
      })
    )
  })

  it("does not name what is called: a service does not notice that its caller is gone", () => {
    const graph = dependenciesOf([{ name: "it", body: Files.read }])

    expect(concerned(graph, "workflow:it")).toEqual([])
    expect(concerned(graph, "service:Files")).toEqual(["workflow:it"])
  })

  it("names who writes a resource only when the resource itself is out of order", () => {
    const graph = dependenciesOf([], { signatures: [Files] })

    expect(concerned(graph, "resource:disk")).toEqual(["service:Files"])
  })
})

describe("circlesOf", () => {
  it("finds each circle once, with all its members and nobody else", () => {
    const call = (from: string, to: string) => ({
      name: from,
      body: Step.call(Workflow.reference(to, border))
    })

    const circles = circlesOf(
      dependenciesOf([call("a", "b"), call("b", "c"), call("c", "a"), call("d", "a"), call("e", "e")])
    )

    expect(circles).toEqual([["workflow:a", "workflow:b", "workflow:c"], ["workflow:e"]])
  })

  it("finds those who reach themselves by synchronous edges", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const synchronous = { ...graph, edges: graph.edges.filter(({ kind }) => kind === "synchronous") }
        const inCircles = circlesOf(graph).flat()
        for (const one of graph.nodes) {
          const callers = synchronous.edges.filter(({ from }) => from === one).map(({ to }) => to)
          const round = callers.some(
            (called) => called === one || whoDependsOn(synchronous, one).some((back) => back.node === called)
          )
          expect(inCircles.filter((member) => member === one)).toHaveLength(round ? 1 : 0)
        }
      })
    )
  })
})
