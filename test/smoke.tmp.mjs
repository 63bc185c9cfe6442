var __defProp = Object.defineProperty;
var __export = (target, all2) => {
  for (var name in all2)
    __defProp(target, name, { get: all2[name], enumerable: true });
};

// test/smoke.tmp.ts
import { pipe } from "fp-ts/lib/function.js";
import * as t from "io-ts";

// src/combinators/saga.ts
var saga_exports = {};
__export(saga_exports, {
  pivot: () => pivot,
  readonly: () => readonly,
  scope: () => scope,
  seal: () => seal,
  undoable: () => undoable,
  undoableFromStart: () => undoableFromStart,
  undoableUsing: () => undoableUsing
});

// src/core/pipeable.ts
var pipeable = Object.defineProperty({}, "pipe", {
  value(...functions) {
    let value = this;
    for (const f of functions) value = f(value);
    return value;
  }
});

// src/core/node.ts
var stepOf = (node) => Object.freeze(Object.assign(Object.create(pipeable), node));
var nodeOf = (step) => step;
var same = (value) => value;

// src/core/schedule.ts
var forever = {
  first: 0,
  growth: { kind: "constant" },
  cap: Infinity,
  jitter: 0,
  times: Infinity,
  within: Infinity,
  tags: void 0
};
var make = (fields) => Object.freeze(Object.assign(Object.create(pipeable), { kind: "schedule" }, fields));
var count = (name, value) => {
  if (!(value >= 0) || value !== Infinity && !Number.isInteger(value))
    throw new RangeError(`expected ${name} to be a whole number >= 0 (was ${value}). (schedule/out-of-range)`);
  return value;
};
var none = make({ ...forever, times: 0 });
var immediately = (times) => make({ ...forever, times: count("times", times) });
var delayBefore = (schedule, moment) => {
  if (moment.retry > schedule.times) return void 0;
  const longest = schedule.first === 0 && schedule.growth.kind !== "linear" ? 0 : Math.min(schedule.cap, grown(schedule, moment.retry));
  const wait2 = schedule.jitter === 0 ? longest : longest * (1 - schedule.jitter * moment.random());
  return moment.elapsed + wait2 > schedule.within ? void 0 : wait2;
};
var retries = (schedule, error) => {
  if (schedule.tags === void 0) return true;
  const tag = typeof error === "object" && error !== null ? error._tag : void 0;
  return typeof tag === "string" && schedule.tags.includes(tag);
};
var grown = ({ first: first2, growth }, retry2) => {
  switch (growth.kind) {
    case "constant":
      return first2;
    case "linear":
      return first2 + growth.step * (retry2 - 1);
    case "exponential":
      return first2 * growth.factor ** (retry2 - 1);
    case "fibonacci":
      return first2 * fibonacciNumber(retry2);
  }
};
var fibonacciNumber = (n) => Math.round(((1 + Math.sqrt(5)) / 2) ** n / Math.sqrt(5));

// src/combinators/saga.ts
var undoable = (action, undo, policy) => owing(action, undo, outputOnly, "after", policy);
var undoableUsing = (action, select, undo, policy) => owing(action, undo, select, "after", policy);
var undoableFromStart = (action, undo, policy) => owing(action, undo, inputOnly, "before", policy);
var readonly = (operation) => {
  const request2 = Object.freeze({
    ...operation.request,
    operation: { ...operation.request.operation, effect: "readonly" }
  });
  return stepOf({ kind: "perform", request: request2 });
};
var pivot = (step) => stepOf({ kind: "scope", step, commit: { kind: "seal" } });
var scope = (step) => stepOf({ kind: "scope", step, commit: { kind: "keep" } });
var seal = (step) => stepOf({ kind: "scope", step, commit: { kind: "seal" } });
var outputOnly = (_input, output) => output;
var inputOnly = (input) => input;
var owing = (action, undo, from3, register, policy = {}) => {
  const failing = { retry: policy.retry ?? none, otherwise: policy.otherwise ?? "stop" };
  return stepOf({ kind: "scope", step: action, commit: { kind: "undo", undo, from: from3, register, failing } });
};

// src/core/codec-io-ts.ts
var isIoTs = (value) => "validate" in value && "encode" in value && "is" in value && "name" in value;
var fromIoTs = (type) => ({
  name: type.name,
  decode: (value) => {
    const result = type.decode(value);
    return result._tag === "Left" ? { _tag: "Left", left: issuesOf(result.left) } : result;
  },
  encode: (value) => type.encode(value),
  unchecked: "_tag" in type && type._tag === "UnknownType",
  source: type,
  "~codec": true
});
var issuesOf = (errors) => errors.map((error) => ({
  path: pathOf(error.context),
  expected: error.message ?? error.context.at(-1)?.type.name ?? "a valid value",
  actual: error.value
}));
var pathOf = (context) => context.filter(({ key, actual }, index) => key !== "" && !Object.is(actual, context[index - 1]?.actual)).map(({ key }) => key);

// src/core/codec-standard-schema.ts
var isStandardSchema = (value) => "~standard" in value;
var fromStandardSchema = (schema) => ({
  name: schema["~standard"].vendor,
  decode: (value) => {
    const result = schema["~standard"].validate(value);
    if (result instanceof Promise) {
      result.catch(() => void 0);
      throw new TypeError(
        `The ${schema["~standard"].vendor} schema answers with a promise, because a check in it is asynchronous or throws; values cross borders synchronously. Move the check into an operation. (codec/async)`
      );
    }
    return result.issues === void 0 ? { _tag: "Right", right: result.value } : { _tag: "Left", left: issuesOf2(result, value) };
  },
  encode: (value) => value,
  unchecked: false,
  "~codec": true
});
var issuesOf2 = (failure3, value) => failure3.issues.map((issue) => {
  const path = (issue.path ?? []).map((part) => {
    const key = typeof part === "object" ? part.key : part;
    return typeof key === "number" ? key : String(key);
  });
  return { path, expected: expectedBy(issue.message), actual: valueAt(value, path) };
});
var valueAt = (value, path) => path.reduce(
  (inner, key) => typeof inner === "object" && inner !== null ? inner[key] : void 0,
  value
);
var expectedBy = (message) => /\bexpected (.+?)(?:, received .*)?$/is.exec(message)?.[1] ?? message;

// src/core/codec.ts
var from = (like) => {
  const known = normal.get(like);
  if (known !== void 0) return known;
  const codec = convert(like);
  normal.set(like, codec);
  return codec;
};
var describeIssue = (issue) => `at ${issue.path.length === 0 ? "the value itself" : issue.path.join(".")}: expected ${issue.expected} (was ${show(issue.actual)})`;
var normal = /* @__PURE__ */ new WeakMap();
var convert = (like) => {
  if (typeof like === "object" || typeof like === "function") {
    if ("~codec" in like) return like;
    if (isIoTs(like)) return fromIoTs(like);
    if (isStandardSchema(like)) return fromStandardSchema(like);
  }
  throw new TypeError(
    isEffectSchema(like) ? "expected a codec (was an Effect Schema). Make it one with fromSchema of lawful/effect. (codec/unknown)" : `expected a codec: an io-ts codec, a Standard Schema or a Codec (was ${show(like)}). (codec/unknown)`
  );
};
var isEffectSchema = (value) => (typeof value === "object" || typeof value === "function") && value !== null && "~effect/Schema/Schema" in value;
var show = (value) => {
  if (typeof value === "function") return "a function";
  try {
    if (typeof value === "number") return String(value);
    const text = typeof value === "bigint" ? `${value}n` : JSON.stringify(value);
    return text === void 0 ? String(value) : text.length > 120 ? `${text.slice(0, 117)}...` : text;
  } catch {
    return Object.prototype.toString.call(value);
  }
};

// src/core/operation.ts
var operationName = (operation) => `${operation.service}.${operation.name}`;
var isPivot = (effect) => effect === "irreversible" || effect === "undo";
var UndeclaredError = class extends TypeError {
  name = "UndeclaredError";
  code = "operation/undeclared-error";
  constructor(operation) {
    super(
      `${operation} failed with a typed error, but declares none. Give it \`error\` in its signature, or throw. (operation/undeclared-error)`
    );
  }
};

// src/core/children.ts
var childrenOf = (node) => {
  switch (node.kind) {
    case "pure":
    case "perform":
    case "fail":
      return [];
    case "sequence":
      return partsOf(node.first, node.second);
    case "choice":
      return node.arms.map((arm) => arm.step);
    case "parallel":
      return node.branches.map((branch) => branch.step);
    case "scope":
      return node.commit.kind === "undo" ? [node.step, node.commit.undo] : [node.step];
    case "bracket":
      return [node.acquire, node.use, node.release];
    case "carry":
    case "forEach":
    case "iterate":
    case "attempt":
    case "retry":
    case "label":
      return [node.step];
  }
};
var partsOf = (first2, second2) => {
  const parts = [];
  const pending = [second2, first2];
  for (let step = pending.pop(); step !== void 0; step = pending.pop()) {
    const node = nodeOf(step);
    if (node.kind === "sequence") pending.push(node.second, node.first);
    else parts.push(step);
  }
  return parts;
};

// src/core/request-name.ts
var requestName = (request2) => {
  switch (request2.kind) {
    case "operation":
      return operationName(request2.operation);
    case "timer":
      return "sleep";
    case "receive":
      return `wait:${request2.event.name}`;
    case "emit":
      return `emit:${request2.event.name}`;
    case "call":
      return `call:${request2.workflow}`;
  }
};

// src/core/subject.ts
var subjectOf = (step) => {
  const first2 = named(step, "first");
  if (first2 === void 0) return "";
  const last = named(step, "last");
  return last === first2 || last === void 0 ? first2 : `${first2}..${last}`;
};
var named = (step, end2) => {
  const pending = [step];
  for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
    const node = nodeOf(next);
    if (node.kind === "perform") return requestName(node.request);
    if (node.kind === "label") return node.name;
    const children = doing(node);
    for (let index = 0; index < children.length; index++)
      pending.push(children[end2 === "last" ? index : children.length - 1 - index]);
  }
  return void 0;
};
var doing = (node) => {
  if (node.kind === "scope") return [node.step];
  if (node.kind === "bracket") return [node.acquire, node.use];
  return childrenOf(node);
};

// src/core/place.ts
var root = "";
var childPlaces = (node, place, children) => {
  switch (node.kind) {
    case "label":
      return [`${place}${segment(node.name)}/`];
    case "scope":
      return node.commit.kind === "undo" ? [place, undoPlace(place, children[0])] : void 0;
    case "bracket":
      return [place, place, `${place}release/`];
    case "pure":
    case "perform":
    case "sequence":
    case "carry":
    case "choice":
    case "parallel":
    case "forEach":
    case "iterate":
    case "fail":
    case "attempt":
    case "retry":
      return void 0;
  }
};
var nodeId = (request2, place) => `${place}${requestName(request2)}`;
var undoneId = (node, place) => undoPlace(place, node.step).replace(/\/?undo\/$/, "") || "(scope)";
var segment = (name) => name.replaceAll("%", "%25").replaceAll("/", "%2F").replaceAll("[", "%5B");
var undoPlace = (place, done2) => {
  const subject2 = subjectOf(done2);
  return subject2 === "" ? `${place}undo/` : `${place}${segment(subject2)}/undo/`;
};
var showPlace = (place) => place === root ? "(root)" : place.slice(0, -1);

// src/core/fold.ts
var fold = (step, meaning, from3 = root) => foldWithin(step, meaning, childPlaces, from3);
var foldWithin = (step, meaning, inherit, from3) => {
  const result = [];
  const pending = [{ step, context: from3, into: result, index: 0 }];
  for (let task = pending.pop(); task !== void 0; task = pending.pop()) {
    const { context } = task;
    if (task.built !== void 0) {
      task.into[task.index] = meaning(nodeOf(task.step), task.built, context);
      continue;
    }
    const node = nodeOf(task.step);
    if (isLeaf(node)) {
      task.into[task.index] = meaning(node, none2, context);
      continue;
    }
    const children = childrenOf(node);
    const contexts = inherit(node, context, children);
    const contextOf = (index) => contexts?.[index] ?? context;
    const built = [];
    for (const child2 of children) {
      const leaf = nodeOf(child2);
      if (!isLeaf(leaf)) break;
      built.push(meaning(leaf, none2, contextOf(built.length)));
    }
    pending.push({ ...task, built });
    for (let index = children.length - 1, done2 = built.length; index >= done2; index--)
      pending.push({ step: children[index], context: contextOf(index), into: built, index });
  }
  return result[0];
};
var none2 = [];
var isLeaf = (node) => node.kind === "pure" || node.kind === "perform" || node.kind === "fail";

// src/core/definitions.ts
var Definitions = class {
  #report;
  #ids = /* @__PURE__ */ new Set();
  #labels = /* @__PURE__ */ new Set();
  #meanings = /* @__PURE__ */ new Map();
  constructor(report) {
    this.#report = report;
  }
  /** Takes down the names that a node introduces. */
  visit(node, place) {
    if (node.kind === "perform") {
      this.#id(nodeId(node.request, place));
      this.#meaning(node.request, place);
    }
    if (node.kind === "label") this.#label(labelPath(node, place));
  }
  #id(id) {
    if (this.#ids.has(id))
      this.#report(
        "step/duplicate-id",
        id,
        `"${id}" stands here twice, so a journal could not tell the two apart. Give one of them a name with Step.label.`
      );
    this.#ids.add(id);
  }
  #label(path) {
    if (this.#labels.has(path))
      this.#report(
        "step/duplicate-label",
        path,
        `the label "${path}" is used twice in its scope. Rename one of them.`
      );
    this.#labels.add(path);
  }
  #meaning(request2, place) {
    const named3 = namedDefinition(request2);
    if (named3 === void 0) return;
    const known = this.#meanings.get(named3.name);
    if (known !== void 0 && known.some((part, index) => part !== named3.definition[index]))
      this.#report(
        "step/definition-clash",
        nodeId(request2, place),
        `there are two different definitions of ${named3.name} in this workflow. Import one of them in both places, or rename one.`
      );
    this.#meanings.set(named3.name, named3.definition);
  }
};
var labelPath = (node, place) => {
  const [inside2 = place] = childPlaces(node, place, [node.step]) ?? [];
  return inside2.slice(0, -1);
};
var namedDefinition = (request2) => {
  switch (request2.kind) {
    case "operation":
      return {
        name: `the operation ${operationName(request2.operation)}`,
        definition: [request2.operation.input, request2.operation.output, request2.operation.error]
      };
    case "receive":
    case "emit":
      return { name: `the event ${request2.event.name}`, definition: [request2.event] };
    case "call":
      return { name: `the workflow ${request2.workflow}`, definition: [request2.version] };
    case "timer":
      return void 0;
  }
};

// src/core/summary.ts
var nothing = {
  irreversible: void 0,
  fallible: void 0,
  fallibleOnRight: void 0,
  attempts: false,
  unpaired: [],
  atMostOnce: [],
  shortest: 0,
  secondAttempt: void 0,
  timer: false
};
var infallible = {
  fallible: void 0,
  fallibleOnRight: void 0
};
var joined = (parts) => ({
  irreversible: parts.find((part) => part.irreversible !== void 0)?.irreversible,
  fallible: parts.find((part) => part.fallible !== void 0)?.fallible,
  fallibleOnRight: parts.find((part) => part.fallible !== void 0)?.fallible,
  attempts: false,
  unpaired: parts.flatMap((part) => part.unpaired),
  atMostOnce: parts.flatMap((part) => part.atMostOnce),
  shortest: 0,
  secondAttempt: parts.find((part) => part.secondAttempt !== void 0)?.secondAttempt,
  timer: false
});
var shortestOf = (parts) => parts.length === 0 ? 0 : parts.reduce((least, { shortest }) => Math.min(least, shortest), Infinity);
var longestOf = (parts) => parts.reduce((most, { shortest }) => Math.max(most, shortest), 0);

// src/core/pivot-rules.ts
var sequenced = (report, parts) => {
  let pivot2;
  let attempted2;
  let shortest = 0;
  for (const part of parts) {
    shortest += part.shortest;
    const passed = pivot2 ?? attempted2;
    const fallible = pivot2 === void 0 ? part.fallibleOnRight : part.fallible;
    if (passed !== void 0 && fallible !== void 0)
      report(
        "saga/fallible-after-pivot",
        fallible,
        `"${fallible}" can fail after the irreversible "${passed}". Handle its error, or move it before the pivot.`
      );
    if (part.attempts) attempted2 ??= part.irreversible;
    else if (part !== nothing) pivot2 ??= attempted2 ?? part.irreversible;
  }
  return { ...joined(parts), shortest };
};
var repeated = (report, body2) => {
  const { fallible, irreversible } = body2;
  if (fallible !== void 0 && irreversible !== void 0)
    report(
      "saga/fallible-after-pivot",
      fallible,
      `"${fallible}" is repeated and can fail after the irreversible "${irreversible}" of an earlier turn. Handle its error inside, or give the write an undo.`
    );
  return body2;
};
var besides = (report, branches) => {
  const pivots = branches.filter((branch) => branch.irreversible !== void 0);
  for (const branch of branches) {
    if (branch.fallible === void 0) continue;
    const pivot2 = pivots.find((other) => other !== branch)?.irreversible;
    if (pivot2 !== void 0)
      report(
        "saga/fallible-after-pivot",
        branch.fallible,
        `"${branch.fallible}" can fail beside the irreversible "${pivot2}". Handle its error inside its branch, or run "${pivot2}" after the branches have joined.`
      );
  }
};
var cancellable = (report, { irreversible }, where) => {
  if (irreversible !== void 0)
    report(
      "saga/pivot-can-be-cancelled",
      irreversible,
      `the irreversible "${irreversible}" stands in a ${where}, where it can be cancelled. Move it behind the ${where}.`
    );
};

// src/core/check.ts
var check = (step) => {
  const { problems, summary } = examine(step);
  const unpaired = summary.unpaired.map(
    (id) => ({
      code: "saga/undo-missing",
      place: id,
      message: `the write "${id}" has no undo. Wrap it in Saga.undoable or Saga.pivot.`
    })
  );
  return [...problems, ...unpaired];
};
var examine = (step) => {
  const problems = [];
  const report = (code, place, message) => problems.push({ code, place, message });
  const definitions = new Definitions(report);
  const summary = fold(step, (node, children, place) => {
    definitions.visit(node, place);
    return summarise(report, node, children, place);
  });
  return { problems, summary };
};
var summarise = (report, node, children, place) => {
  const [child2 = nothing, other = nothing] = children;
  switch (node.kind) {
    case "pure":
    case "fail":
      return nothing;
    case "perform":
      return performed(report, node, place);
    case "sequence":
      return sequenced(report, children);
    case "choice":
      return chosen(node, children);
    case "parallel":
      return parallel(report, node, children, place);
    case "attempt":
      return { ...child2, ...infallible, attempts: true, shortest: 0, timer: false };
    case "retry":
      return retried(node, child2);
    case "forEach":
      if (node.until === void 0) repeated(report, child2);
      else cancellable(report, child2, "forEach with until");
      return { ...child2, shortest: 0, timer: false };
    case "scope":
      return scoped(report, node, child2, other, place);
    case "bracket":
      return sequenced(report, [child2, other]);
    case "iterate":
      return repeated(report, child2);
    case "carry":
    case "label":
      return child2;
  }
};
var chosen = ({ arms }, children) => {
  const all2 = joined(children);
  const right = children[arms.findIndex(({ name }) => name === "Right")];
  const isEither = arms.length === 2 && arms.some(({ name }) => name === "Left") && right !== void 0;
  return {
    ...all2,
    fallibleOnRight: isEither ? right.fallible : all2.fallible,
    shortest: shortestOf(children)
  };
};
var performed = (report, { request: request2 }, place) => {
  switch (request2.kind) {
    case "operation":
      return operated(report, request2, nodeId(request2, place));
    case "timer":
      return {
        ...nothing,
        timer: true,
        shortest: request2.mode === "for" && typeof request2.time === "number" ? request2.time : 0
      };
    case "receive":
    case "emit":
      return nothing;
    case "call":
      return { ...nothing, ...written(request2.effect, nodeId(request2, place)) };
  }
};
var operated = (report, { operation }, id) => {
  const once = operation.delivery === "atMostOnce";
  if (once && operation.effect === "irreversible")
    report(
      "saga/at-most-once-pivot",
      id,
      `"${operationName(operation)}" is irreversible and delivered at most once: when its answer is lost, nobody can tell on which side of the pivot the run is. Declare it idempotent or tx.`
    );
  return {
    ...nothing,
    ...written(operation.effect, id),
    ...operation.error === void 0 ? infallible : { fallible: id, fallibleOnRight: id },
    atMostOnce: once ? [id] : []
  };
};
var written = (effect, id) => ({
  irreversible: effect === "irreversible" || effect === "undo" ? id : void 0,
  unpaired: effect === "undoable" ? [id] : []
});
var parallel = (report, { join: join2 }, branches, place) => {
  if (join2.kind === "tuple" || join2.kind === "record") {
    besides(report, branches);
    return { ...joined(branches), shortest: longestOf(branches) };
  }
  for (const branch of branches) cancellable(report, branch, join2.kind);
  if (join2.kind === "race") limited(report, branches, place);
  return { ...joined(branches), shortest: shortestOf(branches) };
};
var limited = (report, branches, place) => {
  const limit = shortestOf(branches.filter((branch) => branch.timer));
  for (const { timer: timer2, shortest, secondAttempt } of branches) {
    if (timer2 || limit === 0) continue;
    if (shortest > 0 && shortest >= limit)
      report(
        "time/limit-too-short",
        showPlace(place),
        `a time limit of ${limit} ms is over before the step can end, which takes at least ${shortest} ms. Make the limit longer, or the waiting inside it shorter.`
      );
    else if (secondAttempt !== void 0 && secondAttempt >= limit)
      report(
        "time/retry-never-happens",
        showPlace(place),
        `a retry without end starts its second attempt after ${secondAttempt} ms, when the time limit of ${limit} ms is over. Make the limit longer, the delay shorter, or drop the retry.`
      );
  }
};
var retried = ({ schedule }, body2) => {
  const wait2 = delayBefore(schedule, { retry: 1, elapsed: 0, random: () => 1 });
  const endless = schedule.times === Infinity && schedule.within === Infinity && wait2 !== void 0;
  return {
    ...body2,
    timer: false,
    // With tags, an error that is not among them may leave it; that it does is not certain.
    ...endless ? infallible : {},
    secondAttempt: endless ? wait2 : body2.secondAttempt
  };
};
var scoped = (report, { commit }, body2, undo, place) => {
  if (commit.kind === "keep") return body2;
  if (commit.kind === "seal")
    return {
      ...body2,
      irreversible: body2.irreversible ?? body2.unpaired[0] ?? `${place}sealed scope`,
      unpaired: []
    };
  for (const id of undo.atMostOnce)
    report(
      "saga/at-most-once-undo",
      id,
      `the undo "${id}" is delivered at most once: when its answer is lost, the debt can never be settled. Declare it idempotent or tx.`
    );
  return { ...body2, unpaired: [] };
};

// src/core/problem.ts
var InvalidWorkflow = class extends Error {
  name = "InvalidWorkflow";
  code = "workflow/invalid";
  problems;
  constructor(workflow, problems) {
    const lines = problems.map(({ code, place, message }) => `  at ${place}: ${message} (${code})`);
    super(
      `Workflow "${workflow}" has ${problems.length} structural ${problems.length === 1 ? "mistake" : "mistakes"}:
${lines.join("\n")}
(workflow/invalid)`
    );
    this.problems = problems;
  }
};

// src/core/violation.ts
var CodecViolation = class extends TypeError {
  name = "CodecViolation";
  code = "codec/violation";
  /** Which border: `input of Payments.charge`. */
  border;
  issues;
  constructor(border, issues) {
    super(
      `The ${border} does not fit its codec: ${issues.map(describeIssue).join("; ")}. Correct the value or the codec. (codec/violation)`
    );
    this.border = border;
    this.issues = issues;
  }
};
var crossBorder = (codec, value, border) => {
  if (codec.unchecked) return value;
  const result = codec.decode(encoded(codec, value, border));
  if (result._tag === "Left") throw new CodecViolation(border, result.left);
  return result.right;
};
var encoded = (codec, value, border) => {
  try {
    return codec.encode(value);
  } catch (cause) {
    if (cause instanceof CodecViolation) throw new CodecViolation(border, cause.issues);
    const result = codec.decode(value);
    const issues = result._tag === "Left" ? result.left : [{ path: [], expected: `${codec.name} (${String(cause)})`, actual: value }];
    throw new CodecViolation(border, issues);
  }
};

// src/core/implementation.ts
var Failure = class {
  error;
  constructor(error) {
    this.error = error;
  }
};
var implement = (signature, handlers) => ({
  kind: "implementation",
  signature: signature["~signature"],
  // Each handler was checked against its operation above; the interpreter only calls it with that operation's input.
  handlers
});

// src/core/signature.ts
var signature_exports = {};
__export(signature_exports, {
  make: () => make2
});
var make2 = (name, operations) => {
  const definitions = /* @__PURE__ */ new Map();
  const steps = {};
  for (const [key, spec] of Object.entries(operations)) {
    const operation = define(name, key, spec);
    definitions.set(key, operation);
    steps[key] = stepOf({ kind: "perform", request: Object.freeze({ kind: "operation", operation }) });
  }
  const description = Object.freeze({ name, operations: definitions });
  return Object.freeze(Object.assign(steps, { "~signature": description }));
};
var define = (service, name, spec) => Object.freeze({
  service,
  name,
  input: from(spec.input),
  output: from(spec.output),
  error: spec.error === void 0 ? void 0 : from(spec.error),
  effect: spec.effect,
  delivery: spec.delivery ?? "atLeastOnce",
  footprint: spec.footprint
});

// src/core/workflow.ts
var workflow_exports = {};
__export(workflow_exports, {
  check: () => check,
  make: () => make3,
  reference: () => reference
});
var make3 = (name, definition) => {
  const problems = [...borderProblems(name, definition.version), ...check(definition.body)];
  if (problems.length > 0) throw new InvalidWorkflow(name, problems);
  return Object.freeze({
    kind: "workflow",
    ...reference(name, definition),
    body: definition.body
  });
};
var reference = (name, border) => ({
  name,
  version: border.version,
  effect: border.effect ?? "undoable",
  input: from(border.input),
  output: from(border.output),
  error: border.error === void 0 ? void 0 : from(border.error)
});
var borderProblems = (name, version) => {
  const problems = [];
  if (name.trim() === "" || name.includes("/"))
    problems.push({
      code: "workflow/name",
      place: name,
      message: `expected a name that is not empty and has no "/" (was ${JSON.stringify(name)}).`
    });
  if (!Number.isInteger(version) || version < 1)
    problems.push({
      code: "workflow/version",
      place: name,
      message: `expected a version that is a whole number from 1 (was ${version}).`
    });
  return problems;
};

// src/step.ts
var step_exports = {};
__export(step_exports, {
  all: () => all,
  andThen: () => andThen,
  as: () => as,
  attempt: () => attempt,
  begin: () => begin,
  bind: () => bind,
  bindFrom: () => bindFrom,
  bracket: () => bracket,
  call: () => call,
  catchAll: () => catchAll,
  catchTag: () => catchTag,
  catchTags: () => catchTags,
  deadline: () => deadline,
  detach: () => detach,
  emit: () => emit,
  ensuring: () => ensuring,
  fail: () => fail,
  failWith: () => failWith,
  first: () => first,
  forEach: () => forEach,
  identity: () => identity,
  if: () => if_,
  iterate: () => iterate,
  label: () => label,
  let: () => let_,
  machine: () => machine,
  map: () => map,
  mapError: () => mapError,
  mapInput: () => mapInput,
  match: () => match,
  matchEither: () => matchEither,
  matchOn: () => matchOn,
  orElse: () => orElse,
  parallel: () => parallel2,
  pause: () => pause,
  pure: () => pure,
  quorum: () => quorum,
  race: () => race,
  reach: () => reach,
  repeatUntil: () => repeatUntil,
  retry: () => retry,
  second: () => second,
  sleep: () => sleep,
  sleepUntil: () => sleepUntil,
  some: () => some,
  succeed: () => succeed,
  tap: () => tap,
  timeout: () => timeout,
  waitFor: () => waitFor,
  waitForAny: () => waitForAny,
  when: () => when,
  whilst: () => whilst
});

// src/combinators/compose.ts
var identity = () => theIdentity;
var andThen = (next) => (first2) => stepOf({ kind: "sequence", first: first2, second: next });
var theIdentity = stepOf({ kind: "pure", apply: same });

// src/combinators/map.ts
var pure = (f) => stepOf({ kind: "pure", apply: f });
var succeed = (value) => stepOf({ kind: "pure", apply: () => value, constant: true });
var map = (f) => (step) => stepOf({ kind: "sequence", first: step, second: stepOf({ kind: "pure", apply: f }) });
var as = (value) => (step) => stepOf({ kind: "sequence", first: step, second: succeed(value) });
var mapInput = (f) => (step) => stepOf({ kind: "sequence", first: stepOf({ kind: "pure", apply: f }), second: step });

// src/combinators/record.ts
var begin = () => stepOf({ kind: "pure", apply: (input) => ({ input }) });
var bind = (name, select, step) => (first2) => stepOf({
  kind: "sequence",
  first: first2,
  second: stepOf({
    kind: "carry",
    select,
    step,
    merge: (state, value) => ({ ...state, [name]: value }),
    fields: { reads: "all", writes: [name] }
  })
});
var bindFrom = (name, fields, select, step) => (first2) => stepOf({
  kind: "sequence",
  first: first2,
  second: stepOf({
    kind: "carry",
    select: (state) => select(pick(state, fields)),
    step,
    merge: (state, value) => ({ ...state, [name]: value }),
    fields: { reads: [...fields], writes: [name] }
  })
});
var pick = (state, fields) => Object.fromEntries(fields.map((field) => [field, state[field]]));
var let_ = (name, f) => (first2) => stepOf({
  kind: "sequence",
  first: first2,
  second: stepOf({ kind: "pure", apply: (state) => ({ ...state, [name]: f(state) }) })
});

// src/combinators/strength.ts
var first = () => (step) => stepOf({
  kind: "carry",
  select: ([a]) => a,
  step,
  merge: ([, c], b) => [b, c],
  fields: { reads: ["0"], writes: ["0"] }
});
var second = () => (step) => stepOf({
  kind: "carry",
  select: ([, a]) => a,
  step,
  merge: ([c], b) => [c, b],
  fields: { reads: ["1"], writes: ["1"] }
});
var tap = (select, step) => (before) => stepOf({
  kind: "sequence",
  first: before,
  second: stepOf({
    kind: "carry",
    select,
    step,
    merge: (value) => value,
    fields: { reads: "all", writes: [] }
  })
});

// src/combinators/branches.ts
var branchesOf = (steps) => Object.entries(steps).map(([name, step]) => ({ name, step }));

// src/combinators/pure-around.ts
var pureThen = (apply, step) => stepOf({ kind: "sequence", first: stepOf({ kind: "pure", apply }), second: step });
var thenPure = (step, apply) => stepOf({ kind: "sequence", first: step, second: stepOf({ kind: "pure", apply }) });

// src/combinators/match.ts
var match = (arms) => (first2) => stepOf({
  kind: "sequence",
  first: first2,
  second: stepOf({
    kind: "choice",
    tag: "_tag",
    arms: branchesOf(arms)
  })
});
var matchEither = (arms) => (first2) => stepOf({ kind: "sequence", first: first2, second: eitherChoice(arms.left, arms.right) });
var eitherChoice = (left2, right) => stepOf({
  kind: "choice",
  tag: "_tag",
  arms: [
    { name: "Left", step: pureThen((either) => either.left, left2) },
    { name: "Right", step: pureThen((either) => either.right, right) }
  ]
});

// src/combinators/match-on.ts
var matchOn = (field, arms) => (first2) => stepOf({
  kind: "sequence",
  first: first2,
  second: stepOf({
    kind: "sequence",
    first: stepOf({
      kind: "pure",
      apply: (record) => routed(record, field)
    }),
    second: stepOf({
      kind: "choice",
      tag: "_tag",
      arms: Object.entries(arms).map(([name, arm]) => ({
        name,
        step: pureThen(recordOf, arm)
      }))
    })
  })
});
var routed = (record, field) => ({
  _tag: record[field]._tag,
  record
});
var recordOf = ({ record }) => record;

// src/combinators/when.ts
var if_ = (condition, yes, no) => stepOf(decide(condition, yes, no));
var when = (condition, step) => if_(condition, step, identity());
var decide = (condition, yes, no) => ({
  kind: "sequence",
  first: stepOf({
    kind: "pure",
    apply: (input) => condition(input) ? { _tag: "Right", right: input } : { _tag: "Left", left: input }
  }),
  second: eitherChoice(no, yes)
});

// src/combinators/some.ts
var some = (branches) => {
  const chosen2 = Object.fromEntries(
    Object.entries(branches).map(([name, [condition, step]]) => [
      name,
      if_(condition, step.pipe(boxed), succeed(void 0))
    ])
  );
  return stepOf({
    kind: "sequence",
    first: stepOf({ kind: "parallel", branches: branchesOf(chosen2), join: { kind: "record" } }),
    second: stepOf({ kind: "pure", apply: unboxed })
  });
};
var boxed = map((value) => ({ value }));
var unboxed = (boxes) => Object.fromEntries(
  Object.entries(boxes).flatMap(([name, box]) => box === void 0 ? [] : [[name, box.value]])
);

// src/combinators/parallel.ts
var all = (branches) => stepOf({
  kind: "parallel",
  branches: branchesOf(branches),
  join: { kind: Array.isArray(branches) ? "tuple" : "record" }
});
var parallel2 = (sides) => {
  const side = (index) => {
    const apply = (pair) => pair[index];
    return { name: `${index}`, step: pureThen(apply, sides[index]) };
  };
  return stepOf({ kind: "parallel", branches: [side(0), side(1)], join: { kind: "tuple" } });
};
var race = (branches) => stepOf({ kind: "parallel", branches: branchesOf(branches), join: { kind: "race" } });

// src/combinators/quorum.ts
var quorum = (need, branches, options = {}) => {
  const count2 = Object.keys(branches).length;
  if (!Number.isInteger(need) || need < 1 || need > count2)
    throw new RangeError(
      `expected a quorum from 1 to ${count2}, the number of branches (was ${need}). (quorum/out-of-range)`
    );
  const tolerate = options.tolerate ?? count2 - need;
  if (!(tolerate >= 0))
    throw new RangeError(
      `expected tolerate to be a number of branches >= 0 (was ${tolerate}). (quorum/out-of-range)`
    );
  return stepOf({
    kind: "parallel",
    branches: branchesOf(branches),
    join: { kind: "quorum", need, tolerate }
  });
};

// src/combinators/for-each.ts
var forEach = (options) => (step) => {
  const concurrency = options?.concurrency ?? Infinity;
  if (!(concurrency >= 1) || concurrency !== Infinity && !Number.isInteger(concurrency))
    throw new RangeError(
      `expected a concurrency that is a whole number from 1 or Infinity (was ${concurrency}). (for-each/concurrency)`
    );
  return stepOf({ kind: "forEach", step, concurrency, key: options?.key, until: options?.until });
};

// src/combinators/fail.ts
var fail = (error) => stepOf({
  kind: "sequence",
  first: stepOf({ kind: "pure", apply: () => error, constant: true }),
  second: failure
});
var failWith = (error) => stepOf({ kind: "sequence", first: stepOf({ kind: "pure", apply: error }), second: failure });
var failure = stepOf({ kind: "fail" });

// src/combinators/attempt.ts
var attempt = (step) => stepOf({ kind: "attempt", step });

// src/combinators/catch.ts
var catchAll = (handler) => (step) => stepOf(recover(step, handler));
var catchTag = (tag, handler) => (step) => stepOf(recoverTags(step, { [tag]: handler }));
var catchTags = (handlers) => (step) => stepOf(recoverTags(step, handlers));
var orElse = (other) => (step) => stepOf(
  recover(
    step,
    pureThen(({ input }) => input, other)
  )
);
var mapError = (f) => (step) => stepOf({ kind: "sequence", first: attempt(step), second: eitherChoice(pureThen(f, failure), identity()) });
var withInput = (input, result) => result._tag === "Left" ? { _tag: "Left", left: { error: result.left, input } } : result;
var unhandled = ({ caught }) => caught.error;
var recover = (step, handler) => ({
  kind: "sequence",
  first: stepOf({
    kind: "carry",
    select: (input) => input,
    step: attempt(step),
    merge: withInput
  }),
  second: eitherChoice(handler, identity())
});
var recoverTags = (step, handlers) => {
  const known = new Map(Object.entries(handlers));
  const other = stepOf({
    kind: "choice",
    tag: "_tag",
    arms: [
      ...[...known].map(([name, handler]) => ({ name: `tag ${name}`, step: pureThen(unwrap, handler) })),
      { name: "other", step: pureThen(unhandled, failure) }
    ]
  });
  const route = (caught) => {
    const tag = tagOf(caught.error);
    return { _tag: tag !== void 0 && known.has(tag) ? `tag ${tag}` : "other", caught };
  };
  return recover(step, pureThen(route, other));
};
var unwrap = ({ caught }) => caught;
var tagOf = (error) => {
  const tag = typeof error === "object" && error !== null ? error._tag : void 0;
  return typeof tag === "string" ? tag : void 0;
};

// src/combinators/bracket.ts
var bracket = (acquire, use, release) => stepOf({ kind: "bracket", acquire, use, release });
var ensuring = (finalizer) => (step) => stepOf({ kind: "bracket", acquire: identity(), use: step, release: finalizer });

// src/combinators/retry.ts
var retry = (schedule) => (step) => stepOf({ kind: "retry", step, schedule: typeof schedule === "number" ? immediately(schedule) : schedule });

// src/combinators/iterate.ts
var iterate = (body2) => stepOf({ kind: "iterate", step: body2 });
var repeatUntil = (condition) => (step) => stepOf({
  kind: "iterate",
  step: thenPure(
    step,
    (output) => condition(output) ? { _tag: "Right", right: output } : { _tag: "Left", left: output }
  )
});
var whilst = (condition) => (step) => stepOf({
  kind: "iterate",
  step: pureThen(
    (value) => condition(value) ? { _tag: "Right", right: value } : { _tag: "Left", left: value },
    eitherChoice(
      stepOf({ kind: "pure", apply: (value) => ({ _tag: "Right", right: value }) }),
      thenPure(step, (output) => ({ _tag: "Left", left: output }))
    )
  )
});

// src/combinators/machine.ts
var machine = () => (transitions, steps) => stepOf({
  kind: "iterate",
  step: stepOf({
    kind: "choice",
    tag: "_tag",
    arms: Object.entries(transitions).map(([name, successors]) => ({
      name,
      step: successors.length === 0 ? stepOf({ kind: "pure", apply: (state) => ({ _tag: "Right", right: state }) }) : again(steps[name])
    }))
  })
});
var again = (step) => thenPure(step, (state) => ({ _tag: "Left", left: state }));

// src/combinators/sleep.ts
var sleep = (time) => timer("for", typeof time === "number" ? validTime(time) : time);
var sleepUntil = (instant) => timer(
  "until",
  typeof instant === "function" ? (input) => instant(input).getTime() : validTime(instant.getTime())
);
var pause = (time) => (step) => stepOf({
  kind: "sequence",
  first: step,
  second: stepOf({
    kind: "carry",
    select: same,
    step: sleep(time),
    merge: same,
    fields: { reads: "all", writes: [] }
  })
});
var timeout = (limit) => (step) => limited2(step, sleep(limit));
var deadline = (instant) => (step) => limited2(step, sleepUntil(instant));
var validTime = (time) => {
  if (Number.isNaN(time))
    throw new RangeError("expected a number of milliseconds or a valid date (was NaN). (time/not-a-time)");
  return time;
};
var timer = (mode, time) => stepOf({ kind: "perform", request: { kind: "timer", mode, time } });
var limited2 = (step, clock) => {
  const timedOut = { _tag: "TimedOut" };
  return stepOf({
    kind: "sequence",
    first: stepOf({
      kind: "parallel",
      branches: [
        { name: "done", step },
        // Its own name, so that two time limits in one scope have different ids.
        {
          name: "late",
          step: stepOf({ kind: "label", name: `timeout ${subjectOf(step)}`.trim(), step: clock })
        }
      ],
      join: { kind: "race" }
    }),
    second: stepOf({
      kind: "choice",
      tag: "_tag",
      arms: [
        {
          name: "done",
          step: stepOf({ kind: "pure", apply: (won) => won._tag === "done" ? won.value : void 0 })
        },
        {
          name: "late",
          step: stepOf({
            kind: "sequence",
            first: stepOf({ kind: "pure", apply: () => timedOut, constant: true }),
            second: stepOf({ kind: "fail" })
          })
        }
      ]
    })
  });
};

// src/combinators/events.ts
var waitFor = (event, key = noKey) => stepOf({ kind: "perform", request: { kind: "receive", event, key } });
var waitForAny = (events, key = noKey) => stepOf({
  kind: "parallel",
  branches: Object.entries(events).map(([name, event]) => ({
    name,
    step: stepOf({ kind: "perform", request: { kind: "receive", event, key } })
  })),
  join: { kind: "race" }
});
var emit = (event, key = noKey) => stepOf({ kind: "perform", request: { kind: "emit", event, key } });
var reach = (milestone, key = noKey) => stepOf({ kind: "perform", request: { kind: "emit", event: milestone, key } });
var noKey = () => "";

// src/combinators/call.ts
var call = (workflow) => request(workflow, "await");
var detach = (workflow) => request(workflow, "detach");
var request = ({ name, version, effect, input, output, error }, mode) => stepOf({
  kind: "perform",
  request: { kind: "call", workflow: name, version, mode, effect, input, output, error }
});

// src/combinators/label.ts
var label = (name) => (step) => stepOf({ kind: "label", name, step });

// src/interpreters/in-process/clock.ts
var LONGEST = 2 ** 31 - 1;
var systemClock = {
  now: () => Date.now(),
  after: (delay, wake) => {
    let timer2;
    const arm = (left2) => {
      timer2 = left2 > LONGEST ? setTimeout(() => arm(left2 - LONGEST), LONGEST) : setTimeout(wake, left2);
    };
    if (delay === Infinity) return () => void 0;
    arm(delay);
    return () => clearTimeout(timer2);
  }
};

// src/core/distinct-ids.ts
var distinctIds = () => {
  const uses = /* @__PURE__ */ new Map();
  return (id) => {
    const use = (uses.get(id) ?? 0) + 1;
    uses.set(id, use);
    return use === 1 ? id : `${id}#${use}`;
  };
};

// src/core/apply.ts
var applied = (apply) => apply;
var settledNow = (value) => {
  if (value instanceof Promise) {
    value.catch(() => void 0);
    throw new PromiseFromPure();
  }
  return value;
};
var armOf = ({ tag: property }, arms, value) => {
  const tag = value[property];
  const arm = arms.get(tag);
  if (arm === void 0) throw new NoSuchArm(tag, [...arms.keys()]);
  return arm;
};
var itemsOf = (value) => {
  if (!Array.isArray(value)) throw new NotAList(value);
  return value;
};
var keysOf = (items, key) => {
  if (key === void 0) return void 0;
  const of = applied(key);
  const seen = /* @__PURE__ */ new Set();
  return items.map((item, index) => {
    const found = of(item, index);
    if (seen.has(found)) throw new DuplicateKey(found);
    seen.add(found);
    return found;
  });
};
var delayOf = ({ mode, time }, value, now) => {
  const given = typeof time === "number" ? time : applied(time)(value);
  const delay = mode === "for" ? given : Math.max(0, given - now);
  if (Number.isNaN(delay))
    throw new RangeError(
      `expected a ${mode === "for" ? "number of milliseconds" : "valid date"} (was ${given}). (time/not-a-time)`
    );
  return delay;
};
var PromiseFromPure = class extends TypeError {
  name = "PromiseFromPure";
  code = "step/async-pure";
  constructor() {
    super(
      "A function given to pure, map or another combinator for pure functions gave a promise. Declare an operation in a Signature and implement it asynchronously. (step/async-pure)"
    );
  }
};
var NoSuchArm = class extends TypeError {
  name = "NoSuchArm";
  code = "choice/no-such-arm";
  constructor(tag, arms) {
    super(
      `expected a value tagged ${arms.map((arm) => JSON.stringify(arm)).join(" | ")} (was ${JSON.stringify(tag)}). Check where the value enters the workflow. (choice/no-such-arm)`
    );
  }
};
var NotAList = class extends TypeError {
  name = "NotAList";
  code = "for-each/not-a-list";
  constructor(value) {
    super(
      `expected a list of items (was ${typeof value}). Check where it enters the workflow. (for-each/not-a-list)`
    );
  }
};
var DuplicateKey = class extends TypeError {
  name = "DuplicateKey";
  code = "for-each/duplicate-key";
  constructor(key) {
    super(
      `Two items have the key ${JSON.stringify(key)}, so their operations would share idempotency keys. Choose a key that differs from item to item. (for-each/duplicate-key)`
    );
  }
};

// src/core/idempotency-key.ts
var idempotencyKey = (runId, nodeId2, renewals) => `${runId.length}:${runId}:${nodeId2}${renewals === 0 ? "" : `~${renewals}`}`;

// src/interpreters/in-process/environment.ts
var MissingProvider = class extends Error {
  name = "MissingProvider";
  code = "run/missing-provider";
  constructor(missing, hint) {
    super(`Nothing provides ${missing}. ${hint} (run/missing-provider)`);
  }
};
var DuplicateProvider = class extends Error {
  name = "DuplicateProvider";
  code = "run/duplicate-provider";
  constructor(what) {
    super(`Two different providers are given for ${what}. Leave one of them out. (run/duplicate-provider)`);
  }
};
var handlerOf = (implementation, operation) => {
  const name = operationName(operation);
  if (implementation === void 0)
    throw new MissingProvider(
      name,
      `Add implement(${operation.service}, {...}) to the list of what is provided.`
    );
  const declared = implementation.signature.operations.get(operation.name);
  if (declared?.input !== operation.input || declared.output !== operation.output || declared.error !== operation.error)
    throw new MissingProvider(
      name,
      `There are two different signatures called "${operation.service}": the workflow uses one, the implementation the other. Rename one, or import the same.`
    );
  const handler = Object.hasOwn(implementation.handlers, operation.name) ? implementation.handlers[operation.name] : void 0;
  if (typeof handler !== "function")
    throw new MissingProvider(
      name,
      `Give implement(${operation.service}, {...}) a function called "${operation.name}".`
    );
  return handler;
};

// src/durable/journal/journal-failure.ts
var JournalFailure = class extends Error {
  name = "JournalFailure";
  code;
  /** The name of the journal. */
  journal;
  constructor(code, journal, message, cause) {
    super(`${message} (${code})`, cause === void 0 ? {} : { cause });
    this.code = code;
    this.journal = journal;
  }
  /** Whether the same commit may succeed later, without anybody opening the journal again. */
  get passing() {
    return this.code === "journal/full" || this.code === "journal/unavailable";
  }
};

// src/durable/payload/payload-failure.ts
var PayloadFailure = class extends Error {
  name = "PayloadFailure";
  code;
  /** What the message names: the codec, the key, sizes in bytes. Never a value, never a key itself. */
  facts;
  constructor(code, message, facts = {}, cause) {
    super(`${message} (${code})`, cause === void 0 ? {} : { cause });
    this.code = code;
    this.facts = facts;
  }
};

// src/durable/journal/checked-write.ts
var checkWrite = ({ key, value }) => {
  if (!printable.test(key))
    throw new RangeError(
      `expected a key of at least one character, all of printable ASCII (was ${JSON.stringify(key.slice(0, 100))}). Nothing was written. (journal/bad-write)`
    );
  if (typeof value === "string" && halfPair.test(value))
    throw new RangeError(
      `expected well-formed text for the key "${key.slice(0, 100)}" (was text with half of a surrogate pair). Nothing was written. Write bytes, or text made by JSON.stringify. (journal/bad-write)`
    );
};
var nestedCommit = () => new RangeError(
  "expected one commit at a time (was a commit inside of a commit). Give the outer one all writes. (journal/nested-commit)"
);
var printable = /^[\x20-\x7e]+$/;
var halfPair = /\p{Surrogate}/u;

// src/durable/journal/sorted-map.ts
var sortedMap = () => {
  const values2 = /* @__PURE__ */ new Map();
  const blocks = [];
  const blockOf2 = (key) => Math.max(0, firstIndex(blocks.length, (index) => (blocks[index]?.[0] ?? "") > key) - 1);
  const split = (at, block) => {
    const half = at === blocks.length - 1 ? LARGEST - LARGEST / 8 : LARGEST / 2;
    blocks.splice(at + 1, 0, block.splice(half));
  };
  return {
    size: () => values2.size,
    get: (key) => values2.get(key),
    set: (key, value) => {
      const known = values2.has(key);
      values2.set(key, value);
      if (known) return;
      const at = blockOf2(key);
      const block = blocks[at];
      if (block === void 0) {
        blocks.push([key]);
        return;
      }
      block.splice(indexIn(block, key), 0, key);
      if (block.length > LARGEST) split(at, block);
    },
    delete: (key) => {
      if (!values2.delete(key)) return;
      const at = blockOf2(key);
      const block = blocks[at] ?? [];
      block.splice(indexIn(block, key), 1);
      if (block.length === 0) blocks.splice(at, 1);
    },
    range: ({ from: from3, to, limit = Number.POSITIVE_INFINITY, reverse = false }) => {
      const found = [];
      if (from3 >= to) return found;
      const take2 = (key) => {
        found.push([key, values2.get(key)]);
      };
      const step = reverse ? -1 : 1;
      for (let at = blockOf2(reverse ? to : from3); at >= 0 && at < blocks.length && found.length < limit; at += step) {
        const block = blocks[at] ?? [];
        const start3 = indexIn(block, from3);
        const end2 = indexIn(block, to);
        if (reverse) for (let i = end2 - 1; i >= start3 && found.length < limit; i--) take2(block[i] ?? "");
        else for (let i = start3; i < end2 && found.length < limit; i++) take2(block[i] ?? "");
        if (reverse ? start3 > 0 : end2 < block.length) break;
      }
      return found;
    }
  };
};
var LARGEST = 512;
var indexIn = (block, key) => firstIndex(block.length, (index) => (block[index] ?? "") >= key);
var firstIndex = (length, holds) => {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = low + high >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

// src/durable/journal/memory-journal.ts
var memoryJournal = () => {
  const name = "memory";
  const held = sortedMap();
  const waiting3 = /* @__PURE__ */ new Set();
  let writer;
  const leave = (who) => {
    if (who === void 0 || writer !== who) return;
    writer = void 0;
    const [next] = waiting3;
    next?.();
  };
  const turn = ({ standby, signal }) => new Promise((resolve2, reject) => {
    const me = /* @__PURE__ */ Symbol("writer");
    const enter = () => {
      stopWaiting();
      writer = me;
      resolve2(me);
    };
    const abandon = () => {
      stopWaiting();
      reject(signal?.reason);
    };
    const stopWaiting = () => {
      waiting3.delete(enter);
      signal?.removeEventListener("abort", abandon);
    };
    if (signal?.aborted === true) abandon();
    else if (writer === void 0) enter();
    else if (!standby) reject(locked(name));
    else {
      waiting3.add(enter);
      signal?.addEventListener("abort", abandon);
    }
  });
  return {
    name,
    open: async (options) => {
      const me = await turn(options);
      return recordsOf(
        name,
        held,
        () => writer === me,
        () => leave(me)
      );
    },
    kill: () => leave(writer)
  };
};
var locked = (name) => new JournalFailure(
  "journal/locked",
  name,
  `The journal "${name}" is written by another engine of this process. Close that one first, or open this one as standby.`
);
var recordsOf = (name, held, isWriter, leave) => {
  let closed = false;
  let committing = false;
  const open4 = () => {
    if (closed)
      throw new JournalFailure(
        "journal/closed",
        name,
        `The journal "${name}" has been closed. Open it again to read or write.`
      );
  };
  const transaction = { handle: void 0, attempt: (work) => work() };
  return {
    get: (key) => {
      open4();
      const value = held.get(key);
      return value === void 0 ? void 0 : owned(value);
    },
    range: (range) => {
      open4();
      return held.range(range).map(([key, value]) => ({ key, value: owned(value) }));
    },
    commit: (work) => {
      open4();
      if (committing) throw nestedCommit();
      committing = true;
      try {
        if (!isWriter())
          throw new JournalFailure(
            "journal/fenced",
            name,
            `Another writer has taken over the journal "${name}", so nothing was written. Stop this engine; the other one continues its runs.`
          );
        const writes = work(transaction);
        open4();
        for (const write of writes) checkWrite(write);
        for (const { key, value } of writes)
          if (value === null) held.delete(key);
          else held.set(key, owned(value));
      } finally {
        committing = false;
      }
    },
    check: () => {
      open4();
      return [];
    },
    close: () => {
      closed = true;
      leave();
    }
  };
};
var owned = (value) => typeof value === "string" ? value : value.slice();

// src/durable/journal/sqlite/sqlite.ts
import { realpathSync, statSync as statSync3 } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DatabaseSync as DatabaseSync4 } from "@photostructure/sqlite";

// src/durable/journal/sqlite/failure.ts
var failureOf = (file2, doing2, error) => {
  if (error instanceof JournalFailure) return error;
  const code = codeOf(error);
  return new JournalFailure(
    code,
    file2,
    `${doing2} the journal "${file2}": ${saying(error)}. ${remedies[code]}`,
    error
  );
};
var isSqliteError = (error) => error instanceof Error && error.code === "ERR_SQLITE_ERROR";
var isBusy = (error) => isSqliteError(error) && error.sqliteCode === SQLITE_BUSY;
var codeOf = (error) => {
  if (!isSqliteError(error)) return "journal/unavailable";
  const { sqliteCode = 0, systemErrno = 0 } = error;
  if (sqliteCode === SQLITE_CANTOPEN && forbidden.has(systemErrno)) return "journal/readonly";
  return codes.get(sqliteCode) ?? "journal/unavailable";
};
var SQLITE_BUSY = 5;
var SQLITE_CANTOPEN = 14;
var codes = /* @__PURE__ */ new Map([
  // Statements are the same every time, so one that makes no sense (SQLITE_ERROR), or a value that does not fit (CONSTRAINT,
  // MISMATCH), has met tables that are not as they were made.
  [1, "journal/corrupted"],
  [19, "journal/corrupted"],
  [20, "journal/corrupted"],
  // CORRUPT
  [11, "journal/corrupted"],
  // PERM, READONLY
  [3, "journal/readonly"],
  [8, "journal/readonly"],
  // FULL
  [13, "journal/full"],
  // NOTADB
  [26, "journal/foreign"]
]);
var forbidden = /* @__PURE__ */ new Set([1, 13, 30]);
var saying = (error) => isSqliteError(error) ? `SQLite says "${error.message}"${error.sqliteCodeName === void 0 ? "" : ` (${error.sqliteCodeName})`}` : String(error);
var remedies = {
  "journal/locked": "Stop the other engine, or open this one as standby.",
  "journal/fenced": "Stop this engine; the other one continues its runs.",
  "journal/foreign": "Give the path of a journal, or of a file that does not exist yet.",
  "journal/newer": "Use the version of Lawful that wrote it, or a later one.",
  "journal/corrupted": "Stop the engine, keep a copy of the file, and put a backup in its place.",
  "journal/readonly": "Let the user of this process write to the file and to its folder.",
  "journal/full": "Make room on the disk; what was committed is still there.",
  "journal/unavailable": "See to the disk, and try again; what was committed is still there.",
  "journal/closed": "Open it again to read or write."
};

// src/durable/journal/sqlite/records.ts
import { statSync } from "node:fs";
import { constants } from "@photostructure/sqlite";

// src/durable/journal/sqlite/damage.ts
import { DatabaseSync } from "@photostructure/sqlite";

// src/durable/journal/sqlite/stored-value.ts
var storedValue = (key, value) => ({
  value: typeof value === "string" ? escaped(value) : value,
  sum: sumOf(key, value)
});
var valueOf = (key, value, sum) => {
  const read = typeof value === "string" ? unescaped(value) : value;
  if (typeof read !== "string" && !(read instanceof Uint8Array)) return void 0;
  return sumOf(key, read) === sum ? read : void 0;
};
var escaped = (text) => text.includes("\0") || text.includes("\u2400") ? text.replaceAll("\u2400", "\u24001").replaceAll("\0", "\u24000") : text;
var unescaped = (text) => text.includes("\u2400") ? text.replaceAll(/␀([01])/g, (_, digit) => digit === "0" ? "\0" : "\u2400") : text;
var sumOf = (key, value) => {
  let sum = typeof value === "string" ? TEXT : BYTES;
  for (let index = 0; index < key.length; index++) sum = Math.imul(sum ^ key.charCodeAt(index), PRIME);
  sum = Math.imul(sum ^ 65536, PRIME);
  if (typeof value === "string")
    for (let index = 0; index < value.length; index++) sum = Math.imul(sum ^ value.charCodeAt(index), PRIME);
  else for (const byte of value) sum = Math.imul(sum ^ byte, PRIME);
  return sum;
};
var PRIME = 16777619;
var TEXT = 2166136261 | 0;
var BYTES = ~TEXT;

// src/durable/journal/sqlite/damage.ts
var damageIn = (file2) => {
  const found = [];
  const database = new DatabaseSync(file2, { readOnly: true, returnArrays: true });
  try {
    for (const [line] of database.prepare(`PRAGMA integrity_check(${MOST})`).all())
      if (line !== "ok") found.push(String(line));
    let wrong = 0;
    for (const [key, value, sum] of database.prepare("SELECT key, value, sum FROM record NOT INDEXED").iterate())
      if (valueOf(String(key), value, sum) === void 0 && wrong++ < MOST)
        found.push(`The record "${String(key)}" is not what was written.`);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    found.push(error.message);
  } finally {
    database.close();
  }
  return found;
};
var MOST = 100;

// src/durable/journal/sqlite/statements.ts
var statementsOf = (database) => Object.fromEntries(
  Object.entries(sql).map(([purpose, text]) => [purpose, database.prepare(text, { returnArrays: true })])
  // The same names, each with its statement.
);
var sql = {
  nextEpoch: "UPDATE writer SET epoch = epoch + 1 RETURNING epoch",
  epoch: "SELECT epoch FROM writer",
  // Takes the right to write at once, so that what is read in the transaction stays true in it.
  begin: "BEGIN IMMEDIATE",
  commit: "COMMIT",
  rollback: "ROLLBACK",
  savepoint: "SAVEPOINT lawful_attempt",
  undo: "ROLLBACK TO lawful_attempt",
  release: "RELEASE lawful_attempt",
  get: "SELECT value, sum FROM record WHERE key = ?",
  forward: "SELECT key, value, sum FROM record WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",
  backward: "SELECT key, value, sum FROM record WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT ?",
  put: "INSERT INTO record (key, value, sum) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, sum = excluded.sum",
  remove: "DELETE FROM record WHERE key = ?"
};

// src/durable/journal/sqlite/records.ts
var recordsOf2 = ({ name, file: file2, database, release }) => {
  const statement = statementsOf(database);
  const [epoch] = statement.nextEpoch.get();
  const place = placeOf(file2);
  let closed = false;
  let committing = false;
  let handling = false;
  let ended2;
  database.setAuthorizer(
    (action) => handling && action === constants.SQLITE_TRANSACTION ? constants.SQLITE_DENY : constants.SQLITE_OK
  );
  const own = (doing2, work) => {
    if (closed || !database.isOpen) throw closedFailure(name);
    try {
      return work();
    } catch (error) {
      throw isSqliteError(error) ? failureOf(name, doing2, error) : error;
    }
  };
  const handle = (work) => {
    try {
      const result = work();
      stillWhole();
      return result;
    } catch (error) {
      stillWhole(error);
      throw error;
    }
  };
  const stillWhole = (cause) => {
    if (!database.isOpen) ended2 ??= closedFailure(name);
    else if (!database.isTransaction)
      ended2 ??= isSqliteError(cause) ? failureOf(name, "Cannot write to", cause) : endedByHandler(name);
    if (ended2 !== void 0) throw ended2;
  };
  const transaction = {
    handle: database,
    attempt: (work) => {
      own("Cannot write to", () => statement.savepoint.run());
      try {
        const result = handle(work);
        statement.release.run();
        return result;
      } catch (error) {
        stillWhole();
        statement.undo.run();
        statement.release.run();
        throw error;
      }
    }
  };
  const begin5 = () => {
    statement.begin.run();
    const [current] = statement.epoch.get() ?? [];
    if (current !== epoch || placeOf(file2) !== place) throw fenced(name);
  };
  const write = ({ key, value }) => {
    if (value === null) {
      statement.remove.run(key);
      return;
    }
    const stored = storedValue(key, value);
    statement.put.run(key, stored.value, stored.sum);
  };
  const read = (key, value, sum) => {
    const found = valueOf(key, value, sum);
    if (found === void 0) throw damaged(name, key);
    return found;
  };
  return {
    get: (key) => own("Cannot read", () => {
      const row = statement.get.get(key);
      return row === void 0 ? void 0 : read(key, row[0], row[1]);
    }),
    range: ({ from: from3, to, limit = -1, reverse = false }) => own(
      "Cannot read",
      () => statement[reverse ? "backward" : "forward"].all(from3, to, limit).map(
        ([key, value, sum]) => ({ key: String(key), value: read(String(key), value, sum) })
      )
    ),
    commit: (work) => {
      if (committing) throw nestedCommit();
      committing = true;
      try {
        own("Cannot write to", begin5);
        handling = true;
        const writes = handle(() => work(transaction));
        handling = false;
        for (const one of writes) checkWrite(one);
        own("Cannot write to", () => {
          for (const one of writes) write(one);
          statement.commit.run();
        });
      } catch (error) {
        handling = false;
        if (database.isOpen && database.isTransaction) statement.rollback.run();
        throw ended2 ?? error;
      } finally {
        committing = false;
        ended2 = void 0;
      }
    },
    check: () => own("Cannot check", () => damageIn(file2)),
    close: () => {
      if (closed) return;
      closed = true;
      try {
        if (database.isOpen) end(database);
      } finally {
        release();
      }
    }
  };
};
var end = (database) => {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
  } finally {
    database.setAuthorizer(null);
    database.close();
  }
};
var placeOf = (path) => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === void 0 ? "nowhere" : `${found.dev}:${found.ino}`;
};
var closedFailure = (name) => new JournalFailure(
  "journal/closed",
  name,
  `The journal "${name}" has been closed. Open it again to read or write.`
);
var fenced = (name) => new JournalFailure(
  "journal/fenced",
  name,
  `Another writer has taken over the journal "${name}", or its file is not in its place any more, so nothing was written. Stop this engine; the other one continues its runs.`
);
var damaged = (name, key) => new JournalFailure(
  "journal/corrupted",
  name,
  `The record "${key}" of the journal "${name}" is not what was written. Stop the engine, keep a copy of the file, and put a backup in its place.`
);
var endedByHandler = (name) => new RangeError(
  `expected a handler that leaves the transaction of the journal "${name}" to the engine (was ended by it). Call neither COMMIT nor ROLLBACK in an operation with delivery "tx". (journal/transaction-ended)`
);

// src/durable/journal/sqlite/schema.ts
import { statSync as statSync2 } from "node:fs";
import { pathToFileURL } from "node:url";
import { DatabaseSync as DatabaseSync2 } from "@photostructure/sqlite";
var APPLICATION_ID = 1281455974;
var migrations = [
  // A table with a row number: keys that are added in groups dirty few pages, which is three times as fast as a table in the
  // order of keys. `epoch` counts the writers that there have been.
  `CREATE TABLE record (
     id INTEGER PRIMARY KEY,
     key TEXT NOT NULL UNIQUE,
     value NOT NULL,
     sum INTEGER NOT NULL
   );
   CREATE TABLE writer (id INTEGER PRIMARY KEY CHECK (id = 1), epoch INTEGER NOT NULL);
   INSERT INTO writer (id, epoch) VALUES (1, 0)`
];
var refuseForeign = (name, path) => {
  const found = statSync2(path, { throwIfNoEntry: false });
  if (found === void 0) return;
  if (!found.isFile()) throw foreign(name, `it is ${found.isDirectory() ? "a folder" : "no regular file"}`);
  if ((statSync2(`${path}-journal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  let database;
  try {
    database = new DatabaseSync2(url, { readOnly: true });
    if (found.size > 0) checkIdentity(name, database);
  } catch (error) {
    throw failureOf(name, "Cannot read", error);
  } finally {
    database?.close();
  }
};
var migrate = (name, database, steps = migrations) => {
  if (pragma(database, "page_count") > 0) checkIdentity(name, database, steps.length);
  if (pragma(database, "user_version") === steps.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    for (const step of steps.slice(pragma(database, "user_version"))) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
};
var checkIdentity = (name, database, known = migrations.length) => {
  if (pragma(database, "application_id") !== APPLICATION_ID)
    throw foreign(name, "it is a SQLite database of another program");
  const version = pragma(database, "user_version");
  if (version > known)
    throw new JournalFailure(
      "journal/newer",
      name,
      `The journal "${name}" has tables of version ${version}, and this version of Lawful knows ${known}. Nothing was changed. Use the version of Lawful that wrote it, or a later one.`
    );
};
var foreign = (name, what) => new JournalFailure(
  "journal/foreign",
  name,
  `"${name}" is no journal of Lawful: ${what}. Nothing was changed. Give the path of a journal, or of a file that does not exist yet.`
);
var pragma = (database, name) => Number(database.prepare(`PRAGMA ${name}`, { returnArrays: true }).get()[0]);

// src/durable/journal/sqlite/writer-lock.ts
import { setTimeout as setTimeout2 } from "node:timers/promises";
import { DatabaseSync as DatabaseSync3 } from "@photostructure/sqlite";
var lockWriter = async (name, path, { standby, signal }) => {
  for (; ; ) {
    signal?.throwIfAborted();
    const lock = attempt2(name, `${path}-lock`);
    if (lock !== void 0) return lock;
    if (!standby)
      throw new JournalFailure(
        "journal/locked",
        name,
        `The journal "${name}" is written by another engine, in this process or another one. Stop that one first, or open this one as standby.`
      );
    await setTimeout2(POLL_MS, void 0, signal === void 0 ? {} : { signal }).catch(
      () => signal?.throwIfAborted()
    );
  }
};
var POLL_MS = 150;
var attempt2 = (name, file2) => {
  let database;
  try {
    database = open(file2);
    return { release: () => database?.close() };
  } catch (error) {
    if (isBusy(error)) return void 0;
    throw failureOf(name, `Cannot lock the file "${file2}" of`, error);
  }
};
var open = (file2) => {
  const database = new DatabaseSync3(file2, { timeout: 0 });
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

// src/durable/journal/sqlite/sqlite.ts
var sqlite = (path, { synchronous = "full" } = {}) => {
  checkPath(path);
  return {
    name: path,
    open: async (options) => {
      const file2 = placeOf2(path);
      refuseForeign(path, file2);
      const lock = await lockWriter(path, file2, options);
      let database;
      try {
        database = new DatabaseSync4(file2, { timeout: BUSY_MS });
        prepare(path, database, synchronous);
        return recordsOf2({ name: path, file: file2, database, release: lock.release });
      } catch (error) {
        database?.close();
        lock.release();
        throw failureOf(path, "Cannot open", error);
      }
    }
  };
};
var prepare = (name, database, synchronous) => {
  database.exec("PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON");
  migrate(name, database);
  const [mode] = database.prepare("PRAGMA journal_mode = WAL", { returnArrays: true }).get();
  if (mode !== "wal")
    throw new JournalFailure(
      "journal/unavailable",
      name,
      `The journal "${name}" is on a filesystem that cannot keep the log of SQLite (its mode stays "${String(mode)}"). Put it on a local disk.`
    );
  database.exec(
    `PRAGMA journal_size_limit = ${LOG_BYTES}; PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA cache_size = -${CACHE_KIB}; PRAGMA synchronous = ${synchronous.toUpperCase()}`
  );
};
var BUSY_MS = 1e3;
var LOG_PAGES = 4e3;
var CACHE_KIB = 8e3;
var LOG_BYTES = 64 * 1024 * 1024;
var checkPath = (path) => {
  const wrong = path === "" ? 'expected the path of a file (was "")' : path.includes("\0") ? `expected the path of a file (was ${JSON.stringify(path)}, which has a NUL in it)` : path === ":memory:" ? "expected the path of a file (was :memory:). Use memoryJournal() for a journal that need not survive its process" : /^file:/i.test(path) ? `expected the path of a file (was the URI ${path}). Use fileURLToPath of node:url` : void 0;
  if (wrong !== void 0) throw new RangeError(`${wrong}. (journal/path)`);
};
var placeOf2 = (path) => {
  const wanted = resolve(path);
  const folder = dirname(wanted);
  try {
    if (statSync3(wanted, { throwIfNoEntry: false }) !== void 0) return realpathSync(wanted);
    return join(realpathSync(folder), basename(wanted));
  } catch (error) {
    throw new JournalFailure(
      "journal/unavailable",
      path,
      `The journal "${path}" cannot be where it should: ${String(error)}. Make the folder "${folder}" first, and let the user of this process enter it.`,
      error
    );
  }
};

// src/durable/keys.ts
var sortable = (number2) => {
  const digits = Math.max(0, Math.ceil(number2)).toString(36);
  return String.fromCharCode(96 + digits.length) + digits;
};
var numberOf = (text) => Number.parseInt(text.slice(1), 36);
var named2 = (name) => plain.test(name) ? name : name.replace(special, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
var plain = /^[\w.:@~-]*$/;
var special = /[^\w.:@~-]/g;
var unnamed = (part) => part.replace(/%([0-9a-f]{4})/g, (_, unit) => String.fromCharCode(Number.parseInt(unit, 16)));
var below = (...parts) => {
  const path = parts.join("/");
  return { from: `${path}/`, to: `${path}0` };
};
var lastOf = (key) => key.slice(key.lastIndexOf("/") + 1);
var runKey = (run) => `r/${sortable(run)}`;
var idKey = (id) => `n/${named2(id)}`;
var batchKey = (run, sequence) => `e/${sortable(run)}/${sortable(sequence)}`;
var snapshotKey = (run) => `s/${sortable(run)}`;
var outcomeKey = (run) => `o/${sortable(run)}`;
var listKey = (status, workflow, run) => `l/${status}/${named2(workflow)}/${sortable(run)}`;
var detailKey = (run, node) => `h/${sortable(run)}/${named2(node)}`;
var behindBatches = (run) => below("e", sortable(run)).to;
var attributeKey = (name, value, run) => `a/${named2(name)}/${attributePart(value)}/${sortable(run)}`;
var attributePart = (value) => named2(`${typeof value}:${String(value)}`);
var calledKey = (run, called) => `k/${sortable(run)}/${sortable(called)}`;

// src/durable/payload/payload.ts
var payloadOf = (codecs, { limit = 8 * 1024 * 1024 } = {}) => {
  if (!(limit > 0)) throw invalid(`expected \`limit\` to be a number of bytes (was ${limit}).`);
  const named3 = new Map(codecs.map((codec) => [codec.name, codec]));
  if (named3.size < codecs.length)
    throw invalid(
      `expected payload codecs of different names (was ${codecs.map(({ name }) => name).join(", ")}).`
    );
  for (const { name } of codecs)
    if (!/^[A-Za-z0-9.-]{1,64}$/.test(name))
      throw invalid(
        `expected the name of a payload codec to be up to 64 letters, digits, "-" and "." (was ${JSON.stringify(name)}).`
      );
  return {
    write: (text, what) => {
      checkSize(text, what, limit);
      return encoded2(text, codecs);
    },
    check: (text, what) => {
      if (text.length * 3 > limit) checkSize(text, what(), limit);
    },
    encode: (text) => encoded2(text, codecs),
    read: (value) => typeof value === "string" ? value : decoded(value, named3)
  };
};
var checkSize = (text, what, limit) => {
  if (text.length * 3 <= limit) return;
  const bytes = Buffer.byteLength(text);
  if (bytes > limit)
    throw new PayloadFailure(
      "payload/too-large",
      `The ${what} has ${bytes} bytes, and ${limit} are allowed. Keep it elsewhere and carry its address, or raise the limit.`,
      { what, bytes, limit }
    );
};
var TEXT2 = 0;
var MOST_LAYERS = 16;
var encoded2 = (text, codecs) => {
  let whole;
  for (const codec of codecs) {
    whole ??= Buffer.from(`\0${text}`);
    const made = attempt3(codec, "encode", whole);
    if (made === void 0) continue;
    whole = Buffer.concat([Buffer.of(codec.name.length), Buffer.from(codec.name, "latin1"), made]);
  }
  return whole === void 0 || whole[0] === TEXT2 ? text : whole;
};
var decoded = (value, named3) => {
  let whole = value;
  for (let layer = 0; layer <= MOST_LAYERS; layer++) {
    const [length] = whole;
    if (length === void 0) break;
    if (length === TEXT2) return textIn(whole.subarray(1));
    const name = Buffer.from(whole.subarray(1, 1 + length)).toString("latin1");
    const codec = named3.get(name);
    if (codec === void 0) throw unknown(name, named3);
    whole = attempt3(codec, "decode", whole.subarray(1 + length)) ?? new Uint8Array();
  }
  throw malformed();
};
var attempt3 = (codec, direction, bytes) => {
  let made;
  try {
    made = codec[direction](bytes);
  } catch (cause) {
    if (cause instanceof PayloadFailure) throw cause;
    throw failed(
      codec,
      `failed to ${direction} ${bytes.length} bytes: ${cause instanceof Error ? cause.message : typeof cause}`,
      cause
    );
  }
  if (made instanceof Uint8Array || direction === "encode" && made === void 0) return made;
  throw failed(codec, `gave no Uint8Array when asked to ${direction} ${bytes.length} bytes`);
};
var textIn = (bytes) => {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw malformed(cause);
  }
};
var utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
var invalid = (message) => new PayloadFailure("payload/invalid-option", message);
var failed = (codec, what, cause) => new PayloadFailure(
  "payload/codec-failed",
  `The payload codec ${codec.name} ${what}.`,
  { codec: codec.name },
  cause
);
var unknown = (name, named3) => new PayloadFailure(
  "payload/unknown-codec",
  `A payload was written with the codec ${JSON.stringify(name)}, but the engine has ${named3.size === 0 ? "none" : [...named3.keys()].join(", ")}. Add it to \`payload\` again.`,
  { codec: name }
);
var malformed = (cause) => new PayloadFailure(
  "payload/malformed",
  "A payload cannot be read, because it is not what was written. Restore the journal from a backup.",
  {},
  cause
);

// src/durable/engine/engine-error.ts
var EngineClosed = class extends Error {
  name = "EngineClosed";
  code = "durable/closed";
  constructor() {
    super("The engine is closed. Open it again: what was committed goes on. (durable/closed)");
  }
};
var IdTaken = class extends Error {
  name = "IdTaken";
  code = "durable/id-taken";
  id;
  constructor(id, workflow) {
    super(
      `There is a run with the id "${shortened(id)}" already: "${workflow}", with another input or version. Choose another id; the same workflow with the same input gives the run that is there. (durable/id-taken)`
    );
    this.id = id;
  }
};
var UnknownRun = class extends Error {
  name = "UnknownRun";
  code = "durable/unknown-run";
  id;
  constructor(id) {
    super(
      `There is no run with the id "${shortened(id)}". Start it, or look at engine.list. (durable/unknown-run)`
    );
    this.id = id;
  }
};
var InvalidId = class extends Error {
  name = "InvalidId";
  code = "durable/invalid-id";
  constructor(what, problem) {
    super(`The ${what} ${problem}. Give a text of 1 to 1,000 characters. (durable/invalid-id)`);
  }
};
var NotPossible = class extends Error {
  name = "NotPossible";
  code = "durable/not-possible";
  id;
  constructor(id, what, why) {
    super(`The run "${shortened(id)}" cannot be ${what}: ${why}. (durable/not-possible)`);
    this.id = id;
  }
};
var UnknownWorkflow = class extends Error {
  name = "UnknownWorkflow";
  code = "durable/unknown-workflow";
  constructor(name, version) {
    super(
      `The engine was not given the workflow "${name}" (version ${version}), or another one under this name. Add it to \`workflows\`. (durable/unknown-workflow)`
    );
  }
};
var AsynchronousTransaction = class extends Error {
  name = "AsynchronousTransaction";
  code = "durable/asynchronous-transaction";
  constructor(operation) {
    super(
      `${operation} is declared \`delivery: "tx"\`, and its implementation gave a promise. Write with transactionOf(context), synchronously, or declare another delivery. (durable/asynchronous-transaction)`
    );
  }
};
var NoTransaction = class extends Error {
  name = "NoTransaction";
  code = "durable/no-transaction";
  constructor(operation) {
    super(
      `There is no transaction for ${operation}. Declare it \`delivery: "tx"\`, use the transaction only while it is called, and run it on an engine. (durable/no-transaction)`
    );
  }
};
var shortened = (id) => id.length > 120 ? `${id.slice(0, 117)}...` : id;

// src/durable/engine/checked-id.ts
var LONGEST2 = 1e3;
var checkedId = (what, id, shortest = 1) => {
  const given = id;
  if (typeof given !== "string") throw new InvalidId(what, `is no text (was ${typeof given})`);
  if (given.length < shortest) throw new InvalidId(what, "is empty");
  if (given.length > LONGEST2) throw new InvalidId(what, `has ${given.length} characters`);
  return given;
};

// src/machine/vector.ts
var BITS = 5;
var WIDTH = 1 << BITS;
var empty = { size: 0, height: 0, root: [] };
var from2 = (values2) => {
  let level = chunks(values2);
  let height = 0;
  while (level.length > 1) {
    level = chunks(level);
    height++;
  }
  return { size: values2.length, height, root: level[0] ?? [] };
};
var chunks = (values2) => {
  const parts = [];
  for (let at = 0; at < values2.length; at += WIDTH) parts.push(values2.slice(at, at + WIDTH));
  return parts;
};
var get = ({ size, height, root: root2 }, index) => {
  if (!(index >= 0 && index < size)) return void 0;
  let node = root2;
  for (let level = height; level > 0; level--) node = child(node, index >> level * BITS & WIDTH - 1);
  return node[index & WIDTH - 1];
};
var set = ({ size, height, root: root2 }, index, value) => ({
  size,
  height,
  root: replaced(root2, height, index, value)
});
var push = (vector, value) => {
  const { size, height, root: root2 } = vector;
  const full = size === WIDTH ** (height + 1);
  const wider = full ? [root2] : root2;
  const higher = full ? height + 1 : height;
  return { size: size + 1, height: higher, root: replaced(wider, higher, size, value) };
};
var pop = ({ size, height, root: root2 }) => {
  const shorter = dropped(root2, height, size - 1);
  return height > 0 && shorter.length === 1 ? { size: size - 1, height: height - 1, root: child(shorter, 0) } : { size: size - 1, height, root: shorter };
};
function* values({ height, root: root2 }) {
  yield* below2(root2, height);
}
function* below2(node, height) {
  if (height === 0) yield* node;
  else for (const part of node) yield* below2(part, height - 1);
}
var eachChange = (vector, before, visit) => {
  const old = before?.height === vector.height ? before.root : void 0;
  changes(vector.root, old, vector.height, 0, visit);
};
var changes = (node, old, height, first2, visit) => {
  if (node === old) return;
  if (height === 0)
    for (const [slot, value] of node.entries()) {
      const known = old?.[slot];
      if (value !== known) visit(value, first2 + slot, known);
    }
  else
    for (const [slot, part] of node.entries()) {
      const known = old?.[slot];
      changes(part, known, height - 1, first2 + (slot << height * BITS), visit);
    }
};
var child = (node, slot) => node[slot] ?? [];
var replaced = (node, height, index, value) => {
  const copy = node.slice();
  const slot = index >> height * BITS & WIDTH - 1;
  copy[slot] = height === 0 ? value : replaced(child(node, slot), height - 1, index, value);
  return copy;
};
var dropped = (node, height, last) => {
  const slot = last >> height * BITS & WIDTH - 1;
  if (height === 0) return node.slice(0, slot);
  const rest = dropped(child(node, slot), height - 1, last);
  const before = node.slice(0, slot);
  return rest.length === 0 ? before : [...before, rest];
};

// src/machine/ledger.ts
var FEW = 8;
var after = (first2, then) => {
  if (then === null) return first2;
  if (first2 === null) return then;
  if (then.size > FEW) return push(first2, { kind: "series", ledger: then });
  let all2 = first2;
  for (let index = 0; index < then.size; index++) all2 = push(all2, get(then, index));
  return all2;
};
var ledgerOf = (...entries) => entries.length === 0 ? null : from2(entries);
var besides2 = (of, branches) => branches.every((branch) => branch === null) ? null : push(empty, { kind: "parallel", of, branches: from2(branches) });
var lastOf2 = (ledger) => ({
  entry: get(ledger, ledger.size - 1),
  rest: ledger.size === 1 ? null : pop(ledger)
});
var reversed = (ledger) => ledger === null ? [] : [...values(ledger)].reverse();
var debtsIn = (entries) => {
  const debts = [];
  const pending = [...entries].reverse();
  for (let entry = pending.pop(); entry !== void 0; entry = pending.pop()) {
    if (entry.kind === "debt") debts.push({ of: entry.id, input: entry.input });
    else if (entry.kind === "series") pending.push(...values(entry.ledger));
    else
      for (const branch of [...values(entry.branches)].reverse())
        if (branch !== null) pending.push(...values(branch));
  }
  return debts;
};

// src/machine/thrown.ts
var thrown = (cause) => {
  if (!(cause instanceof Error)) return { kind: "value", value: cause };
  const { name, message } = cause;
  const { code } = cause;
  return { kind: "error", name, message, code: typeof code === "string" ? code : null };
};
var revived = (data) => {
  if (data.kind === "value") return data.value;
  const error = new Error(data.message);
  error.name = data.name;
  return data.code === null ? error : Object.assign(error, { code: data.code });
};
var isAbort = (data) => data.kind === "error" && data.name === "AbortError";

// src/machine/outcome.ts
var outcomeOf = ({ kind, causes, owed }, done2) => {
  const undone2 = [...values(done2)];
  const [primary = unknown2] = causes;
  if (kind === "stuck")
    return { _tag: "Stuck", cause: primary, also: causes.slice(1), owed: debtsIn(owed), undone: undone2 };
  const decisive = kind === "defect" ? causes.find((cause) => cause.kind === "defect") ?? primary : primary;
  const also = causes.filter((cause) => cause !== decisive);
  switch (decisive.kind) {
    case "error":
      return { _tag: "Failed", error: decisive.error, also, undone: undone2 };
    case "defect":
      return { _tag: "Defect", cause: decisive.cause, at: decisive.at, also, undone: undone2 };
    case "cancelled":
      return { _tag: "Cancelled", reason: decisive.reason, also, undone: undone2 };
  }
};
var unknown2 = { kind: "cancelled", reason: void 0 };
var presented = (outcome) => {
  switch (outcome._tag) {
    case "Completed":
      return outcome;
    case "Failed":
    case "Cancelled":
      return { ...outcome, also: outcome.also.map(presentedCause) };
    case "Defect":
      return { ...outcome, cause: revived(outcome.cause), also: outcome.also.map(presentedCause) };
    case "Stuck":
      return { ...outcome, cause: presentedCause(outcome.cause), also: outcome.also.map(presentedCause) };
  }
};
var presentedCause = (cause) => cause.kind === "defect" ? { ...cause, cause: revived(cause.cause) } : cause;

// src/durable/engine/run-info.ts
var statusOf = (outcome) => {
  switch (outcome._tag) {
    case "Completed":
      return "completed";
    case "Failed":
      return "failed";
    case "Cancelled":
      return "cancelled";
    case "Defect":
      return "defect";
    case "Stuck":
      return "stuck";
  }
};
var isEnded = (status) => status !== "queued" && status !== "running" && status !== "waiting" && status !== "held";

// src/durable/engine/forget.ts
var forget = (core, number2, info) => {
  const { draft, runs } = core;
  const live = runs.get(number2);
  if (live !== void 0) {
    live.dead = true;
    runs.delete(number2);
  }
  const own = sortable(number2);
  for (const letter of ["e", "h", "k", "m", "d"])
    for (const { key } of draft.range(below(letter, own))) draft.put(key, null);
  for (const key of [snapshotKey(number2), outcomeKey(number2), runKey(number2), idKey(info.id)])
    draft.put(key, null);
  draft.put(listKey(live?.listed ?? info.status, info.workflow, number2), null);
  if (info.parent !== void 0) draft.put(calledKey(info.parent.run, number2), null);
  for (const [name, value] of Object.entries(info.attributes ?? {}))
    draft.put(attributeKey(name, value, number2), null);
  core.schedule();
};

// src/durable/engine/stuck-in.ts
var childrenOf2 = (core, number2) => core.draft.range(below("k", sortable(number2))).map(({ key }) => numberOf(lastOf(key)));
var stuckIn = (core, { number: number2 }) => childrenOf2(core, number2).filter((child2) => {
  const residual = core.runs.get(child2)?.residual;
  return residual === void 0 ? core.info(child2)?.status === "stuck" : residual.outcome?._tag === "Stuck";
});

// src/durable/engine/called.ts
var launch = (core, run, { at, input, id, renewals, request: request2 }) => {
  const called = idempotencyKey(run.info.id, id, renewals);
  const detached = request2.mode === "detach";
  const earlier = core.numberOf(called);
  let undone2 = [];
  if (earlier !== void 0) {
    const info = core.info(earlier);
    if (info?.parent?.run !== run.number) throw new IdTaken(called, info?.workflow ?? "");
    if (detached) return called;
    if (!isEnded(info.status)) throw new IdTaken(called, info.workflow);
    undone2 = [...values(core.load(earlier)?.residual.undone ?? { size: 0, height: 0, root: [] })];
    forget(core, earlier, info);
  }
  const { root: root2, priority, fairKey, trace } = run.info;
  core.create({
    id: called,
    workflow: request2.workflow,
    version: request2.version,
    input,
    about: {
      root: root2,
      parent: { run: run.number, at, detached },
      ...priority === void 0 ? {} : { priority },
      ...fairKey === void 0 ? {} : { fairKey },
      ...trace === void 0 ? {} : { trace },
      ...undone2.length === 0 ? {} : { undone: undone2 }
    }
  });
  return called;
};
var stopCalled = (core, run, { id, renewals }) => {
  const number2 = core.numberOf(idempotencyKey(run.info.id, id, renewals));
  if (number2 === void 0) return;
  const reason = run.residual.cancelling?.reason ?? "stopped";
  core.post(() => core.tell(number2, { kind: "cancelled", reason, time: core.now() }));
};
var toldCaller = (core, { info, residual }) => {
  const { parent } = info;
  const { outcome, root: root2 } = residual;
  if (parent === void 0 || parent.detached || outcome === null) return;
  const { run, at } = parent;
  core.post(() => {
    const time = core.now();
    try {
      if (core.tell(run, { kind: "ended", outcome, committed: root2.committed, at, time })) return;
      const caller = outcome._tag === "Stuck" ? void 0 : core.load(run);
      if (caller?.residual.outcome?._tag === "Stuck" && stuckIn(core, caller).length === 0)
        core.tell(run, { kind: "resumed", time });
    } catch (cause) {
      core.tell(run, { kind: "threw", cause: thrown(cause), at, time });
    }
  });
};

// src/machine/halt.ts
var interrupted = { kind: "interrupt", causes: [], owed: [], blocked: false };
var failure2 = (error, at) => ({
  ...interrupted,
  kind: "error",
  causes: [{ kind: "error", error, at }]
});
var defect = (cause, at) => defectOf(thrown(cause), at);
var defectOf = (cause, at) => ({
  ...interrupted,
  kind: "defect",
  causes: [{ kind: "defect", cause, at }]
});
var cancelled = (reason) => ({
  ...interrupted,
  causes: [{ kind: "cancelled", reason }]
});
var attached = (first2, other) => first2 === null ? other : {
  kind: other.kind === "stuck" || other.kind === "defect" && first2.kind !== "stuck" ? other.kind : first2.kind,
  causes: [...first2.causes, ...other.causes],
  owed: [...first2.owed, ...other.owed],
  blocked: first2.blocked || other.blocked
};
var ownFailure = (halt) => halt !== null && halt.kind === "interrupt" && halt.causes.length === 0 ? null : halt;
var errorOf = (halt) => {
  const [primary] = halt.causes;
  return halt.kind === "error" && primary?.kind === "error" ? primary : void 0;
};

// src/machine/turn.ts
var start = {
  stopped: false,
  trail: [],
  indices: "",
  attempt: 1,
  undoing: false,
  releasing: false,
  renewals: null
};
var inside = (where, number2, index, attempt5) => ({
  stopped: where.stopped,
  trail: [...where.trail, number2],
  indices: where.indices + index,
  attempt: attempt5,
  undoing: where.undoing,
  releasing: where.releasing,
  renewals: where.renewals
});
var stoppedAt = (where) => where.stopped ? where : { ...where, stopped: true };
var Turn = class {
  program;
  rules;
  time;
  target;
  /** Why the failure scope that is being left has to stop. */
  raised = null;
  /** A pivot has been passed: the scopes that are being left are committed. */
  committed = false;
  /** Some failure scope has been stopped. */
  stops = false;
  /** The event was for a position that is not active any more. */
  late = false;
  /** Pivotal calls started, less those that answered. */
  pivots = 0;
  /** What was left of the run: a cancellation that waits for pivotal calls, and what has been undone. */
  before;
  undone = [];
  constructor(program, rules2, time, target, before = { cancelling: null, undone: empty }) {
    this.program = program;
    this.rules = rules2;
    this.time = time;
    this.target = target;
    this.before = before;
  }
  /** Everything that has been undone so far. */
  *allUndone() {
    yield* values(this.before.undone);
    yield* this.undone;
  }
  /** Stops the failure scope around. */
  raise(halt) {
    this.raised = attached(this.raised, halt);
    this.stops = true;
  }
  /** Tells whether nothing new may be started. */
  stopped(where) {
    return where.stopped || this.raised !== null;
  }
  site(live) {
    return this.program.sites.get(live.at);
  }
};
var active = (live) => ({ kind: "live", live, owed: null });
var done = (value, owed = null) => ({ kind: "done", value, owed });
var withOwed = (result, owed) => {
  if (result.owed === owed) return result;
  switch (result.kind) {
    case "live":
      return { kind: "live", live: result.live, owed };
    case "done":
      return done(result.value, owed);
    case "halted":
      return { ...result, owed };
  }
};
var halted = (owed = null) => ({ kind: "halted", owed });

// src/machine/block.ts
var runBlock = (block, from3, input, where, turn) => {
  const { parts } = block;
  let value = input;
  let owed = null;
  for (let index = from3; index < parts.length; index++) {
    const part = parts[index];
    if (part.kind === "pure") {
      try {
        value = settledNow(applied(part.apply)(value));
      } catch (cause) {
        turn.raise(defect(cause, `${part.place}${where.indices}`));
        return halted(owed);
      }
      continue;
    }
    const result = turn.rules.enter(part.site, value, where, turn);
    if (result.kind !== "done") return withOwed(result, after(owed, result.owed));
    value = result.value;
    owed = after(owed, result.owed);
  }
  return done(value, owed);
};
var moveBlock = (owner, child2, owed, mode, where, turn) => {
  let site = turn.site(child2);
  let result = turn.rules.move(child2, mode, where, turn);
  for (let total = owed; ; ) {
    total = after(total, result.owed);
    if (result.kind !== "done") return withOwed(result, total);
    const block = site.block;
    result = runBlock(block, site.index + 1, result.value, where, turn);
    if (result.kind !== "done" || block.owner === owner) return withOwed(result, after(total, result.owed));
    site = block.owner;
  }
};

// src/machine/illegal-event.ts
var IllegalEvent = class extends Error {
  name = "IllegalEvent";
  code;
  constructor(code, what) {
    super(`${what} (${code})`);
    this.code = code;
  }
};

// src/machine/region.ts
var fresh = { child: null, owed: null, halt: null, committed: false };
var within = (site, region, where, turn, work) => {
  const stopped = turn.stopped(where);
  const first2 = apart(turn, () => work(stopped || region.halt !== null ? stoppedAt(where) : where));
  const committed = region.committed || first2.committed;
  if (first2.raised === null) return { result: first2.result, halt: region.halt, committed };
  const halt = attached(region.halt, first2.raised);
  if (stopped || region.halt !== null || first2.result.kind !== "live")
    return { result: first2.result, halt, committed };
  const { live, owed } = first2.result;
  return interruptRegion(site, live, owed, halt, committed, where, turn);
};
var moveRegion = (site, region, mode, where, turn) => within(
  site,
  region,
  where,
  turn,
  (inner) => moveBlock(site, region.child, region.owed, mode, inner, turn)
);
var interruptRegion = (site, child2, owed, halt, committed, where, turn) => {
  const stop = apart(turn, () => moveBlock(site, child2, owed, "interrupt", stoppedAt(where), turn));
  return {
    result: stop.result,
    halt: stop.raised === null ? halt : attached(halt, stop.raised),
    committed: committed || stop.committed
  };
};
var masked = (turn, work) => {
  const outer = turn.raised;
  turn.raised = null;
  const result = work();
  turn.raised = outer;
  return result;
};
var regionOf = ({ result, halt, committed }) => ({
  child: result.kind === "live" ? result.live : null,
  owed: result.owed,
  halt,
  committed
});
var apart = (turn, work) => {
  const outer = { raised: turn.raised, committed: turn.committed };
  turn.raised = null;
  turn.committed = false;
  const result = work();
  const { raised, committed } = turn;
  turn.raised = outer.raised;
  turn.committed = outer.committed;
  return { result, raised, committed };
};

// src/machine/renewals.ts
var renewalsAt = (site, indices, undone2) => {
  let ids;
  let count2 = 0;
  for (const id of undone2) {
    ids ??= scopesAround(site);
    if (isAround(ids, id, indices)) count2++;
  }
  return count2;
};
var scopesAround = (site) => {
  const ids = new Set(site.undone === "" ? [] : [site.undone]);
  for (let { block } = site; block !== void 0; block = block.owner.block)
    if (block.owner.undone !== "") ids.add(block.owner.undone);
  return ids;
};
var isAround = (ids, undone2, indices) => {
  const at = undone2.indexOf("[");
  return at < 0 ? ids.has(undone2) : ids.has(undone2.slice(0, at)) && indices.startsWith(undone2.slice(at));
};

// src/machine/debt.ts
var undoOf = ({ node }) => node.commit;
var debtFor = (site, input, output, where, turn) => {
  try {
    return debt(site, applied(undoOf(site).from)(input, output), null, where, turn);
  } catch (cause) {
    return unpayable(site, thrown(cause), where, turn);
  }
};
var unpayable = (site, unknown3, where, turn) => debt(site, void 0, unknown3, where, turn);
var debt = (site, input, unknown3, { indices, trail, renewals }, turn) => ({
  kind: "debt",
  id: `${site.undone}${indices}`,
  of: site.id,
  trail,
  indices,
  input,
  unknown: unknown3,
  renewals: renewals ?? renewalsAt(site, indices, turn.allUndone())
});

// src/machine/call-ended.ts
var callEnded = ({ outcome, committed }, site, at, where, turn) => {
  if (outcome._tag === "Completed" ? site.pivotal : committed) turn.committed = true;
  if (outcome._tag === "Completed") return done(outcome.output);
  turn.raise(haltOf(outcome, site, at, where, turn));
  return halted();
};
var haltOf = (outcome, site, at, where, turn) => {
  const also = outcome.also.map(causeOf);
  switch (outcome._tag) {
    case "Failed":
      return { ...interrupted, kind: "error", causes: [{ kind: "error", error: outcome.error, at }, ...also] };
    case "Defect": {
      const halt = defectOf(dataOf(outcome.cause), `${at}/${outcome.at}`);
      return { ...halt, causes: [...halt.causes, ...also] };
    }
    case "Stuck":
      return {
        kind: "stuck",
        causes: [causeOf(outcome.cause), ...also],
        owed: outcome.owed.map(
          (debt2) => ({
            kind: "debt",
            id: `${at}/${debt2.of}`,
            of: site.id,
            trail: [],
            indices: "",
            input: debt2.input,
            unknown: thrown(new OwedElsewhere(at)),
            renewals: 0
          })
        ),
        blocked: true
      };
    case "Cancelled":
      return turn.stopped(where) ? { ...interrupted, causes: also } : attached(cancelled((turn.before.cancelling ?? outcome).reason), { ...interrupted, causes: also });
  }
};
var causeOf = (cause) => cause.kind === "defect" ? { ...cause, cause: dataOf(cause.cause) } : cause;
var dataOf = (cause) => isThrown(cause) ? cause : thrown(cause);
var isThrown = (cause) => typeof cause === "object" && cause !== null && !(cause instanceof Error) && ("message" in cause && "kind" in cause && cause.kind === "error" || "value" in cause && "kind" in cause && cause.kind === "value");
var OwedElsewhere = class extends Error {
  name = "OwedElsewhere";
  code = "machine/owed-elsewhere";
  constructor(at) {
    super(`This is owed by the workflow called at "${at}". Resume that run first. (machine/owed-elsewhere)`);
  }
};

// src/machine/perform.ts
var enterPerform = (site, value, where, turn) => {
  if (turn.stopped(where)) return halted();
  try {
    return ask(site.id, site.node.request, value, turn);
  } catch (cause) {
    turn.raise(defect(cause, `${site.id}${where.indices}`));
    return halted();
  }
};
var ask = (at, request2, value, turn) => {
  switch (request2.kind) {
    case "operation": {
      const { operation } = request2;
      const input = crossBorder(operation.input, value, `input of ${operationName(operation)}`);
      return active({ kind: "operation", at, input, started: false });
    }
    case "timer": {
      const delay = delayOf(request2, value, turn.time);
      if (delay <= 0) return done(void 0);
      return active({ kind: "timer", at, due: delay === Infinity ? null : turn.time + delay });
    }
    case "receive":
      return active({ kind: "receive", at, key: applied(request2.key)(value) });
    case "emit": {
      const payload = crossBorder(request2.event.payload, value, `payload of event ${request2.event.name}`);
      return active({ kind: "emit", at, key: applied(request2.key)(value), payload });
    }
    case "call": {
      const input = crossBorder(request2.input, value, `input of workflow ${request2.workflow}`);
      return active({ kind: "call", at, input, started: false });
    }
  }
};
var moveLeaf = (live, mode, where, turn) => {
  if (mode === "interrupt") return interruptLeaf(live, turn);
  const target = turn.target;
  if (live.at !== target.site.id || !sameTrail(where, target.trail)) {
    turn.late = true;
    return active(live);
  }
  return answered(live, target, where, turn);
};
var sameTrail = (where, trail) => where.trail.length === trail.length && where.trail.every((number2, index) => number2 === trail[index]);
var refuseEarly = (due, { id }, { time }) => {
  if (due === null || time < due)
    throw new IllegalEvent(
      "machine/too-early",
      `The timer "${id}" is due at ${due ?? "no time"}, and it is ${time}. Fire it when it is due.`
    );
};
var interruptLeaf = (live, turn) => {
  if (!("started" in live) || !live.started) return halted();
  const { node } = turn.site(live);
  const { request: request2 } = node;
  return request2.kind === "operation" && request2.operation.effect === "readonly" ? halted() : active(live);
};
var answered = (live, target, where, turn) => {
  const { answer, site } = target;
  switch (live.kind) {
    case "operation":
    case "call":
      return startable(live, answer, site, where, turn);
    case "timer":
      if (answer.kind !== "fired") throw wrongEvent(answer, site);
      refuseEarly(live.due, site, turn);
      return done(void 0);
    case "receive": {
      if (answer.kind !== "received") throw wrongEvent(answer, site);
      return done(answer.payload);
    }
    case "emit":
      if (answer.kind !== "succeeded") throw wrongEvent(answer, site);
      return done(void 0);
    case "never":
      throw wrongEvent(answer, site);
  }
};
var wrongEvent = (answer, { id, node }) => new IllegalEvent(
  "machine/wrong-event",
  `"${id}" (${node.kind === "perform" ? node.request.kind : node.kind}) cannot have ${answer.kind}. Answer what its command asks for.`
);
var startable = (live, answer, site, where, turn) => {
  const { request: request2 } = site.node;
  const pivotal = site.pivotal && !where.undoing && where.releasing !== true;
  if (answer.kind === "started") {
    if (live.started) turn.late = true;
    else if (pivotal) turn.pivots++;
    return active(live.started ? live : { kind: live.kind, at: live.at, input: live.input, started: true });
  }
  if (!live.started && !mayBeUnstarted(request2))
    throw new IllegalEvent(
      "machine/not-started",
      `"${site.id}" has ${answer.kind}, but was never started. Record "started" before doing it: the intent.`
    );
  if (pivotal && live.started) turn.pivots--;
  return request2.kind === "operation" ? operationAnswered(request2, answer, site, where, turn) : callAnswered(request2, answer, site, where, turn);
};
var mayBeUnstarted = (request2) => request2.kind === "operation" && (request2.operation.effect === "readonly" || request2.operation.delivery === "tx");
var operationAnswered = ({ operation }, answer, site, where, turn) => {
  const at = `${site.id}${where.indices}`;
  const name = operationName(operation);
  switch (answer.kind) {
    case "succeeded":
      return across(
        site,
        at,
        turn,
        () => done(crossBorder(operation.output, answer.output, `output of ${name}`))
      );
    case "failed": {
      try {
        if (operation.error === void 0) throw new UndeclaredError(name);
        turn.raise(failure2(crossBorder(operation.error, answer.error, `error of ${name}`), at));
      } catch (cause) {
        turn.raise(defect(cause, at));
      }
      return halted();
    }
    case "threw":
      if (!(turn.stopped(where) && isAbort(answer.cause))) turn.raise(defectOf(answer.cause, at));
      return halted();
    case "lost": {
      if (operation.delivery !== "atMostOnce") throw wrongEvent(answer, site);
      const cause = thrown(new OutcomeUnknown(name));
      turn.raise(defectOf(cause, at));
      return { kind: "halted", owed: null, unknown: cause };
    }
    case "started":
    case "fired":
    case "received":
    case "ended":
      throw wrongEvent(answer, site);
  }
};
var across = (site, at, turn, take2) => {
  if (site.pivotal) turn.committed = true;
  try {
    return take2();
  } catch (cause) {
    turn.raise(defect(cause, at));
    return cause instanceof CodecViolation ? { kind: "halted", owed: null, unknown: thrown(cause) } : halted();
  }
};
var callAnswered = (request2, answer, site, where, turn) => {
  if (answer.kind === "ended" && request2.mode === "await")
    return callEnded(answer, site, `${site.id}${where.indices}`, where, turn);
  if (answer.kind === "succeeded" && request2.mode === "detach") {
    if (site.pivotal) turn.committed = true;
    return done(answer.output);
  }
  if (answer.kind === "threw") {
    turn.raise(defectOf(answer.cause, `${site.id}${where.indices}`));
    return halted();
  }
  throw wrongEvent(answer, site);
};
var OutcomeUnknown = class extends Error {
  name = "OutcomeUnknown";
  code = "operation/outcome-unknown";
  constructor(operation) {
    super(
      `The answer of ${operation} is lost, and it may not be repeated: it may have happened or not. Look at the service it belongs to. (operation/outcome-unknown)`
    );
  }
};

// src/machine/fingerprint.ts
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
var fingerprint = (step) => {
  const text = new TextEncoder();
  const hash = sha256.create();
  const parts = fold(step, (node, children) => {
    if (node.kind === "pure") return 0;
    const count2 = children.reduce((sum, one) => sum + one, 0);
    if (node.kind === "sequence") return count2;
    hash.update(text.encode(`${JSON.stringify([describe(node), children])}
`));
    return 1;
  });
  hash.update(text.encode(String(parts)));
  return bytesToHex(hash.digest());
};
var describe = (node) => {
  switch (node.kind) {
    case "perform":
      return [node.kind, requestName(node.request), ...describeRequest(node.request)];
    case "choice":
      return [node.kind, node.tag, node.arms.map(({ name }) => name)];
    case "parallel":
      return [node.kind, node.branches.map(({ name }) => name), node.join];
    case "forEach":
      return [node.kind, finite(node.concurrency), node.key !== void 0, node.until !== void 0];
    case "retry":
      return [node.kind, scheduleParts(node.schedule)];
    case "scope": {
      const { commit } = node;
      if (commit.kind !== "undo") return [node.kind, commit.kind];
      const { register, failing } = commit;
      return [node.kind, commit.kind, register, failing.otherwise, scheduleParts(failing.retry)];
    }
    case "label":
      return [node.kind, node.name];
    case "carry":
    case "iterate":
    case "fail":
    case "attempt":
    case "bracket":
      return [node.kind];
  }
};
var describeRequest = (request2) => {
  switch (request2.kind) {
    case "operation": {
      const { input, output, error, effect, delivery } = request2.operation;
      return [input.name, output.name, error?.name, effect, delivery];
    }
    case "timer":
      return [request2.mode, typeof request2.time === "number" ? finite(request2.time) : "computed"];
    case "receive":
    case "emit":
      return [request2.event.mode, request2.event.payload.name];
    case "call":
      return [request2.version, request2.mode, request2.effect];
  }
};
var scheduleParts = (schedule) => Object.entries(schedule).map(([name, part]) => [
  name,
  typeof part === "number" ? finite(part) : part
]);
var finite = (value) => Number.isFinite(value) ? value : String(value);

// src/machine/program.ts
var programOf = (runnable) => {
  const known = programs.get(runnable);
  if (known !== void 0) return known;
  const program = "body" in runnable ? layOut(runnable.body, {
    name: runnable.name,
    input: runnable.input,
    output: runnable.output,
    error: runnable.error
  }) : layOut(runnable, void 0);
  programs.set(runnable, program);
  return program;
};
var programs = /* @__PURE__ */ new WeakMap();
var slotTowards = (site, owner) => {
  for (let block = site.block; block !== void 0; block = block.owner.block)
    if (block.owner === owner) return block.slot;
  return -1;
};
var layOut = (step, border) => {
  const sites = /* @__PURE__ */ new Map();
  const performed2 = distinctIds();
  const structural = distinctIds();
  const undoing = distinctIds();
  const draft = (id, node, place, children) => {
    const site = {
      id,
      node,
      place: showPlace(place),
      pivotal: false,
      blocks: [],
      block: void 0,
      index: 0,
      depth: 0,
      arms: noArms,
      undone: undoneBy(node, children, place, undoing)
    };
    site.blocks = children.map(({ parts }, slot) => blockOf(site, slot, parts));
    if (node.kind === "choice")
      site.arms = new Map(node.arms.map(({ name }, slot) => [name, site.blocks[slot]]));
    sites.set(id, site);
    return site;
  };
  const body2 = fold(step, (node, children, place) => {
    const [child2 = nothing2, other] = children;
    switch (node.kind) {
      case "pure":
        return node.apply === same ? nothing2 : { ...nothing2, parts: [{ kind: "pure", apply: node.apply, place: showPlace(place) }] };
      case "sequence":
        return {
          parts: children.flatMap(({ parts }) => parts),
          first: firstName(children),
          last: lastName(children)
        };
      case "label":
        return { parts: child2.parts, first: node.name, last: node.name };
      case "perform": {
        const name = requestName(node.request);
        const site = draft(performed2(nodeId(node.request, place)), node, place, []);
        site.pivotal = isPivotal(node);
        return { parts: [{ kind: "site", site }], first: name, last: name };
      }
      case "fail":
      case "carry":
      case "choice":
      case "parallel":
      case "forEach":
      case "iterate":
      case "attempt":
      case "retry":
      case "scope":
      case "bracket": {
        const done2 = node.kind === "scope" ? [child2] : node.kind === "bracket" ? [child2, other ?? nothing2] : children;
        const first2 = firstName(done2);
        const last = lastName(done2);
        const sealed = node.kind === "scope" && node.commit.kind === "seal" ? callIn(child2, node.step) : void 0;
        if (sealed !== void 0) {
          ;
          sealed.pivotal = true;
          return child2;
        }
        const id = structural(`${place}${node.kind}(${subject(first2, last)})`);
        return { parts: [{ kind: "site", site: draft(id, node, place, children) }], first: first2, last };
      }
    }
  });
  const root2 = draft("", { kind: "scope", step, commit: { kind: "keep" } }, "", [body2]);
  for (const site of [...sites.values()].reverse()) site.depth = depthOf(site);
  let hash;
  return {
    root: root2,
    sites,
    border,
    get fingerprint() {
      return hash ??= fingerprint(step);
    }
  };
};
var nothing2 = { parts: [], first: void 0, last: void 0 };
var firstName = (parts) => parts.find(({ first: first2 }) => first2 !== void 0)?.first;
var lastName = (parts) => {
  for (let index = parts.length - 1; index >= 0; index--)
    if (parts[index]?.last !== void 0) return parts[index]?.last;
  return void 0;
};
var noArms = /* @__PURE__ */ new Map();
var blockOf = (owner, slot, parts) => {
  const block = { owner, slot, parts };
  for (const [index, part] of parts.entries())
    if (part.kind === "site") {
      const site = part.site;
      site.block = block;
      site.index = index;
    }
  return block;
};
var callIn = ({ parts }, step) => {
  const [part] = parts;
  return nodeOf(step).kind === "perform" && part?.kind === "site" ? part.site : void 0;
};
var undoneBy = (node, [body2], place, distinct) => {
  if (node.kind !== "scope" || node.commit.kind !== "undo") return "";
  const call3 = body2 === void 0 ? void 0 : callIn(body2, node.step);
  return call3?.id ?? distinct(undoneId(node, place));
};
var isPivotal = ({ request: request2 }) => request2.kind === "operation" && isPivot(request2.operation.effect) || request2.kind === "call" && isPivot(request2.effect);
var subject = (first2, last) => first2 === void 0 ? "" : first2 === last || last === void 0 ? first2 : `${first2}..${last}`;
var countedIn = ({ owner, slot }) => {
  const { kind } = owner.node;
  if (kind === "iterate" || kind === "forEach") return "turns";
  return kind === "retry" || kind === "scope" && slot === 1 ? "attempts" : void 0;
};
var depthOf = ({ block }) => block === void 0 ? 0 : block.owner.depth + (countedIn(block) === void 0 ? 0 : 1);

// src/machine/random.ts
var unitInterval = (text) => {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 16777619);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 739982445);
  return ((hash ^ hash >>> 12) >>> 0) / 2 ** 32;
};

// src/machine/rollback.ts
var nothing3 = { rest: [], paying: null, left: [], causes: [], stopped: false };
var pay = (ledger, blocked, turn) => blocked ? { ...nothing3, left: reversed(ledger), stopped: true } : goOn(ledger === null ? nothing3 : { ...nothing3, rest: [ledger] }, turn);
var isOver = (rollback) => rollback === null || rollback.paying === null;
var movePayment = (rollback, turn) => {
  const { paying } = rollback;
  const target = turn.target;
  if (paying === null) return late(rollback, turn);
  if (paying.kind === "debt") {
    const site = turn.program.sites.get(paying.debt.of);
    if (target.site !== site && slotTowards(target.site, site) !== 1) return late(rollback, turn);
    return goOn(moveDebt(rollback, paying, site, turn), turn);
  }
  const index = branchTowards(paying.of, target, turn);
  const branch = get(paying.branches, index);
  if (branch === void 0 || branch === null || isOver(branch)) return late(rollback, turn);
  const moved2 = movePayment(branch, turn);
  const branches = set(paying.branches, index, moved2);
  const running = isOver(moved2) ? paying.running - 1 : paying.running;
  return goOn(joined2(rollback, { ...paying, branches, running }), turn);
};
var branchTowards = (of, { site, trail }, turn) => {
  const owner = turn.program.sites.get(of);
  const slot = slotTowards(site, owner);
  return slot >= 0 && owner.node.kind === "forEach" ? trail[owner.depth] ?? -1 : slot;
};
var late = (rollback, turn) => {
  turn.late = true;
  return rollback;
};
var withPaying = ({ rest, left: left2, causes, stopped }, paying) => ({
  rest,
  paying,
  left: left2,
  causes,
  stopped
});
var goOn = (from3, turn) => {
  let rollback = from3;
  while (rollback.paying === null && !rollback.stopped) {
    const ledger = rollback.rest.at(-1);
    if (ledger === void 0) return rollback;
    const { entry, rest } = lastOf2(ledger);
    const around = rollback.rest.slice(0, -1);
    rollback = begin2({ ...rollback, rest: rest === null ? around : [...around, rest] }, entry, turn);
  }
  if (!rollback.stopped || rollback.paying !== null) return rollback;
  return {
    ...rollback,
    rest: [],
    left: [...rollback.left, ...[...rollback.rest].reverse().flatMap(reversed)]
  };
};
var begin2 = (rollback, entry, turn) => {
  switch (entry.kind) {
    case "debt":
      return attempt4(rollback, entry, 1, turn.time, turn);
    case "series":
      return { ...rollback, rest: [...rollback.rest, entry.ledger] };
    case "parallel": {
      const branches = [...values(entry.branches)].map(
        (ledger) => ledger === null ? null : pay(ledger, false, turn)
      );
      const running = branches.filter((branch) => !isOver(branch)).length;
      return joined2(rollback, { kind: "parallel", of: entry.of, branches: from2(branches), running });
    }
  }
};
var joined2 = (rollback, paying) => {
  if (paying.running > 0) return withPaying(rollback, paying);
  const lefts = [...values(paying.branches)].filter((branch) => branch !== null);
  return {
    ...rollback,
    paying: null,
    left: [...rollback.left, ...lefts.flatMap(({ left: left2 }) => left2)],
    causes: [...rollback.causes, ...lefts.flatMap(({ causes }) => causes)],
    stopped: rollback.stopped || lefts.some(({ stopped }) => stopped)
  };
};
var attempt4 = (rollback, debt2, first2, began, turn) => {
  const site = turn.program.sites.get(debt2.of);
  for (let number2 = first2; ; number2++) {
    const where = whereOf(debt2, number2);
    const ended2 = debt2.unknown === null ? masked(
      turn,
      () => within(
        site,
        fresh,
        where,
        turn,
        (inner) => runBlock(site.blocks[1], 0, debt2.input, inner, turn)
      )
    ) : {
      result: { kind: "halted", owed: null },
      halt: defectOf(debt2.unknown, debt2.id),
      committed: false
    };
    const next = concluded(rollback, debt2, number2, began, ended2, turn);
    if (next !== "again") return next;
    if (number2 - first2 >= MOST2)
      return {
        ...rollback,
        paying: { kind: "debt", debt: debt2, attempt: number2, began, region: fresh, due: turn.time }
      };
  }
};
var MOST2 = 1e3;
var moveDebt = (rollback, paying, site, turn) => {
  const { debt: debt2, attempt: number2, began, due, region } = paying;
  const { answer, site: aimed, trail } = turn.target;
  const where = whereOf(debt2, number2);
  if (aimed === site || due !== null) {
    if (aimed !== site || due === null || !sameTrail(where, trail)) return late(rollback, turn);
    if (answer.kind !== "fired") throw wrongEvent(answer, site);
    refuseEarly(due, site, turn);
    return attempt4(withPaying(rollback, null), debt2, number2 + 1, began, turn);
  }
  const ended2 = masked(turn, () => moveRegion(site, region, "deliver", where, turn));
  const next = concluded(withPaying(rollback, null), debt2, number2, began, ended2, turn);
  return next === "again" ? attempt4(withPaying(rollback, null), debt2, number2 + 1, began, turn) : next;
};
var concluded = (rollback, debt2, number2, began, ended2, turn) => {
  const { result, halt } = ended2;
  if (result.kind === "live")
    return withPaying(rollback, {
      kind: "debt",
      debt: debt2,
      attempt: number2,
      began,
      region: regionOf(ended2),
      due: null
    });
  if (result.kind === "done") {
    turn.undone.push(debt2.id);
    return rollback;
  }
  const failing = failingOf(turn.program.sites.get(debt2.of));
  const wait2 = failing === void 0 || debt2.unknown !== null ? void 0 : delayBefore(failing.retry, {
    retry: number2,
    elapsed: turn.time - began,
    random: () => unitInterval(`${debt2.id} ${number2} ${turn.time}`)
  });
  if (wait2 === 0) return "again";
  if (wait2 !== void 0)
    return {
      ...rollback,
      paying: { kind: "debt", debt: debt2, attempt: number2, began, region: fresh, due: turn.time + wait2 }
    };
  return {
    ...rollback,
    left: [...rollback.left, debt2],
    causes: [...rollback.causes, ...halt?.causes ?? []],
    stopped: rollback.stopped || failing?.otherwise !== "continue"
  };
};
var failingOf = (site) => site.node.kind === "scope" ? undoOf(site).failing : void 0;
var whereOf = ({ trail, indices, renewals }, attempt5) => ({
  stopped: false,
  trail: [...trail, attempt5],
  indices,
  attempt: attempt5,
  undoing: true,
  releasing: false,
  renewals
});
var stuckWith = ({ left: left2, causes, stopped }) => debtsIn(left2).length === 0 ? null : { kind: "stuck", causes, owed: left2, blocked: stopped };
var owedAgain = (left2, { sites }) => ledgerOf(
  ...left2.filter((entry) => entry.kind !== "debt" || sites.get(entry.of)?.node.kind === "scope").reverse()
);

// src/machine/bracket.ts
var enterBracket = (site, value, where, turn) => {
  if (turn.stopped(where)) return halted();
  const acquiring = runMasked(site, 0, value, where, turn);
  return acquired(site, acquiring, where, turn);
};
var moveBracket = (live, mode, where, turn) => {
  const site = turn.site(live);
  const { phase, region, resource, owed, result } = live;
  if (phase === "use") {
    const used = moveBlock(site, region.child, region.owed, mode, where, turn);
    return afterUse(site, resource, owed, used, where, turn);
  }
  if (mode === "interrupt") return active(live);
  const ended2 = moveMasked(site, live, where, turn);
  return phase === "acquire" ? acquired(site, ended2, where, turn) : released(site, resource, owed, result, ended2, turn);
};
var runMasked = (site, slot, value, where, turn) => masked(
  turn,
  () => within(
    site,
    fresh,
    unstopped(where, slot === 2),
    turn,
    (inner) => runBlock(site.blocks[slot], 0, value, inner, turn)
  )
);
var moveMasked = (site, { region, phase }, where, turn) => masked(turn, () => moveRegion(site, region, "deliver", unstopped(where, phase === "release"), turn));
var unstopped = (where, releasing) => ({
  ...where,
  stopped: false,
  releasing: releasing || where.releasing
});
var acquired = (site, ended2, where, turn) => {
  const { result, halt, committed } = ended2;
  if (result.kind === "live")
    return active({
      kind: "bracket",
      at: site.id,
      phase: "acquire",
      resource: null,
      region: regionOf(ended2),
      owed: null,
      result: null
    });
  if (committed) turn.committed = true;
  if (result.kind === "halted") {
    turn.raise(halt ?? interrupted);
    return halted(result.owed);
  }
  const used = runBlock(site.blocks[1], 0, result.value, where, turn);
  return afterUse(site, result.value, result.owed, used, where, turn);
};
var afterUse = (site, resource, before, used, where, turn) => {
  if (used.kind === "live")
    return active({
      kind: "bracket",
      at: site.id,
      phase: "use",
      resource,
      region: { child: used.live, owed: used.owed, halt: null, committed: false },
      owed: before,
      result: null
    });
  const releasing = runMasked(site, 2, resource, where, turn);
  const result = used.kind === "done" ? { value: used.value } : null;
  return released(site, resource, after(before, used.owed), result, releasing, turn);
};
var released = (site, resource, owed, result, ended2, turn) => {
  if (ended2.result.kind === "live")
    return active({
      kind: "bracket",
      at: site.id,
      phase: "release",
      resource,
      region: regionOf(ended2),
      owed,
      result
    });
  if (ended2.result.kind === "done") return result === null ? halted(owed) : done(result.value, owed);
  turn.raise(ended2.halt ?? interrupted);
  return halted(owed);
};

// src/machine/item.ts
var owedByItems = (site, ledgers) => site.node.concurrency === 1 ? ledgers.reduce(after, null) : besides2(site.id, ledgers);
var atItem = (where, { keys }, index) => inside(where, index, `[${keys === null ? index : escaped2(keys[index] ?? "")}]`, where.attempt);
var escaped2 = (key) => key.replaceAll("%", "%25").replaceAll("]", "%5D");

// src/machine/contest.ts
var enterBranches = (site, value, where, turn) => {
  if (turn.stopped(where)) return halted();
  if (site.blocks.length === 0) return active({ kind: "never", at: site.id });
  return begin3(site, open2(site, site.blocks.length, null, null), value, where, turn);
};
var enterItems = (site, items, keys, where, turn) => begin3(site, open2(site, items.length, items, keys), null, where, turn);
var open2 = (site, count2, items, keys) => ({
  kind: "contest",
  at: site.id,
  items,
  keys,
  all: from2(Array.from({ length: count2 }, () => unstarted)),
  running: 0,
  next: 0,
  verdict: "open",
  successes: 0,
  failures: 0,
  ended: [],
  paying: null
});
var unstarted = { state: "waiting", region: fresh, value: null };
var begin3 = (site, from3, value, where, turn) => {
  const most = site.node.kind === "forEach" ? site.node.concurrency : Number.POSITIVE_INFINITY;
  let live = from3;
  while (live.running < most && live.next < live.all.size && live.verdict === "open" && !turn.stopped(where)) {
    const index = live.next;
    const inner = whereOf2(live, index, where);
    const block = site.blocks[live.items === null ? index : 0];
    const input = live.items === null ? value : live.items[index];
    const ended2 = within(site, fresh, inner, turn, (at) => runBlock(block, 0, input, at, turn));
    live = settled(site, { ...live, next: index + 1, running: live.running + 1 }, index, ended2, where, turn);
  }
  return live.running > 0 ? active(live) : conclude(site, live, where, turn);
};
var moveContest = (live, mode, where, turn) => {
  const site = turn.site(live);
  if (live.paying !== null) {
    return mode === "interrupt" ? active(live) : movePayments(site, live, live.paying, where, turn);
  }
  if (mode === "interrupt") {
    let all2 = live;
    for (const [index2, { state }] of [...values(live.all)].entries())
      if (state === "running") all2 = moveOne(site, all2, index2, mode, where, turn);
    return goOn2(site, all2, where, turn);
  }
  const index = towards(site, live, turn);
  if (get(live.all, index)?.state !== "running") {
    turn.late = true;
    return active(live);
  }
  return goOn2(site, moveOne(site, live, index, mode, where, turn), where, turn);
};
var goOn2 = (site, live, where, turn) => begin3(site, live, null, where, turn);
var moveOne = (site, live, index, mode, where, turn) => {
  const { region } = get(live.all, index);
  const ended2 = moveRegion(site, region, mode, whereOf2(live, index, where), turn);
  return settled(site, live, index, ended2, where, turn);
};
var towards = (site, live, turn) => {
  const target = turn.target;
  return live.items === null ? slotTowards(target.site, site) : target.trail[site.depth] ?? -1;
};
var whereOf2 = (live, index, where) => live.items === null ? where : atItem(where, live, index);
var settled = (site, before, index, ended2, where, turn) => {
  if (ended2.committed) turn.committed = true;
  const { result } = ended2;
  const put = (live2, state, value = null) => ({
    ...live2,
    all: set(live2.all, index, { state, region: regionOf(ended2), value })
  });
  if (result.kind === "live") return put(before, "running");
  const live = { ...before, running: before.running - 1, ended: [...before.ended, index] };
  if (live.verdict !== "open") return put(live, "lost");
  const halt = ended2.halt ?? interrupted;
  if (site.node.kind === "forEach" && result.kind !== "done") {
    const own = ownFailure(halt);
    if (own !== null) turn.raise(own);
    return put(live, own === null ? "lost" : "failed");
  }
  if (turn.stopped(where)) return put(live, "lost");
  if (result.kind === "done")
    return accepted(
      site,
      put({ ...live, successes: live.successes + 1 }, "accepted", result.value),
      where,
      turn
    );
  const failures = live.failures + 1;
  const failed2 = put({ ...live, failures }, "failed");
  return halt.kind !== "error" || failures > tolerated(site) ? decided(site, failed2, "failed", where, turn) : failed2;
};
var accepted = (site, live, where, turn) => {
  if (site.node.kind !== "forEach")
    return live.successes === needed(site) ? decided(site, live, "won", where, turn) : live;
  const { until } = site.node;
  try {
    const enough = applied(until)(outputsOf(live));
    return enough === true ? decided(site, live, "won", where, turn) : live;
  } catch (cause) {
    turn.raise(defect(cause, site.place));
    return live;
  }
};
var decided = (site, live, verdict, where, turn) => {
  let next = { ...live, verdict };
  for (const [index, { state, region }] of [...values(live.all)].entries()) {
    if (state !== "running" || region.child === null) continue;
    const halt = attached(region.halt, interrupted);
    const inner = whereOf2(live, index, where);
    const stop = interruptRegion(site, region.child, region.owed, halt, region.committed, inner, turn);
    next = settled(site, next, index, stop, where, turn);
  }
  return next;
};
var needed = ({ node }) => {
  const { join: join2 } = node;
  return join2.kind === "quorum" ? join2.need : 1;
};
var tolerated = ({ node, blocks }) => {
  const { join: join2 } = node;
  return join2.kind === "quorum" ? Math.min(join2.tolerate, blocks.length - join2.need) : 0;
};
var conclude = (site, live, where, turn) => {
  const kept = keptStates[live.verdict];
  const rollbacks = [...values(live.all)].map(
    ({ state, region }) => kept.includes(state) ? null : pay(region.owed, region.halt?.blocked === true, turn)
  );
  const running = rollbacks.filter((rollback) => !isOver(rollback)).length;
  return paid(site, { ...live, paying: { branches: from2(rollbacks), running } }, where, turn);
};
var keptStates = {
  open: ["waiting", "running", "accepted", "failed", "lost"],
  won: ["accepted"],
  failed: ["failed"]
};
var movePayments = (site, live, paying, where, turn) => {
  const index = towards(site, live, turn);
  const rollback = get(paying.branches, index);
  if (rollback === void 0 || rollback === null || isOver(rollback)) {
    turn.late = true;
    return active(live);
  }
  const moved2 = movePayment(rollback, turn);
  const running = isOver(moved2) ? paying.running - 1 : paying.running;
  return paid(
    site,
    { ...live, paying: { branches: set(paying.branches, index, moved2), running } },
    where,
    turn
  );
};
var paid = (site, live, where, turn) => {
  const { all: all2, paying, verdict } = live;
  if (paying === null || paying.running > 0) return active(live);
  const contestants = [...values(all2)];
  const kept = keptStates[verdict];
  const owed = owedByKept(
    site,
    contestants.map(({ state, region }) => kept.includes(state) ? region.owed : null)
  );
  const stuck = [
    ...contestants.flatMap(
      ({ state, region: { halt } }) => !kept.includes(state) && halt?.kind === "stuck" ? [halt] : []
    ),
    ...[...values(paying.branches)].flatMap((rollback) => {
      const left2 = rollback === null ? null : stuckWith(rollback);
      return left2 === null ? [] : [left2];
    })
  ];
  for (const halt of stuck) turn.raise(halt);
  if (stuck.length > 0) return halted(owed);
  if (verdict === "won") return done(outputOf(site, live), owed);
  if (site.node.kind === "forEach" && !turn.stopped(where)) return done(outputsOf(live), owed);
  const failing = verdict === "failed" ? live.ended.filter((index) => get(all2, index)?.state === "failed") : live.ended;
  for (const index of site.node.kind === "forEach" ? [] : failing) {
    const own = ownFailure(get(all2, index).region.halt);
    if (own !== null) turn.raise(own);
  }
  return halted(owed);
};
var owedByKept = (site, ledgers) => site.node.kind === "forEach" ? owedByItems(site, ledgers) : besides2(site.id, ledgers);
var outputsOf = ({ all: all2 }) => [...values(all2)].flatMap(({ state, value }) => state === "accepted" ? [value] : []);
var outputOf = ({ node }, live) => {
  if (node.kind !== "parallel") return outputsOf(live);
  const accepted2 = [...values(live.all)].flatMap(
    ({ state, value }, index) => state === "accepted" ? [[node.branches[index]?.name ?? "", value]] : []
  );
  const [first2] = accepted2;
  if (node.join.kind === "race" && first2 !== void 0) return { _tag: first2[0], value: first2[1] };
  return Object.fromEntries(accepted2);
};

// src/machine/control.ts
var enterFail = ({ place }, error, where, turn) => {
  if (!turn.stopped(where)) turn.raise(failure2(error, `${place}${where.indices}`));
  return halted();
};
var enterChoice = (site, value, where, turn) => {
  try {
    return runBlock(armOf(site.node, site.arms, value), 0, value, where, turn);
  } catch (cause) {
    turn.raise(defect(cause, `${site.place}${where.indices}`));
    return halted();
  }
};
var enterCarry = (site, value, where, turn) => {
  let selected;
  try {
    selected = applied(site.node.select)(value);
  } catch (cause) {
    turn.raise(defect(cause, `${site.place}${where.indices}`));
    return halted();
  }
  return carried(site, value, runBlock(site.blocks[0], 0, selected, where, turn), where, turn);
};
var moveCarry = (live, mode, where, turn) => {
  const site = turn.site(live);
  return carried(site, live.value, moveBlock(site, live.child, live.owed, mode, where, turn), where, turn);
};
var carried = (site, value, result, where, turn) => {
  if (result.kind === "live")
    return active({ kind: "carry", at: site.id, value, child: result.live, owed: result.owed });
  if (result.kind === "halted") return halted(result.owed);
  try {
    return done(applied(site.node.merge)(value, result.value), result.owed);
  } catch (cause) {
    turn.raise(defect(cause, `${site.place}${where.indices}`));
    return halted(result.owed);
  }
};
var enterAttempt = (site, value, where, turn) => attempted(
  site,
  within(site, fresh, where, turn, (inner) => runBlock(site.blocks[0], 0, value, inner, turn)),
  turn
);
var moveAttempt = (live, mode, where, turn) => {
  const site = turn.site(live);
  return attempted(site, moveRegion(site, live.region, mode, where, turn), turn);
};
var attempted = (site, ended2, turn) => {
  const { result, halt, committed } = ended2;
  if (committed) turn.committed = true;
  if (result.kind === "live") return active({ kind: "attempt", at: site.id, region: regionOf(ended2) });
  if (result.kind === "done") return done({ _tag: "Right", right: result.value }, result.owed);
  if (halt === null) return halted(result.owed);
  const caught = errorOf(halt);
  if (caught !== void 0) return done({ _tag: "Left", left: caught.error }, result.owed);
  turn.raise(halt);
  return halted(result.owed);
};
var enterIterate = (site, value, where, turn) => turns(site, 0, null, runTurn(site, 0, value, where, turn), where, turn);
var moveIterate = (live, mode, where, turn) => {
  const site = turn.site(live);
  const inner = atTurn(where, live.turn);
  return turns(site, live.turn, null, moveBlock(site, live.child, live.owed, mode, inner, turn), where, turn);
};
var turns = (site, first2, before, firstResult, where, turn) => {
  let owed = before;
  let result = firstResult;
  for (let index = first2; ; index++) {
    owed = after(owed, result.owed);
    if (result.kind === "halted") return halted(owed);
    if (result.kind === "live")
      return active({ kind: "iterate", at: site.id, turn: index, child: result.live, owed });
    const either = result.value;
    if (either._tag === "Right") return done(either.right, owed);
    result = runTurn(site, index + 1, either.left, where, turn);
  }
};
var runTurn = (site, index, value, where, turn) => runBlock(site.blocks[0], 0, value, atTurn(where, index), turn);
var atTurn = (where, index) => inside(where, index, `[${index}]`, where.attempt);

// src/machine/branch.ts
var waiting = { kind: "waiting" };
var branchOf = (result) => {
  switch (result.kind) {
    case "live":
      return { kind: "running", child: result.live, owed: result.owed };
    case "done":
      return { kind: "done", value: result.value, owed: result.owed };
    case "halted":
      return { kind: "halted", owed: result.owed };
  }
};
var owedBy = (branch) => branch.kind === "waiting" ? null : branch.owed;

// src/machine/for-each.ts
var enterForEach = (site, value, where, turn) => {
  const { key, until } = site.node;
  let items;
  let keys;
  try {
    items = itemsOf(value);
    if (turn.stopped(where)) return halted();
    keys = keysOf(items, key) ?? null;
  } catch (cause) {
    turn.raise(defect(cause, `${site.place}${where.indices}`));
    return halted();
  }
  if (until !== void 0) return enterItems(site, items, keys, where, turn);
  const branches = from2(items.map(() => waiting));
  return goOn3(site, { kind: "forEach", at: site.id, items, keys, branches, running: 0, next: 0 }, where, turn);
};
var moveForEach = (live, mode, where, turn) => {
  const site = turn.site(live);
  const moved2 = (branch2, index2) => branch2.kind === "running" ? branchOf(moveBlock(site, branch2.child, branch2.owed, mode, atItem(where, live, index2), turn)) : branch2;
  if (mode === "interrupt") {
    const branches = [...values(live.branches)].map(moved2);
    const running2 = branches.filter(({ kind }) => kind === "running").length;
    return goOn3(site, { ...live, branches: from2(branches), running: running2 }, where, turn);
  }
  const index = turn.target.trail[site.depth] ?? -1;
  const branch = get(live.branches, index);
  if (branch?.kind !== "running") {
    turn.late = true;
    return active(live);
  }
  const next = moved2(branch, index);
  const running = next.kind === "running" ? live.running : live.running - 1;
  return goOn3(site, { ...live, branches: set(live.branches, index, next), running }, where, turn);
};
var goOn3 = (site, from3, where, turn) => {
  const { concurrency } = site.node;
  let live = from3;
  while (live.running < concurrency && live.next < live.items.length && !turn.stopped(where)) {
    const { next, items } = live;
    const result = runBlock(site.blocks[0], 0, items[next], atItem(where, live, next), turn);
    const branch = branchOf(result);
    live = {
      ...live,
      branches: set(live.branches, next, branch),
      running: branch.kind === "running" ? live.running + 1 : live.running,
      next: next + 1
    };
  }
  if (live.running > 0) return active(live);
  const all2 = [...values(live.branches)];
  const outputs = [];
  const owed = owedByItems(site, all2.map(owedBy));
  for (const branch of all2) {
    if (branch.kind !== "done") return halted(owed);
    outputs.push(branch.value);
  }
  return done(outputs, owed);
};

// src/machine/parallel.ts
var enterParallel = (site, value, where, turn) => {
  const branches = site.blocks.map((block) => branchOf(runBlock(block, 0, value, where, turn)));
  const running = branches.filter(({ kind }) => kind === "running").length;
  return joined3(site, from2(branches), running);
};
var moveParallel = (live, mode, where, turn) => {
  const site = turn.site(live);
  if (mode === "deliver") {
    const index = slotTowards(turn.target.site, site);
    const branch = get(live.branches, index);
    if (branch?.kind !== "running") {
      turn.late = true;
      return active(live);
    }
    const moved2 = branchOf(moveBlock(site, branch.child, branch.owed, mode, where, turn));
    const running = moved2.kind === "running" ? live.running : live.running - 1;
    return joined3(site, set(live.branches, index, moved2), running);
  }
  const branches = [...values(live.branches)].map(
    (branch) => branch.kind === "running" ? branchOf(moveBlock(site, branch.child, branch.owed, mode, where, turn)) : branch
  );
  return joined3(site, from2(branches), branches.filter(({ kind }) => kind === "running").length);
};
var joined3 = (site, branches, running) => {
  if (running > 0) return active({ kind: "parallel", at: site.id, branches, running });
  const all2 = [...values(branches)];
  const owed = besides2(site.id, all2.map(owedBy));
  const outputs = [];
  for (const branch of all2) {
    if (branch.kind !== "done") return halted(owed);
    outputs.push(branch.value);
  }
  const { join: join2, branches: named3 } = site.node;
  return done(
    join2.kind === "tuple" ? outputs : Object.fromEntries(named3.map(({ name }, index) => [name, outputs[index]])),
    owed
  );
};

// src/machine/retry.ts
var enterRetry = (site, input, where, turn) => attempts(site, { kind: "retry", at: site.id, input, attempt: 1, began: turn.time, owed: null }, where, turn);
var moveRetry = (live, mode, where, turn) => {
  const site = turn.site(live);
  const { region, due } = live;
  if (due === null)
    return concluded2(
      site,
      live,
      moveRegion(site, region, mode, inAttempt(where, live.attempt), turn),
      where,
      turn
    );
  if (mode === "interrupt") return halted(live.owed);
  const { site: aimed, trail, answer } = turn.target;
  if (aimed !== site || !sameTrail(inAttempt(where, live.attempt), trail)) {
    turn.late = true;
    return active(live);
  }
  if (answer.kind !== "fired") throw wrongEvent(answer, site);
  refuseEarly(due, site, turn);
  return attempts(site, { ...live, attempt: live.attempt + 1 }, where, turn);
};
var MOST3 = 1e3;
var attempts = (site, from3, where, turn) => {
  let retrying = from3;
  for (let count2 = 1; ; count2++) {
    if (turn.stopped(where)) return halted(retrying.owed);
    const { input, attempt: attempt5 } = retrying;
    const ended2 = within(
      site,
      fresh,
      inAttempt(where, attempt5),
      turn,
      (inner) => runBlock(site.blocks[0], 0, input, inner, turn)
    );
    const next = judged(site, retrying, ended2, where, turn);
    if (!("again" in next)) return next;
    if (next.again > 0 || count2 >= MOST3) return waiting2(next.retrying, turn.time + next.again);
    retrying = { ...next.retrying, attempt: attempt5 + 1 };
  }
};
var concluded2 = (site, retrying, ended2, where, turn) => {
  const next = judged(site, retrying, ended2, where, turn);
  if (!("again" in next)) return next;
  return next.again > 0 ? waiting2(next.retrying, turn.time + next.again) : attempts(site, { ...next.retrying, attempt: retrying.attempt + 1 }, where, turn);
};
var waiting2 = (retrying, due) => active(liveOf(retrying, fresh, due));
var liveOf = ({ at, input, attempt: attempt5, began, owed }, region, due) => ({ kind: "retry", at, input, attempt: attempt5, began, region, due, owed });
var judged = (site, retrying, ended2, where, turn) => {
  const { result, halt, committed } = ended2;
  if (committed) turn.committed = true;
  if (result.kind === "live") return active(liveOf(retrying, regionOf(ended2), null));
  const owed = after(retrying.owed, result.owed);
  if (result.kind === "done") return done(result.value, owed);
  if (halt === null) return halted(owed);
  const again2 = turn.stopped(where) ? void 0 : delayAfter(site, halt, retrying, turn);
  if (again2 !== void 0) return { again: again2, retrying: { ...retrying, owed } };
  turn.raise(halt);
  return halted(owed);
};
var delayAfter = ({ id, node }, halt, { attempt: attempt5, began }, { time }) => {
  const { schedule } = node;
  const caught = errorOf(halt);
  if (caught === void 0 || !retries(schedule, caught.error)) return void 0;
  const elapsed = time - began;
  return delayBefore(schedule, {
    retry: attempt5,
    elapsed,
    random: () => unitInterval(`${id} ${attempt5} ${time}`)
  });
};
var inAttempt = (where, attempt5) => inside(where, attempt5, "", attempt5);

// src/machine/scope.ts
var enterScope = (site, input, where, turn) => {
  const { commit } = site.node;
  if (commit.kind !== "keep" && turn.stopped(where)) return halted();
  if (isPair(site))
    return paired(site, input, null, runBlock(site.blocks[0], 0, input, where, turn), where, turn);
  const registered = commit.kind === "undo" && commit.register === "before" ? debtFor(site, input, void 0, where, turn) : null;
  if (registered !== null && registered.unknown !== null) {
    turn.raise(defectOf(registered.unknown, `${site.place}${where.indices}`));
    return halted();
  }
  const ended2 = within(
    site,
    fresh,
    where,
    turn,
    (inner) => runBlock(site.blocks[0], 0, input, inner, turn)
  );
  return scoped2(site, input, registered, ended2, where, turn);
};
var moveScope = (live, mode, where, turn) => {
  const site = turn.site(live);
  const { input, registered, region, paying } = live;
  if (paying !== null) {
    if (mode === "interrupt") return active(live);
    return undone(live, movePayment(paying, turn), turn);
  }
  if (isPair(site)) {
    const result = moveBlock(site, region.child, region.owed, mode, where, turn);
    return paired(site, input, registered, result, where, turn);
  }
  return scoped2(site, input, registered, moveRegion(site, region, mode, where, turn), where, turn);
};
var isPair = ({ node }) => node.kind === "scope" && node.commit.kind === "undo" && nodeOf(node.step).kind === "perform";
var paired = (site, input, before, result, where, turn) => {
  const early = undoOf(site).register === "before";
  if (result.kind === "live") {
    const started = !("started" in result.live) || result.live.started;
    const registered = before ?? (early && started ? debtFor(site, input, void 0, where, turn) : null);
    return active({
      kind: "scope",
      at: site.id,
      input,
      region: { child: result.live, owed: result.owed, halt: null, committed: false },
      registered,
      paying: null
    });
  }
  if (early) {
    const owes = before ?? (result.kind === "done" ? debtFor(site, input, void 0, where, turn) : null);
    const owed = owes === null ? result.owed : after(ledgerOf(owes), result.owed);
    return result.kind === "done" ? done(result.value, owed) : halted(owed);
  }
  if (result.kind === "done") return owing2(site, input, result.value, where, turn);
  return halted(result.unknown === void 0 ? null : ledgerOf(unpayable(site, result.unknown, where, turn)));
};
var owing2 = (site, input, output, where, turn) => {
  const debt2 = debtFor(site, input, output, where, turn);
  if (debt2.unknown === null) return done(output, ledgerOf(debt2));
  turn.raise(defectOf(debt2.unknown, `${site.place}${where.indices}`));
  return halted(ledgerOf(debt2));
};
var scoped2 = (site, input, registered, ended2, where, turn) => {
  const { result, halt, committed } = ended2;
  if (committed) turn.committed = true;
  if (result.kind === "live")
    return active({ kind: "scope", at: site.id, input, region: regionOf(ended2), registered, paying: null });
  const before = registered === null ? null : ledgerOf(registered);
  const { commit } = site.node;
  const refused = commit.kind === "seal" && turn.stopped(where) && !committed;
  if (result.kind === "done" && !refused) {
    if (commit.kind === "keep") return result;
    if (commit.kind === "seal") {
      turn.committed = true;
      return done(result.value);
    }
    return commit.register === "before" ? done(result.value, before) : owing2(site, input, result.value, where, turn);
  }
  const quiet2 = {
    kind: "scope",
    at: site.id,
    input,
    region: regionOf(ended2),
    registered,
    paying: null
  };
  return undone(quiet2, pay(committed ? null : result.owed, halt?.blocked === true, turn), turn);
};
var undone = (live, paying, turn) => {
  const { at, input, region, registered } = live;
  const { halt, committed } = region;
  if (!isOver(paying))
    return active({
      kind: "scope",
      at,
      input,
      region: { child: null, owed: null, halt, committed },
      registered,
      paying
    });
  const stuck = stuckWith(paying);
  if (halt !== null) turn.raise(halt);
  if (stuck !== null) turn.raise(stuck);
  return halted(registered === null ? null : ledgerOf(registered));
};

// src/machine/rules.ts
var rules = {
  enter: (site, value, where, turn) => {
    const { node } = site;
    switch (node.kind) {
      case "perform":
        return enterPerform(site, value, where, turn);
      case "fail":
        return enterFail(site, value, where, turn);
      case "carry":
        return enterCarry(site, value, where, turn);
      case "choice":
        return enterChoice(site, value, where, turn);
      case "parallel":
        return node.join.kind === "tuple" || node.join.kind === "record" ? enterParallel(site, value, where, turn) : enterBranches(site, value, where, turn);
      case "forEach":
        return enterForEach(site, value, where, turn);
      case "iterate":
        return enterIterate(site, value, where, turn);
      case "attempt":
        return enterAttempt(site, value, where, turn);
      case "retry":
        return enterRetry(site, value, where, turn);
      case "scope":
        return enterScope(site, value, where, turn);
      case "bracket":
        return enterBracket(site, value, where, turn);
    }
  },
  move: (live, mode, where, turn) => {
    switch (live.kind) {
      case "operation":
      case "timer":
      case "receive":
      case "emit":
      case "call":
      case "never":
        return moveLeaf(live, mode, where, turn);
      case "carry":
        return moveCarry(live, mode, where, turn);
      case "attempt":
        return moveAttempt(live, mode, where, turn);
      case "retry":
        return moveRetry(live, mode, where, turn);
      case "scope":
        return moveScope(live, mode, where, turn);
      case "iterate":
        return moveIterate(live, mode, where, turn);
      case "bracket":
        return moveBracket(live, mode, where, turn);
      case "parallel":
        return moveParallel(live, mode, where, turn);
      case "forEach":
        return moveForEach(live, mode, where, turn);
      case "contest":
        return moveContest(live, mode, where, turn);
    }
  }
};

// src/machine/advance.ts
var begin4 = (program, input, time) => {
  const turn = new Turn(program, rules, time);
  const blank = {
    term: program.fingerprint,
    root: fresh,
    paying: null,
    pivots: 0,
    cancelling: null,
    undone: empty,
    stuck: null,
    outcome: null
  };
  const { border, root: root2 } = program;
  let entered = input;
  if (border !== void 0)
    try {
      entered = crossBorder(border.input, input, `input of workflow ${border.name}`);
    } catch (cause) {
      return quiet(blank, { ...fresh, halt: defect(cause, border.name) }, turn);
    }
  const ended2 = within(
    root2,
    fresh,
    start,
    turn,
    (inner) => runBlock(root2.blocks[0], 0, entered, inner, turn)
  );
  return settled2(blank, ended2, turn);
};
var advance = (program, residual, event) => advanced(program, residual, event).residual;
var advanced = (program, residual, event) => {
  if (residual.term !== program.fingerprint)
    throw new IllegalEvent(
      "machine/other-term",
      "This is the residual of a term of another structure. Go on with the version of the workflow that the run was started with."
    );
  switch (event.kind) {
    case "cancelled":
      return {
        residual: cancel(residual, event.reason, new Turn(program, rules, event.time, void 0, residual)),
        stops: true
      };
    case "resumed":
      return {
        residual: resume(residual, new Turn(program, rules, event.time, void 0, residual)),
        stops: true
      };
    case "started":
    case "succeeded":
    case "failed":
    case "threw":
    case "lost":
    case "fired":
    case "received":
    case "ended": {
      const { node, trail } = event.at;
      const site = program.sites.get(node);
      if (site === void 0)
        throw new IllegalEvent(
          "machine/unknown-node",
          `The term has no node "${node}". Its nodes are ${[...program.sites.keys()].slice(0, 20).join(", ")}.`
        );
      const turn = new Turn(program, rules, event.time, { site, trail, answer: event }, residual);
      return { residual: deliver(residual, turn), stops: turn.stops };
    }
  }
};
var deliver = (residual, turn) => {
  const { root: root2, paying, outcome } = residual;
  if (outcome !== null) return residual;
  if (paying !== null) {
    const moved2 = movePayment(paying, turn);
    return turn.late ? residual : afterwards(residual, paid2(residual, moved2, turn), false, turn);
  }
  const ended2 = moveRegion(turn.program.root, root2, "deliver", start, turn);
  return turn.late ? residual : afterwards(residual, settled2(residual, ended2, turn), ended2.committed, turn);
};
var afterwards = (before, after2, passed, turn) => {
  const pivots = before.pivots + turn.pivots;
  const next = pivots === after2.pivots ? after2 : { ...after2, pivots };
  const { cancelling } = before;
  if (cancelling === null) return next;
  if (passed) return { ...next, cancelling: null };
  if (pivots > 0) return next;
  const again2 = (target) => new Turn(turn.program, turn.rules, turn.time, target, { cancelling: null, undone: before.undone });
  return deliver(interrupt({ ...before, cancelling: null }, cancelling.reason, again2()), again2(turn.target));
};
var cancel = (residual, reason, turn) => {
  const { root: root2, paying, outcome, pivots, cancelling } = residual;
  if (outcome !== null || paying !== null || root2.committed) return residual;
  if (pivots > 0) return cancelling === null ? { ...residual, cancelling: { reason } } : residual;
  return interrupt(residual, reason, turn);
};
var interrupt = (residual, reason, turn) => {
  const { root: root2 } = residual;
  if (root2.halt?.causes.some(({ kind }) => kind === "cancelled") === true) return residual;
  const halt = attached(root2.halt, cancelled(reason));
  if (root2.child === null || root2.halt !== null) return { ...residual, root: { ...root2, halt } };
  const ended2 = interruptRegion(turn.program.root, root2.child, root2.owed, halt, root2.committed, start, turn);
  return settled2(residual, ended2, turn);
};
var settled2 = (residual, ended2, turn) => {
  const { result } = ended2;
  const root2 = regionOf(ended2);
  if (result.kind === "live") return noted(moved(residual, root2, residual.paying), turn);
  if (result.kind === "halted") return quiet(residual, root2, turn);
  const output = crossing(result.value, turn.program.border);
  if (!("halt" in output))
    return noted({ ...residual, root: fresh, outcome: { _tag: "Completed", output: output.value } }, turn);
  return quiet(residual, { ...root2, halt: attached(root2.halt, output.halt) }, turn);
};
var quiet = (residual, root2, turn) => {
  const halt = withErrorCrossed(root2.halt ?? interrupted, turn.program.border);
  const paying = pay(root2.committed ? null : root2.owed, halt.blocked, turn);
  return paid2({ ...residual, root: { ...root2, child: null, owed: null, halt } }, paying, turn);
};
var paid2 = (residual, paying, turn) => {
  if (!isOver(paying)) return noted(moved(residual, residual.root, paying), turn);
  const stuck = stuckWith(paying);
  const own = residual.root.halt ?? interrupted;
  return ended(noted({ ...residual, paying: null }, turn), stuck === null ? own : attached(own, stuck));
};
var ended = (residual, halt) => ({
  ...residual,
  stuck: halt.kind === "stuck" ? halt.owed : null,
  outcome: outcomeOf(halt, residual.undone)
});
var resume = (residual, turn) => {
  const { stuck, outcome, root: root2 } = residual;
  if (stuck === null || outcome?._tag !== "Stuck")
    throw new IllegalEvent(
      "machine/not-stuck",
      "Only a stuck run can be resumed, and this one is not stuck. Look at its outcome."
    );
  const halt = beforeStuck(root2.halt ?? interrupted);
  const paying = pay(owedAgain(stuck, turn.program), false, turn);
  return paid2({ ...residual, root: { ...root2, halt }, stuck: null, outcome: null }, paying, turn);
};
var beforeStuck = (halt) => {
  if (halt.kind !== "stuck") return halt;
  const [primary] = halt.causes;
  const kind = primary?.kind === "error" ? "error" : primary?.kind === "defect" ? "defect" : "interrupt";
  return { kind, causes: halt.causes.slice(0, 1), owed: [], blocked: false };
};
var moved = ({ term, pivots, cancelling, undone: undone2, stuck, outcome }, root2, paying) => ({ term, root: root2, paying, pivots, cancelling, undone: undone2, stuck, outcome });
var noted = (residual, turn) => {
  if (turn.undone.length === 0) return residual;
  const undone2 = turn.undone.splice(0).reduce(push, residual.undone);
  return { ...residual, undone: undone2 };
};
var crossing = (value, border) => {
  if (border === void 0) return { value };
  try {
    return { value: crossBorder(border.output, value, `output of workflow ${border.name}`) };
  } catch (cause) {
    return { halt: defect(cause, border.name) };
  }
};
var withErrorCrossed = (halt, border) => {
  const caught = errorOf(halt);
  if (caught === void 0 || border?.error === void 0) return halt;
  try {
    const error = crossBorder(border.error, caught.error, `error of workflow ${border.name}`);
    return { ...halt, causes: [{ ...caught, error }, ...halt.causes.slice(1)] };
  } catch (cause) {
    return attached(halt, defect(cause, border.name));
  }
};

// src/machine/commands.ts
var commandsOf = (program, residual, before) => {
  const commands = [];
  const walk = new Walk(program, commands, residual);
  if (residual.outcome !== null) return commands;
  if (residual.paying !== null) walk.rollback(residual.paying, before?.paying ?? void 0);
  else walk.region(residual.root, before?.root, start);
  if (before === void 0 || callMayStop(residual) === callMayStop(before)) return commands;
  return [...commands, ...toldToStop(program, residual, commands)];
};
var callMayStop = ({ cancelling, pivots, root: root2 }) => cancelling !== null && pivots === 1 && !root2.committed;
var toldToStop = (program, residual, known) => {
  const keyOf3 = ({ at: { node, trail } }) => `${node} ${trail.join(",")}`;
  const listed = new Set(known.map(keyOf3));
  return commandsOf(program, residual).filter(
    (command) => command.kind === "call" && !command.undoing && program.sites.get(command.at.node)?.pivotal === true && !listed.has(keyOf3(command))
  );
};
var Walk = class {
  program;
  commands;
  /** A cancellation waits for one called workflow. */
  callMayStop;
  undone;
  constructor(program, commands, residual) {
    this.program = program;
    this.commands = commands;
    this.callMayStop = callMayStop(residual);
    this.undone = residual.undone;
  }
  region(region, before, around) {
    if (region === before || region.child === null) return;
    const where = region.halt === null ? around : { ...around, stopped: true };
    const same2 = before !== void 0 && before.halt === null === (region.halt === null);
    this.live(region.child, same2 ? before.child ?? void 0 : void 0, where);
  }
  live(live, before, where) {
    if (live === before) return;
    switch (live.kind) {
      case "operation":
      case "timer":
      case "receive":
      case "emit":
      case "call":
      case "never":
        return this.leaf(live, where);
      case "carry":
        return this.live(live.child, before?.kind === "carry" ? before.child : void 0, where);
      case "iterate":
        return this.live(
          live.child,
          before?.kind === "iterate" && before.turn === live.turn ? before.child : void 0,
          atTurn(where, live.turn)
        );
      case "attempt":
        return this.region(live.region, before?.kind === "attempt" ? before.region : void 0, where);
      case "retry": {
        const same2 = before?.kind === "retry" && before.attempt === live.attempt ? before : void 0;
        const inner = inAttempt(where, live.attempt);
        if (live.due === null) return this.region(live.region, same2?.region, inner);
        if (same2?.due !== live.due) this.backoff(live.at, live.due, inner);
        return;
      }
      case "scope": {
        const same2 = before?.kind === "scope" ? before : void 0;
        if (live.paying !== null) return this.rollback(live.paying, same2?.paying ?? void 0);
        return this.region(live.region, same2?.region, where);
      }
      case "bracket": {
        const same2 = before?.kind === "bracket" && before.phase === live.phase ? before.region : void 0;
        return this.region(live.region, same2, live.phase === "use" ? where : { ...where, stopped: false });
      }
      case "parallel":
        return this.branches(
          live.branches,
          before?.kind === "parallel" ? before.branches : void 0,
          () => where
        );
      case "forEach":
        return this.branches(
          live.branches,
          before?.kind === "forEach" ? before.branches : void 0,
          (index) => atItem(where, live, index)
        );
      case "contest": {
        const same2 = before?.kind === "contest" ? before : void 0;
        const inner = (index) => live.items === null ? where : atItem(where, live, index);
        if (live.paying !== null) return this.rollbacks(live.paying.branches, same2?.paying?.branches);
        eachChange(live.all, same2?.all, (one, index, old) => {
          if (one.state === "running") this.region(one.region, old?.region, inner(index));
        });
      }
    }
  }
  branches(all2, before, inner) {
    eachChange(all2, before, (branch, index, old) => {
      if (branch.kind === "running")
        this.live(branch.child, old?.kind === "running" ? old.child : void 0, inner(index));
    });
  }
  rollbacks(all2, before) {
    eachChange(all2, before, (one, _, old) => {
      if (one !== null) this.rollback(one, old ?? void 0);
    });
  }
  rollback({ paying }, before) {
    if (paying === null || paying === before?.paying) return;
    const old = before?.paying ?? void 0;
    if (paying.kind === "parallel")
      return this.rollbacks(paying.branches, old?.kind === "parallel" ? old.branches : void 0);
    const { debt: debt2, attempt: attempt5, due, region } = paying;
    const where = whereOf(debt2, attempt5);
    const same2 = old?.kind === "debt" && old.debt === debt2 && old.attempt === attempt5 ? old : void 0;
    if (due === null) this.region(region, same2?.region, where);
    else if (same2?.due !== due) this.backoff(debt2.of, due, where);
  }
  backoff(node, due, { trail, indices }) {
    this.commands.push({ kind: "timer", due, at: { node, trail }, id: `${node}${indices}` });
  }
  leaf(live, where) {
    const { trail, indices, attempt: attempt5, undoing, stopped, renewals } = where;
    const at = { node: live.at, trail };
    const id = `${live.at}${indices}`;
    const site = this.program.sites.get(live.at);
    const { request: request2 } = site.node;
    switch (live.kind) {
      case "operation":
        if (request2.kind !== "operation") return;
        this.commands.push({
          kind: "operation",
          request: request2,
          input: live.input,
          started: live.started,
          stopped,
          attempt: attempt5,
          undoing,
          renewals: renewals ?? renewalsAt(site, indices, values(this.undone)),
          at,
          id
        });
        return;
      case "call":
        if (request2.kind !== "call") return;
        this.commands.push({
          kind: "call",
          request: request2,
          input: live.input,
          started: live.started,
          stopped: stopped || this.callMayStop && site.pivotal && !undoing,
          attempt: attempt5,
          undoing,
          renewals: renewals ?? renewalsAt(site, indices, values(this.undone)),
          at,
          id
        });
        return;
      case "timer":
        this.commands.push({ kind: "timer", due: live.due, at, id });
        return;
      case "receive":
        if (request2.kind === "receive")
          this.commands.push({ kind: "receive", event: request2.event, key: live.key, at, id });
        return;
      case "emit":
        if (request2.kind === "emit")
          this.commands.push({
            kind: "emit",
            event: request2.event,
            key: live.key,
            payload: live.payload,
            at,
            id
          });
        return;
      case "never":
    }
  }
};

// src/durable/engine/live-run.ts
var LiveRun = class {
  number;
  program;
  info;
  residual;
  /** The number of the next commit. */
  sequence;
  /** What happened and has not been committed, a line for each event. */
  lines = [];
  /** Calls that have been asked for or made, by position. */
  engagements = /* @__PURE__ */ new Map();
  /** How the journal lists it; undefined when it does not yet. */
  listed;
  /** The memory that it belongs to has been given up: nothing reaches it any more. */
  dead = false;
  /** Since the last snapshot: commits, and characters. */
  unread = { commits: 0, characters: 0 };
  /** The characters of the last snapshot. */
  snapshot = 0;
  #around;
  /** The commands that have not been looked at yet, the next one last. */
  #pending = [];
  /** Positions whose commands may still be pending, and are not wanted any more. */
  #calledOff = /* @__PURE__ */ new Set();
  #busy = false;
  /** Its timers and waits are on record. */
  #found = false;
  constructor(around, given, residual, sequence) {
    this.#around = around;
    this.number = given.number;
    this.program = given.program;
    this.info = given.info;
    this.residual = residual;
    this.sequence = sequence;
  }
  /** Something of it is under way: it has to stay in memory, and to be found when the process starts again. */
  get busy() {
    return this.engagements.size > 0;
  }
  /** Begins with all that can be done. */
  begin() {
    this.#around.changed(this);
    this.#queue(commandsOf(this.program, this.residual));
    this.#work();
  }
  /** Goes on where another process or another memory stopped. Timers and waits are on record, unless it was held. */
  recover(onRecord) {
    this.#found = onRecord;
    this.#queue(commandsOf(this.program, this.residual));
    this.#work();
    this.#found = false;
  }
  /** Tells the machine what happened at a position; false when it came too late to matter. */
  answer(at, answer) {
    return this.tell({ ...answer, at, time: this.#around.now() });
  }
  /** Tells the machine what happened; false when it came too late to matter. */
  tell(event) {
    const before = this.residual;
    const after2 = advance(this.program, before, event);
    if (after2 === before) return false;
    this.lines.push(this.#around.line(event));
    this.residual = after2;
    this.#around.changed(this);
    this.#around.tellObservers(this, event, before);
    if (event.kind === "started" && after2.cancelling === null) return true;
    const fresh2 = commandsOf(this.program, after2, before);
    this.#callOffAll(commandsOf(this.program, before, after2), fresh2);
    this.#queue(fresh2);
    this.#work();
    return true;
  }
  /** What a call gave. What cannot be written down is a defect of who gave it. */
  ended(engagement, answer) {
    const { at } = engagement.command;
    if (this.dead || this.engagements.get(positionOf(at)) !== engagement) return;
    this.engagements.delete(positionOf(at));
    try {
      this.answer(at, answer);
    } catch (cause) {
      if (answer.kind === "threw" && answer.cause.kind === "error") throw cause;
      this.answer(at, { kind: "threw", cause: thrown(asError(cause)) });
    }
  }
  #queue(commands) {
    for (let index = commands.length - 1; index >= 0; index--) this.#pending.push(commands[index]);
  }
  /** One command after the other; what one leads to comes before the next. */
  #work() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let command = this.#pending.pop(); command !== void 0; command = this.#pending.pop())
        this.#perform(command);
    } finally {
      this.#busy = false;
      this.#calledOff.clear();
    }
  }
  #perform(command) {
    const { at } = command;
    const position = positionOf(at);
    if (this.#calledOff.has(position)) return;
    switch (command.kind) {
      case "operation":
        return this.#operation(command, position);
      case "call":
        return this.#call(command);
      case "timer":
        if (command.due !== null && !this.#found) this.#around.arm(this, command.due, at);
        return;
      case "receive": {
        if (this.#found) return;
        const came = this.#around.receive(this, command);
        if (came !== void 0) this.answer(at, { kind: "received", payload: came.payload });
        return;
      }
      case "emit":
        this.#around.emit(this, command);
        this.answer(at, { kind: "succeeded", output: void 0 });
    }
  }
  #operation(command, position) {
    const known = this.engagements.get(position);
    if (known !== void 0) {
      if (command.stopped) this.#stop(known);
      return;
    }
    const engagement = { command, state: "asked", stopped: false, controller: void 0 };
    this.engagements.set(position, engagement);
    if (!command.started) return this.#around.admit(this, engagement);
    const { delivery } = command.request.operation;
    if (delivery === "atMostOnce" && !this.#around.underWay(this, command)) {
      this.engagements.delete(position);
      this.answer(command.at, { kind: "lost" });
      return;
    }
    this.#around.perform(this, engagement);
  }
  /** There is room for an operation: puts the intent on record, where one is needed, and has it called after the commit. */
  admitted(engagement) {
    const { command } = engagement;
    if (this.dead || this.engagements.get(positionOf(command.at)) !== engagement) return;
    const { effect, delivery } = command.request.operation;
    if (effect !== "readonly" && delivery !== "tx") this.answer(command.at, { kind: "started" });
    this.#around.changed(this);
    this.#around.perform(this, engagement);
  }
  #stop(engagement) {
    if (engagement.state === "called") {
      engagement.stopped = true;
      return engagement.controller?.abort();
    }
    if (engagement.command.started) return;
    this.ended(engagement, { kind: "threw", cause: thrown(new DOMException("stopped", "AbortError")) });
    engagement.state = "off";
  }
  #call(command) {
    if (command.started) {
      if (command.stopped) this.#around.stopCalled(this, command);
      return;
    }
    const { at, request: request2 } = command;
    this.answer(at, { kind: "started" });
    let id;
    try {
      id = this.#around.launch(this, command);
    } catch (cause) {
      this.answer(at, { kind: "threw", cause: thrown(cause) });
      return;
    }
    if (request2.mode === "detach") this.answer(at, { kind: "succeeded", output: id });
  }
  /** Calls off what was to be done before and is not any more. */
  #callOffAll(before, fresh2) {
    const still = fresh2.length === 0 ? none3 : new Set(fresh2.map(({ at }) => positionOf(at)));
    for (const command of before) if (!still.has(positionOf(command.at))) this.#callOff(command);
    if (this.#calledOff.size > 0) for (const position of still) this.#calledOff.delete(position);
  }
  #callOff(command) {
    const position = positionOf(command.at);
    this.#calledOff.add(position);
    switch (command.kind) {
      case "operation": {
        const engagement = this.engagements.get(position);
        this.engagements.delete(position);
        if (engagement === void 0) return;
        engagement.stopped = true;
        engagement.state = "off";
        return engagement.controller?.abort();
      }
      case "timer":
        if (command.due !== null) this.#around.disarm(this, command.due, command.at);
        return;
      case "receive":
        return this.#around.withdraw(this, command);
      case "call":
      case "emit":
    }
  }
};
var none3 = /* @__PURE__ */ new Set();
var positionOf = ({ node, trail }) => trail.length === 0 ? node : `${node} ${trail.join(",")}`;
var answerOf = (result) => result instanceof Failure ? { kind: "failed", error: result.error } : { kind: "succeeded", output: result };
var asError = (cause) => cause instanceof Error ? cause : new Error(String(cause));

// src/durable/engine/recording.ts
var SNAPSHOT_EVERY = 64;
var beginningOf = ({ payloads }, input, time) => payloads.line({ input, time });
var begun = (program, input, time, info) => {
  const residual = begin4(program, input, time);
  return info.undone === void 0 ? residual : { ...residual, undone: from2(info.undone) };
};
var recordRun = ({ draft, payloads, now }, run) => {
  const { number: number2, info, residual } = run;
  const { outcome } = residual;
  const news = run.lines.length > 0;
  if (news) {
    const text = payloads.lines(run.lines);
    draft.put(batchKey(number2, run.sequence), text);
    run.sequence++;
    run.unread = { commits: run.unread.commits + 1, characters: run.unread.characters + text.length };
    run.lines = [];
  }
  let status = run.busy ? "running" : "waiting";
  if (outcome !== null) {
    status = statusOf(outcome);
    if (news) status = writeOutcome(draft, payloads, number2, outcome);
  }
  if (run.listed !== status) {
    if (run.listed !== void 0) draft.put(listKey(run.listed, info.workflow, number2), null);
    draft.put(listKey(status, info.workflow, number2), "");
    if (run.listed === void 0 || isEnded(status) || isEnded(run.listed)) {
      const { ended: _, ...rest } = info;
      run.info = isEnded(status) ? { ...rest, status, ended: now() } : { ...rest, status: "running" };
      draft.put(runKey(number2), JSON.stringify(run.info));
    }
    run.listed = status;
  }
  if (outcome === null && run.unread.commits >= SNAPSHOT_EVERY && run.unread.characters * 2 >= run.snapshot)
    takeSnapshot(draft, payloads, run);
};
var writeOutcome = (draft, payloads, number2, outcome) => {
  const what = "the outcome of a run";
  try {
    draft.put(outcomeKey(number2), payloads.write(outcome, what));
    return statusOf(outcome);
  } catch (cause) {
    const defect2 = { _tag: "Defect", cause: thrown(cause), at: "", also: [], undone: [] };
    draft.put(outcomeKey(number2), payloads.write(defect2, what));
    return "defect";
  }
};
var takeSnapshot = (draft, payloads, run) => {
  const { number: number2, sequence, residual } = run;
  run.unread = { commits: 0, characters: 0 };
  try {
    const value = payloads.write({ sequence, residual }, "what is left of a run");
    run.snapshot = value.length;
    draft.put(snapshotKey(number2), value);
  } catch {
  }
};
var residualOf = ({ draft, payloads }, number2, program, info) => {
  const written2 = draft.get(snapshotKey(number2));
  const snapshot = written2 === void 0 ? void 0 : payloads.read(written2);
  let residual = snapshot?.residual;
  let sequence = snapshot?.sequence ?? 0;
  let characters = 0;
  const batches = draft.range({ from: batchKey(number2, sequence), to: behindBatches(number2) });
  for (const { value } of batches) {
    characters += value.length;
    for (const line of payloads.readLines(value)) {
      if (residual === void 0) {
        const { input, time } = line;
        residual = begun(program, input, time, info);
      } else residual = advance(program, residual, line);
    }
    sequence++;
  }
  if (residual === void 0) throw new Error(`Run ${info.id} has no beginning in the journal.`);
  return {
    residual,
    sequence,
    unread: { commits: batches.length, characters },
    snapshot: written2?.length ?? 0
  };
};

// src/durable/engine/create-run.ts
var createRun = (core, { id, workflow: name, version, input, about = {} }) => {
  const workflow = core.registry.workflow(name, version);
  const program = core.registry.laidOut(workflow);
  const number2 = core.tick();
  const started = core.now();
  const info = {
    id,
    workflow: name,
    version,
    term: program.fingerprint,
    status: "running",
    started,
    root: number2,
    ...about
  };
  const line = beginningOf(core, input, started);
  const first2 = begun(program, input, started, info);
  const run = new LiveRun(core.around, { number: number2, program, info }, first2, 0);
  run.lines.push(line);
  core.draft.put(idKey(id), String(number2));
  if (info.parent !== void 0) core.draft.put(calledKey(info.parent.run, number2), "");
  for (const [name2, value] of Object.entries(info.attributes ?? {}))
    core.draft.put(attributeKey(name2, value, number2), "");
  core.runs.set(number2, run);
  core.observing.created(run);
  core.post(() => {
    run.begin();
    if (first2.outcome !== null) toldCaller(core, run);
  });
  return number2;
};

// src/durable/engine/load-run.ts
var loadRun = (core, number2) => {
  const info = core.info(number2);
  if (info === void 0) return void 0;
  const program = core.registry.programOf(info);
  if (typeof program === "string") return isEnded(info.status) ? void 0 : hold(core, number2, info, program);
  let found;
  try {
    found = residualOf(core, number2, program, info);
  } catch (cause) {
    if (cause instanceof JournalFailure) throw cause;
    return hold(core, number2, info, cause instanceof Error ? cause.message : String(cause));
  }
  const run = new LiveRun(core.around, { number: number2, program, info }, found.residual, found.sequence);
  run.unread = found.unread;
  run.snapshot = found.snapshot;
  const wasHeld = info.status === "held";
  const waiting3 = listKey("waiting", info.workflow, number2);
  run.listed = wasHeld ? "held" : isEnded(info.status) ? info.status : core.draft.get(waiting3) === void 0 ? "running" : "waiting";
  core.runs.set(number2, run);
  if (wasHeld) {
    const { held: _, ...rest } = info;
    run.info = { ...rest, status: "running" };
    core.draft.put(runKey(number2), JSON.stringify(run.info));
    for (const command of commandsOf(program, run.residual))
      if (command.kind === "receive") core.around.withdraw(run, command);
  }
  run.recover(!wasHeld);
  core.changed(run);
  return run;
};
var hold = (core, number2, info, reason) => {
  if (info.status === "held") return void 0;
  const { draft } = core;
  for (const status of ["running", "waiting", "queued"])
    draft.put(listKey(status, info.workflow, number2), null);
  const held = { ...info, status: "held", held: reason };
  draft.put(listKey("held", info.workflow, number2), "");
  draft.put(runKey(number2), JSON.stringify(held));
  core.observing.held(held);
  core.schedule();
  return void 0;
};

// src/durable/engine/assistance.ts
var Assistance = class {
  core;
  run;
  engagement;
  inside;
  constructor(core, run, engagement, inside2) {
    this.core = core;
    this.run = run;
    this.engagement = engagement;
    this.inside = inside2;
  }
  /** What operations inside a commit write with. Errors: throws `durable/no-transaction`. */
  transaction() {
    const { engagement, inside: inside2 } = this;
    if (inside2 === void 0 || engagement.state !== "called") throw new NoTransaction(engagement.command.id);
    return inside2.handle;
  }
  /** The operation goes on. Errors: throws `machine/unwritable`, `payload/too-large`. */
  heartbeat(detail) {
    const { core, run, engagement } = this;
    if (run.dead || engagement.state !== "called") return;
    core.beaten(engagement);
    const { at, id } = engagement.command;
    core.draft.put(detailKey(run.number, positionOf(at)), core.payloads.write(detail, `detail of ${id}`));
    core.schedule();
  }
  /** What the last heartbeat of this call said, in this process or an earlier one. */
  checkpoint() {
    return checkpointOf(this.core, this.run.number, positionOf(this.engagement.command.at));
  }
  get trace() {
    return this.run.info.trace;
  }
};
var checkpointOf = (core, run, position) => {
  const value = core.draft.get(detailKey(run, position));
  return value === void 0 ? void 0 : core.payloads.read(value);
};

// src/durable/engine/operation-context.ts
var fail2 = (error) => new Failure(error);
var OperationContext = class {
  runId;
  engagement;
  /** Found by the functions of this package, whatever an implementation is wrapped in. */
  "~assistance";
  constructor(runId, engagement, assistance) {
    this.runId = runId;
    this.engagement = engagement;
    this["~assistance"] = assistance;
  }
  get nodeId() {
    return this.engagement.command.id;
  }
  get key() {
    const { id, renewals } = this.engagement.command;
    return idempotencyKey(this.runId, id, renewals);
  }
  get attempt() {
    return this.engagement.command.attempt;
  }
  get effect() {
    return this.engagement.command.request.operation.effect;
  }
  get signal() {
    const { engagement } = this;
    if (engagement.controller === void 0) {
      engagement.controller = new AbortController();
      if (engagement.stopped) engagement.controller.abort();
    }
    return engagement.controller.signal;
  }
  get fail() {
    return fail2;
  }
};

// src/durable/engine/performing.ts
var deliveryOf = ({ number: number2 }, { id, renewals, attempt: attempt5 }) => `${number2} ${id} ${renewals} ${attempt5}`;
var call2 = (core, run, engagement) => {
  if (run.dead || engagement.state !== "intended") return;
  engagement.state = "called";
  const { command } = engagement;
  const delivery = deliveryOf(run, command);
  const settled3 = (answer) => {
    core.released(engagement);
    if (run.dead) return;
    if (engagement.state === "off") {
      if (core.deliveries.get(delivery) === out) core.deliveries.delete(delivery);
    } else {
      core.afterwards(() => core.deliveries.delete(delivery));
      run.ended(engagement, answer);
      core.observing.answered(run, engagement, answer);
    }
  };
  let out;
  const known = core.deliveries.get(delivery);
  if (known !== void 0) {
    void known.then(settled3);
    return;
  }
  core.observing.calling(run, engagement);
  const result = invoke(core, run, engagement, new Assistance(core, run, engagement, void 0));
  if ("later" in result) {
    out = Promise.resolve(result.later).then(answerOf, threw);
    core.deliveries.set(delivery, out);
    void out.then(settled3);
    return;
  }
  if (command.request.operation.delivery === "atMostOnce")
    core.deliveries.set(delivery, Promise.resolve(result.answer));
  settled3(result.answer);
};
var transact = (core, run, engagement, transaction) => {
  if (run.dead || engagement.state !== "intended") return;
  engagement.state = "called";
  core.observing.calling(run, engagement);
  let answer;
  try {
    answer = transaction.attempt(() => {
      const result = invoke(core, run, engagement, new Assistance(core, run, engagement, transaction));
      if ("later" in result) {
        result.later.then(ignore, ignore);
        throw new AsynchronousTransaction(operationName(engagement.command.request.operation));
      }
      if (result.answer.kind !== "succeeded") throw new Unsuccessful(result.answer);
      return result.answer;
    });
  } catch (cause) {
    answer = cause instanceof Unsuccessful ? cause.answer : threw(cause);
  }
  core.released(engagement);
  run.ended(engagement, answer);
  core.observing.answered(run, engagement, answer);
};
var Unsuccessful = class extends Error {
  answer;
  constructor(answer) {
    super();
    this.answer = answer;
  }
};
var invoke = (core, run, engagement, assistance) => {
  const { operation } = engagement.command.request;
  const handler = core.registry.handler(operation);
  try {
    const result = handler(
      engagement.command.input,
      new OperationContext(run.info.id, engagement, assistance)
    );
    if (isThenable(result)) return { later: result };
    return { answer: answerOf(result) };
  } catch (cause) {
    return { answer: threw(cause) };
  }
};
var threw = (cause) => ({ kind: "threw", cause: thrown(cause) });
var ignore = () => void 0;
var isThenable = (value) => typeof value === "object" && value !== null && !(value instanceof Failure) && typeof value.then === "function";

// src/durable/engine/mailbox.ts
var everybody = "-";
var deliver2 = (post, {
  event,
  key,
  root: root2
}, payload) => {
  const { draft, payloads } = post;
  const one = event.mode === "queue";
  const line = root2 === void 0 ? [named2(event.name), named2(key)] : [named2(event.name), named2(key), sortable(root2)];
  const again2 = () => deliver2(post, { event, key, root: root2 }, payload);
  const { from: first2, to } = below("w", ...line);
  let from3 = first2;
  for (; ; ) {
    const page = draft.range({ from: from3, to, limit: one ? 16 : 256 });
    for (const { key: at, value } of page) {
      const wait2 = JSON.parse(value);
      draft.put(at, null);
      if (!post.wake(wait2.run, wait2.at, payload, one ? again2 : nothing4)) draft.put(at, value);
      else if (one) return;
    }
    const last = page.at(-1);
    if (last === void 0) break;
    from3 = `${last.key} `;
  }
  if (event.mode === "transient") return;
  const place = ["m", root2 === void 0 ? everybody : sortable(root2), named2(event.name), named2(key)].join(
    "/"
  );
  draft.put(
    `${place}/${one ? sortable(post.tick()) : "latest"}`,
    payloads.write(payload, `payload of event ${event.name}`)
  );
};
var nothing4 = () => void 0;
var take = ({ draft, payloads }, { event, key, root: root2 }) => {
  for (const address of key === "" ? [sortable(root2)] : [sortable(root2), everybody]) {
    const range = below("m", address, named2(event.name), named2(key));
    const [kept] = draft.range({ ...range, limit: 1 });
    if (kept === void 0) continue;
    if (event.mode === "queue") draft.put(kept.key, null);
    return { payload: payloads.read(kept.value) };
  }
  return void 0;
};
var wait = (post, { event, key, root: root2 }, run, at) => {
  const record = ["w", named2(event.name), named2(key), sortable(root2), sortable(post.tick())].join("/");
  post.draft.put(record, JSON.stringify({ run, at }));
  return record;
};
var withdraw = ({ draft }, { event, key, root: root2 }, run, at) => {
  const position = JSON.stringify({ run, at });
  for (const entry of draft.range(below("w", named2(event.name), named2(key), sortable(root2))))
    if (entry.value === position) draft.put(entry.key, null);
};
var isRepeated = ({ draft, now }, root2, event, id) => {
  const record = ["d", root2 === void 0 ? everybody : sortable(root2), named2(event.name), named2(id)].join(
    "/"
  );
  if (draft.get(record) !== void 0) return true;
  draft.put(record, String(now()));
  return false;
};

// src/durable/engine/surroundings.ts
var surroundingsOf = (core) => ({
  now: core.now,
  changed: core.changed,
  line: (event) => {
    if (event.kind === "started" || event.kind === "fired" || event.kind === "lost")
      return JSON.stringify(event);
    const line = core.payloads.line(event);
    core.payloads.check(line, () => "at" in event ? `${event.kind} of ${event.at.node}` : event.kind);
    return line;
  },
  admit: (run, engagement) => core.admit(run, engagement),
  perform: (run, engagement) => core.perform(run, engagement),
  underWay: (run, command) => core.deliveries.has(deliveryOf(run, command)),
  arm: (run, due, at) => core.timers.put(run.number, due, at),
  disarm: (run, due, at) => core.timers.remove(run.number, due, at),
  receive: (run, { event, key, at }) => {
    const waiting3 = { event, key, root: run.info.root };
    const kept = take(core, waiting3);
    if (kept === void 0) wait(core, waiting3, run.number, at);
    return kept;
  },
  withdraw: (run, { event, key, at }) => withdraw(core, { event, key, root: run.info.root }, run.number, at),
  // Without a key it belongs to the runs of one root.
  emit: (run, { event, key, payload }) => deliver2(core, { event, key, root: key === "" ? run.info.root : void 0 }, payload),
  launch: (run, command) => launch(core, run, command),
  stopCalled: (run, command) => stopCalled(core, run, command),
  tellObservers: (run, event, before) => {
    core.observing.told(run, event, before);
    if (run.residual.outcome !== null && before.outcome === null) toldCaller(core, run);
  }
});
var redeliver = (core, run, command) => {
  const position = positionOf(command.at);
  const hanging = run.engagements.get(position);
  if (hanging === void 0) return false;
  hanging.state = "off";
  hanging.stopped = true;
  hanging.controller?.abort();
  core.deliveries.delete(deliveryOf(run, command));
  const engagement = { command, state: "asked", stopped: false, controller: void 0 };
  run.engagements.set(position, engagement);
  core.perform(run, engagement);
  return true;
};

// src/durable/engine/timers.ts
var PAGE = 256;
var LONGEST3 = 6e4;
var Timers = class {
  #around;
  /** No timer is due before; it may be later. */
  #earliest = Infinity;
  #alarm;
  #stopped = false;
  constructor(around) {
    this.#around = around;
  }
  put(run, due, at) {
    this.#put(keyOf(run, due, at), due, { run, at });
  }
  remove(run, due, at) {
    this.#around.draft.put(keyOf(run, due, at), null);
  }
  /** A timer that belongs to no run. */
  putNamed(name, due) {
    this.#put(namedKey(name, due), due, { name });
  }
  removeNamed(name, due) {
    this.#around.draft.put(namedKey(name, due), null);
  }
  #put(key, due, timer2) {
    this.#around.draft.put(key, JSON.stringify(timer2));
    this.#earliest = Math.min(this.#earliest, due);
  }
  /** Looks for the earliest timer on record. */
  reset() {
    const [first2] = this.#around.draft.range({ ...below("t"), limit: 1 });
    this.#earliest = first2 === void 0 ? Infinity : dueOf(first2.key);
    this.arm();
  }
  /** Sets the alarm for the earliest timer. */
  arm() {
    if (this.#stopped || this.#earliest === Infinity || this.#earliest === this.#alarm?.due) return;
    this.#alarm?.cancel();
    const { clock } = this.#around;
    const due = this.#earliest;
    const delay = Math.min(Math.max(0, due - clock.now()), LONGEST3);
    this.#alarm = {
      due,
      cancel: clock.after(delay, () => {
        this.#alarm = void 0;
        this.#wake();
      })
    };
  }
  stop() {
    this.#stopped = true;
    this.#alarm?.cancel();
  }
  #wake() {
    if (this.#stopped) return;
    const { draft, clock } = this.#around;
    const due = draft.range({ from: "t/", to: `t/${sortable(Math.floor(clock.now()) + 1)}`, limit: PAGE });
    for (const { key, value } of due) {
      const timer2 = JSON.parse(value);
      if ("name" in timer2) {
        draft.put(key, null);
        this.#around.due(timer2.name);
      } else if (!this.#around.fired(timer2.run, timer2.at)) draft.put(key, null);
    }
    this.reset();
  }
};
var keyOf = (run, due, at) => ["t", sortable(due), sortable(run), named2(positionOf(at))].join("/");
var namedKey = (name, due) => ["t", sortable(due), "-", named2(name)].join("/");
var dueOf = (key) => numberOf(key.split("/")[1]);

// src/durable/engine/transactions.ts
var MOST4 = 100;
var Transactions = class {
  #waiting = [];
  add(run, engagement) {
    this.#waiting.push([run, engagement]);
  }
  /** Makes them; gives whether some are left for the commit after this one. */
  make(core, transaction) {
    for (let made = 0; made < MOST4; made++) {
      const next = this.#waiting.shift();
      if (next === void 0) return;
      transact(core, ...next, transaction);
    }
  }
  get left() {
    return this.#waiting.length > 0;
  }
  clear() {
    this.#waiting = [];
  }
};

// src/durable/engine/waiters.ts
var Waiters = class {
  #waiting = /* @__PURE__ */ new Map();
  add(run, resolve2, reject) {
    const known = this.#waiting.get(run);
    if (known === void 0) this.#waiting.set(run, [{ resolve: resolve2, reject }]);
    else known.push({ resolve: resolve2, reject });
  }
  resolve(run, outcome) {
    const waiting3 = this.#waiting.get(run);
    if (waiting3 === void 0) return;
    this.#waiting.delete(run);
    const told = outcome();
    for (const { resolve: resolve2 } of waiting3) resolve2(told);
  }
  reject(cause) {
    const all2 = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    for (const { reject } of all2) reject(cause);
  }
};

// src/durable/engine/draft.ts
var Draft = class {
  #records;
  /** By the letter that keys begin with: few kinds of record are ever searched while they change. */
  #kinds = /* @__PURE__ */ new Map();
  constructor(records) {
    this.#records = records;
  }
  put(key, value) {
    const letter = key.charAt(0);
    let kind = this.#kinds.get(letter);
    if (kind === void 0) this.#kinds.set(letter, kind = /* @__PURE__ */ new Map());
    kind.set(key, value);
  }
  get(key) {
    const value = this.#kinds.get(key.charAt(0))?.get(key);
    return value === void 0 ? this.#records.get(key) : value ?? void 0;
  }
  range(range) {
    const kind = this.#kinds.get(range.from.charAt(0));
    const changed = kind === void 0 ? [] : [...kind].filter(([key]) => key >= range.from && key < range.to);
    if (changed.length === 0) return this.#records.range(range);
    const { limit = Infinity, reverse = false } = range;
    const enough = Number.isFinite(limit) ? { ...range, limit: limit + changed.length } : range;
    const found = new Map([
      ...this.#records.range(enough).map(({ key, value }) => [key, value]),
      ...changed
    ]);
    const entries = [...found].flatMap(([key, value]) => value === null ? [] : [{ key, value }]);
    const sign = reverse ? -1 : 1;
    return entries.sort((one, other) => one.key < other.key ? -sign : sign).slice(0, limit);
  }
  /** All changes. */
  writes() {
    return [...this.#kinds.values()].flatMap((kind) => [...kind].map(([key, value]) => ({ key, value })));
  }
};

// src/durable/engine/writer.ts
var RETRY = 200;
var Writer = class {
  records;
  #clock;
  #writing;
  #draft;
  #afterwards = [];
  #rejects = [];
  #scheduled = false;
  #state = "open";
  /** Why nothing can be committed for now; undefined when it can. */
  #failure;
  #idle = [];
  constructor(records, clock, writing) {
    this.records = records;
    this.#clock = clock;
    this.#writing = writing;
    this.#draft = new Draft(records);
  }
  /** What will be committed next, and the journal as it will be then. */
  get draft() {
    return this.#draft;
  }
  get state() {
    return this.#state;
  }
  /** Why nothing will be committed any more; undefined when it may be. */
  get given() {
    return isPassing(this.#failure) ? void 0 : this.#failure;
  }
  /** Commits what has been drafted at the end of this turn of the event loop. */
  schedule() {
    if (this.#scheduled || this.#state === "closed") return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }
  /** Calls `act` when what has been drafted is on disk, or `reject` when it never will be. */
  afterwards(act, reject) {
    this.#afterwards.push(act);
    if (reject !== void 0) this.#rejects.push(reject);
    this.schedule();
  }
  /** Puts something into the next commit. Resolves when it is on disk; rejects when it is not, and never will be. */
  commit(work) {
    return new Promise((resolve2, reject) => {
      if (this.#state !== "open") return reject(new EngineClosed());
      if (this.given !== void 0) return reject(this.given);
      const result = work();
      this.afterwards(() => resolve2(result), reject);
    });
  }
  #flush() {
    this.#scheduled = false;
    if (this.#state === "closed") return;
    try {
      this.records.commit((transaction) => {
        this.#writing.complete(transaction);
        return this.#draft.writes();
      });
    } catch (cause) {
      this.fail(cause);
      return;
    }
    const afterwards2 = this.#afterwards;
    this.#clear();
    this.#writing.committed();
    for (const act of afterwards2) act();
    if (!this.#scheduled) for (const act of this.#idle.splice(0)) act();
  }
  /** Gives up what has been drafted; tries again later if that may help. */
  fail(cause) {
    const rejects = this.#rejects;
    this.#clear();
    this.#failure = cause;
    this.#writing.lost(cause);
    for (const reject of rejects) reject(cause);
    for (const act of this.#idle.splice(0)) act();
    if (isPassing(cause)) this.#clock.after(RETRY, () => this.recover());
  }
  /** Reads everything from the journal. */
  recover() {
    if (this.#state === "closed") return;
    this.#failure = void 0;
    try {
      this.#writing.recover();
    } catch (cause) {
      this.fail(cause);
    }
  }
  #clear() {
    this.#draft = new Draft(this.records);
    this.#afterwards = [];
    this.#rejects = [];
  }
  /** Resolves when nothing more is to be committed before something happens outside. */
  async idle() {
    for (let turn = 0; turn < 2; turn++) {
      await new Promise((resolve2) => setImmediate(resolve2));
      if (this.#scheduled) await new Promise((resolve2) => this.#idle.push(resolve2));
    }
  }
  /** Takes no more requests; what is under way may still be committed. */
  drain() {
    if (this.#state === "open") this.#state = "closing";
  }
  /** As the end of the process: what has not been committed is lost. */
  end() {
    this.#state = "closed";
    const rejects = this.#rejects;
    this.#clear();
    for (const reject of rejects) reject(new EngineClosed());
    for (const act of this.#idle.splice(0)) act();
  }
};
var isPassing = (cause) => cause instanceof JournalFailure && cause.passing;

// src/durable/engine/core.ts
var Core = class {
  registry;
  payloads;
  clock;
  observing;
  timers;
  /** What the runs see of it. */
  around;
  /** The runs in memory. */
  runs = /* @__PURE__ */ new Map();
  /** Answers that are out, or have come and are not on disk yet, by delivery. */
  deliveries = /* @__PURE__ */ new Map();
  #parts;
  #writer;
  #waiters = new Waiters();
  #transactions = new Transactions();
  #changed = /* @__PURE__ */ new Set();
  /** What is to be told to other runs, once the one that is being told has settled. */
  #posted = [];
  #posting = false;
  #epoch = 0;
  #ticks = 0;
  constructor(parts) {
    this.#parts = parts;
    this.registry = parts.registry;
    this.payloads = parts.payloads;
    this.clock = parts.clock;
    this.observing = parts.observing;
    this.#writer = new Writer(parts.records, parts.clock, {
      complete: (transaction) => {
        this.#transactions.make(this, transaction);
        for (const run of this.#changed) recordRun(this, run);
      },
      committed: () => this.#committed(),
      lost: (cause) => this.#lost(cause),
      recover: () => this.#recover()
    });
    this.timers = new Timers(this);
    this.around = surroundingsOf(this);
  }
  /** Goes on with everything that was under way. */
  open() {
    this.#epoch = Number(this.records.get("x/epoch") ?? 0) + 1;
    this.draft.put("x/epoch", String(this.#epoch));
    this.schedule();
    this.#writer.recover();
  }
  get records() {
    return this.#writer.records;
  }
  get draft() {
    return this.#writer.draft;
  }
  now = () => this.clock.now();
  tick = () => this.#epoch * 2 ** 32 + this.#ticks++;
  changed = (run) => {
    this.#changed.add(run);
    this.schedule();
  };
  schedule() {
    this.#writer.schedule();
  }
  /** Calls `act` when what has been drafted is on disk. */
  afterwards(act) {
    this.#writer.afterwards(act);
  }
  /** Puts something into the next commit. Resolves when it is on disk; rejects when it is not, and never will be. */
  commit(work) {
    return this.#writer.commit(work);
  }
  #committed() {
    const changed = this.#changed;
    this.#changed = /* @__PURE__ */ new Set();
    if (this.#transactions.left) this.schedule();
    for (const run of changed) this.#park(run);
    this.timers.arm();
  }
  /** What nobody needs in memory any more is forgotten. */
  #park(run) {
    if (run.dead || run.busy) return;
    this.runs.delete(run.number);
    run.dead = true;
    const { outcome } = run.residual;
    if (outcome !== null) this.#waiters.resolve(run.number, () => presented(outcome));
  }
  #lost(cause) {
    const dropped2 = [...this.runs.values()];
    this.runs.clear();
    this.#changed = /* @__PURE__ */ new Set();
    this.#transactions.clear();
    for (const run of dropped2) {
      run.dead = true;
      for (const engagement of run.engagements.values()) this.released(engagement);
    }
    this.observing.journalFailed(cause);
    if (this.#writer.given !== void 0) this.#waiters.reject(cause);
  }
  /** Loads all that was under way, and does what is to be done about it. */
  #recover() {
    for (const status of ["held", "running"])
      for (const { key } of this.records.range(below("l", status))) this.load(numberOf(lastOf(key)));
    this.timers.reset();
    this.schedule();
  }
  // --- runs ---
  /** Begins a run, and gives its number. Errors: throws when its input cannot be written. */
  create(beginning) {
    return createRun(this, beginning);
  }
  /** The run with this number, in memory; undefined when there is none, or when nobody can go on with it. */
  load(number2) {
    return this.runs.get(number2) ?? loadRun(this, number2);
  }
  info(number2) {
    const live = this.runs.get(number2);
    if (live !== void 0) return live.info;
    const text = this.draft.get(runKey(number2));
    return text === void 0 ? void 0 : JSON.parse(text);
  }
  numberOf(id) {
    const text = this.draft.get(idKey(id));
    return text === void 0 ? void 0 : Number(text);
  }
  /** The status of a run as lists show it. */
  statusOf(number2, info) {
    if (info.status !== "running") return info.status;
    if (typeof this.registry.programOf(info) === "string") return "held";
    return this.draft.get(listKey("waiting", info.workflow, number2)) === void 0 ? "running" : "waiting";
  }
  /** The outcome of a run, when it has one. */
  outcome(number2) {
    return new Promise((resolve2, reject) => {
      const { given, state } = this.#writer;
      if (given !== void 0) return reject(given);
      const info = this.info(number2);
      const text = this.runs.has(number2) ? void 0 : this.records.get(outcomeKey(number2));
      if (text !== void 0 && info !== void 0 && isEnded(info.status))
        return resolve2(presented(this.payloads.read(text)));
      if (state === "closed") return reject(new EngineClosed());
      this.#waiters.add(number2, resolve2, reject);
    });
  }
  /** Does something to another run, once the one that is being told has settled. */
  post(act) {
    this.#posted.push(act);
    if (this.#posting) return;
    this.#posting = true;
    try {
      for (let next = this.#posted.shift(); next !== void 0; next = this.#posted.shift()) next();
    } finally {
      this.#posting = false;
    }
  }
  /** Tells a run what happened at a position; false when there is nobody to tell, or it came too late. */
  tell(number2, event) {
    const run = this.load(number2);
    if (run === void 0) return false;
    return run.tell(event);
  }
  /** Makes a call when what has been drafted is on disk, or in the same commit. */
  perform(run, engagement) {
    engagement.state = "intended";
    if (engagement.command.request.operation.delivery === "tx") this.#transactions.add(run, engagement);
    else this.afterwards(() => call2(this, run, engagement));
    this.schedule();
  }
  /** Starts an operation, now or when there is room. */
  admit(run, engagement) {
    const { admit } = this.#parts;
    if (this.#writer.state !== "open") return;
    if (admit === void 0) run.admitted(engagement);
    else admit(run, engagement, () => run.admitted(engagement));
  }
  released = (engagement) => this.#parts.released?.(engagement);
  beaten = (engagement) => this.#parts.beaten?.(engagement);
  fired = (number2, at) => this.tell(number2, { kind: "fired", at, time: this.now() });
  due = (name) => this.#parts.due?.(name);
  wake = (number2, at, payload, again2) => {
    const info = this.info(number2);
    if (info === void 0 || typeof this.registry.programOf(info) === "string") return false;
    this.post(() => {
      if (!this.tell(number2, { kind: "received", payload, at, time: this.now() })) again2();
    });
    return true;
  };
  /** Resolves when nothing more can be done before an operation ends or time passes. */
  idle() {
    return this.#writer.idle();
  }
  /** Starts nothing more, waits for the calls that are under way, commits their answers, and lets the journal go. */
  async close() {
    if (this.#writer.state !== "open") return;
    this.#writer.drain();
    this.timers.stop();
    while (this.deliveries.size > 0 && this.#writer.given === void 0) {
      await Promise.allSettled(this.deliveries.values());
      await this.idle();
    }
    await this.idle();
    this.end();
    this.records.close();
  }
  /** As the end of the process: what has not been committed is lost. */
  end() {
    this.timers.stop();
    for (const run of this.runs.values()) run.dead = true;
    this.runs.clear();
    this.#changed.clear();
    this.#writer.end();
    this.#waiters.reject(new EngineClosed());
  }
};

// src/durable/engine/observing.ts
var nobody = {
  created: () => void 0,
  told: () => void 0,
  calling: () => void 0,
  answered: () => void 0,
  held: () => void 0,
  journalFailed: () => void 0
};

// src/durable/payload/text.ts
import { parse as parse2, stringify as stringify2 } from "devalue";

// src/machine/write.ts
import { parse, stringify } from "devalue";
var Unwritable = class extends TypeError {
  name = "Unwritable";
  code = "machine/unwritable";
  /** Where in the residual: `.root.child.value.client`. */
  path;
  constructor(cause) {
    const { message, path = "" } = cause;
    super(
      `The run holds a value that cannot be written down: ${message} (at ${path}). Carry plain data through the workflow, and make the rest in the implementations. (machine/unwritable)`,
      { cause }
    );
    this.path = path;
  }
};

// src/durable/payload/levels.ts
var levels = (value, most, seen = /* @__PURE__ */ new Set()) => {
  if (most === 0 || typeof value !== "object" || value === null || seen.has(value)) return 0;
  seen.add(value);
  let deepest = 0;
  for (const part of partsOf2(value)) deepest = Math.max(deepest, levels(part, most - 1, seen));
  return deepest + 1;
};
var partsOf2 = (value) => value instanceof Map ? [...value].flat() : value instanceof Set ? value : ArrayBuffer.isView(value) ? [] : Object.values(value);

// src/durable/payload/text.ts
var textOf = (value) => left(value, LARGEST2, PLAIN_LEVELS) >= 0 ? JSON.stringify(value) : DEVALUE + devalued(value);
var valueOf2 = (text) => {
  try {
    return text.startsWith(DEVALUE) ? parse2(text.slice(DEVALUE.length)) : JSON.parse(text);
  } catch (cause) {
    throw new PayloadFailure(
      "payload/malformed",
      "A value cannot be read, because its text is not what was written. Restore the journal from a backup.",
      { length: text.length },
      cause
    );
  }
};
var DEVALUE = "~";
var LARGEST2 = 1 << 20;
var PLAIN_LEVELS = 200;
var MOST_LEVELS = 1e3;
var devalued = (value) => {
  let text;
  try {
    text = stringify2(value);
  } catch (cause) {
    const { message, path } = cause;
    throw new Unwritable({ message, path: path || "the value itself", cause });
  }
  if (text.length > MOST_LEVELS && levels(value, MOST_LEVELS + 1) > MOST_LEVELS)
    throw new Unwritable({
      message: `It has more than ${MOST_LEVELS} levels`,
      path: "the value itself"
    });
  return text;
};
var left = (value, budget, deepest) => {
  if (typeof value === "string") return budget - value.length - 1;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? budget - 1 : -1;
  if (typeof value === "boolean" || value === null) return budget - 1;
  if (typeof value !== "object" || deepest === 0) return -1;
  return Array.isArray(value) ? leftOfArray(value, budget - 1, deepest - 1) : leftOfObject(value, budget - 1, deepest - 1);
};
var leftOfArray = (values2, budget, deepest) => {
  if (Object.getPrototypeOf(values2) !== Array.prototype) return -1;
  let rest = budget;
  for (let index = 0; index < values2.length && rest >= 0; index++) rest = left(values2[index], rest, deepest);
  return rest;
};
var leftOfObject = (values2, budget, deepest) => {
  if (Object.getPrototypeOf(values2) !== Object.prototype) return -1;
  let rest = budget;
  for (const key in values2) {
    if (rest < 0 || key === "__proto__") return -1;
    rest = left(values2[key], rest - key.length, deepest);
  }
  return rest < 0 || Object.getOwnPropertySymbols(values2).length > 0 ? -1 : rest;
};

// src/durable/engine/payloads.ts
var payloadsOf = (payload) => ({
  line: textOf,
  readLine: valueOf2,
  lines: (lines) => payload.encode(lines.join("\n")),
  readLines: (value) => payload.read(value).split("\n").map(valueOf2),
  write: (value, what) => payload.write(textOf(value), what),
  read: (value) => valueOf2(payload.read(value)),
  check: payload.check
});

// src/durable/engine/registry.ts
var Registry = class {
  #workflows = /* @__PURE__ */ new Map();
  #services = /* @__PURE__ */ new Map();
  #handlers = /* @__PURE__ */ new Map();
  /**
   * Errors: throws `run/duplicate-provider`, and `run/missing-provider` when something that a workflow does or calls is given
   * by nobody.
   */
  constructor(workflows, providers, handlers) {
    for (const provider of [...workflows, ...providers])
      if (provider.kind === "workflow") this.#addWorkflow(provider);
      else this.#addService(provider);
    for (const workflow of this.#workflows.values())
      for (const { node } of programOf(workflow).sites.values()) {
        if (node.kind !== "perform") continue;
        const { request: request2 } = node;
        if (request2.kind === "call") this.workflow(request2.workflow, request2.version);
        if (request2.kind !== "operation") continue;
        const { operation } = request2;
        this.#handlers.set(
          operation,
          handlers?.(operation) ?? handlerOf(this.#services.get(operation.service), operation)
        );
      }
  }
  /** The workflow of a name and version. Errors: throws `run/missing-provider`. */
  workflow(name, version) {
    const workflow = this.#workflows.get(keyOf2(name, version));
    if (workflow === void 0)
      throw new MissingProvider(
        `the workflow "${name}" (version ${version})`,
        "Add it to the workflows of the engine."
      );
    return workflow;
  }
  has(workflow) {
    return this.#workflows.get(keyOf2(workflow.name, workflow.version)) === workflow;
  }
  laidOut(workflow) {
    return programOf(workflow);
  }
  /** All workflows. */
  workflows() {
    return [...this.#workflows.values()];
  }
  handler(operation) {
    const handler = this.#handlers.get(operation);
    if (handler === void 0) throw new MissingProvider(operationName(operation), "Open the engine anew.");
    return handler;
  }
  /** The program that goes on with a run, or what is missing, in words. */
  programOf({ workflow, version, term }) {
    const found = this.#workflows.get(keyOf2(workflow, version));
    if (found === void 0) {
      const known = [...this.#workflows.values()].filter(({ name }) => name === workflow);
      return known.length === 0 ? `no workflow "${workflow}" is registered` : `version ${version} of "${workflow}" is not registered (there is ${known.map((one) => one.version).join(", ")})`;
    }
    const program = programOf(found);
    return program.fingerprint === term ? program : `"${workflow}" has another structure than when the run was started, under the same version ${version}`;
  }
  #addWorkflow(workflow) {
    const key = keyOf2(workflow.name, workflow.version);
    const other = this.#workflows.get(key);
    if (other !== void 0 && other !== workflow)
      throw new DuplicateProvider(`the workflow "${workflow.name}" (version ${workflow.version})`);
    this.#workflows.set(key, workflow);
  }
  #addService(implementation) {
    const { name } = implementation.signature;
    const other = this.#services.get(name);
    if (other !== void 0 && other !== implementation) throw new DuplicateProvider(name);
    this.#services.set(name, implementation);
  }
};
var keyOf2 = (name, version) => `${name}@${version}`;

// src/durable/engine/intervention.ts
var cancelRun = (core, number2, reason, { detached = false }) => {
  core.payloads.line(reason);
  if (detached) for (const child2 of childrenOf2(core, number2)) cancelRun(core, child2, reason, { detached });
  core.tell(number2, { kind: "cancelled", reason, time: core.now() });
};
var resumeRun = (core, number2, id) => {
  const run = loaded(core, number2, id);
  if (run.residual.outcome?._tag !== "Stuck") throw new NotPossible(id, "resumed", "it is not stuck");
  const stuck = stuckIn(core, run);
  if (stuck.length === 0) core.tell(number2, { kind: "resumed", time: core.now() });
  for (const child2 of stuck) resumeRun(core, child2, core.info(child2)?.id ?? "");
};
var retryNode = (core, number2, id, nodeId2) => {
  const run = loaded(core, number2, id);
  const found = commandsOf(run.program, run.residual).find((command) => command.id === nodeId2);
  if (found?.kind === "timer" && found.due !== null && run.program.sites.get(found.at.node)?.node.kind !== "perform") {
    core.tell(number2, { kind: "fired", at: found.at, time: Math.max(found.due, core.now()) });
    return;
  }
  if (found?.kind !== "operation" || !redeliver(core, run, found))
    throw new NotPossible(
      id,
      `retried at "${nodeId2}"`,
      "nothing at this node is under way, or waits to be tried again"
    );
};
var loaded = (core, number2, id) => {
  const run = core.load(number2);
  if (run !== void 0) return run;
  const info = core.info(number2);
  if (info === void 0) throw new UnknownRun(id);
  throw new NotPossible(id, "changed", `it is held, because ${info.held ?? "its code is missing"}`);
};

// src/durable/engine/search.ts
var PAGE2 = 256;
var search = (core, query) => {
  const { limit = 100, after: after2 } = query;
  const runs = [];
  let last = 0;
  const found = candidates(core, query);
  for (const number2 of found(after2)) {
    const info = core.info(number2);
    if (info === void 0) continue;
    const summary = summaryOf(core, number2, info);
    if (!matches(summary, query)) continue;
    if (runs.length >= limit) return { runs, next: sortable(last) };
    runs.push(summary);
    last = number2;
  }
  return { runs, next: void 0 };
};
var candidates = (core, { workflow, status, attributes = {} }) => {
  const [attribute] = Object.entries(attributes);
  if (attribute !== void 0) {
    const [name, value] = attribute;
    return (after2) => numbersBelow(core, ["a", named2(name), attributePart(value)], after2);
  }
  if (status !== void 0 && workflow !== void 0)
    return (after2) => numbersBelow(core, ["l", status, named2(workflow)], after2);
  return (after2) => numbersBelow(core, ["r"], after2);
};
function* numbersBelow(core, parts, after2) {
  const { from: from3, to } = below(...parts);
  let end2 = after2 === void 0 ? to : `${from3}${named2(after2)}`;
  for (; ; ) {
    const page = core.draft.range({ from: from3, to: end2, limit: PAGE2, reverse: true });
    for (const { key } of page) yield numberOf(lastOf(key));
    const last = page.at(-1);
    if (last === void 0 || page.length < PAGE2) return;
    end2 = last.key;
  }
}
var matches = (summary, query) => (query.workflow === void 0 || summary.workflow === query.workflow) && (query.status === void 0 || summary.status === query.status) && (query.startedAfter === void 0 || summary.started >= query.startedAfter) && (query.startedBefore === void 0 || summary.started < query.startedBefore) && Object.entries(query.attributes ?? {}).every(
  ([name, value]) => Object.hasOwn(summary.attributes, name) && summary.attributes[name] === value
);
var summaryOf = (core, number2, info) => ({
  id: info.id,
  workflow: info.workflow,
  version: info.version,
  status: core.statusOf(number2, info),
  started: info.started,
  ended: info.ended,
  attributes: info.attributes ?? {},
  caller: info.parent === void 0 ? void 0 : core.info(info.parent.run)?.id,
  held: info.held
});

// src/durable/engine/run-report.ts
var reportOf = (core, number2, id) => {
  const info = core.info(number2);
  if (info === void 0) throw new UnknownRun(id);
  const summary = summaryOf(core, number2, info);
  const milestones = core.draft.range(below("m", sortable(info.root))).filter(({ key }) => lastOf(key) === "latest" && key.split("/")[3] === "").map(({ key }) => unnamed(key.split("/")[2]));
  const residual = core.load(number2)?.residual;
  const outcome = outcomeOf2(core, number2, summary.status);
  return {
    ...summary,
    positions: residual === void 0 ? [] : positionsOf(core, number2, info, residual),
    milestones,
    values: residual === void 0 ? {} : valuesOf(residual),
    undone: residual === void 0 ? [] : [...values(residual.undone)],
    owed: outcome?._tag === "Stuck" ? outcome.owed : [],
    outcome
  };
};
var outcomeOf2 = (core, number2, status) => {
  if (status === "queued" || status === "running" || status === "waiting" || status === "held")
    return void 0;
  const value = core.draft.get(outcomeKey(number2));
  return value === void 0 ? void 0 : presented(core.payloads.read(value));
};
var positionsOf = (core, number2, info, residual) => {
  const program = core.registry.programOf(info);
  if (typeof program === "string") return [];
  return commandsOf(program, residual).map((command) => positionOfCommand(core, number2, info, command));
};
var positionOfCommand = (core, number2, info, command) => {
  const node = command.id;
  switch (command.kind) {
    case "operation": {
      const detail = checkpointOf(core, number2, positionOf(command.at));
      const { attempt: attempt5, undoing, started } = command;
      return {
        kind: "operation",
        node,
        attempt: attempt5,
        undoing,
        started,
        ...detail === void 0 ? {} : { detail }
      };
    }
    case "timer":
      return { kind: "timer", node, due: command.due };
    case "receive":
      return { kind: "event", node, event: command.event.name, key: command.key };
    case "emit":
      return { kind: "emit", node, event: command.event.name };
    case "call":
      return {
        kind: "call",
        node,
        workflow: command.request.workflow,
        run: idempotencyKey(info.id, command.id, command.renewals)
      };
  }
};
var valuesOf = ({ root: root2, paying }) => {
  const found = {};
  const region = ({ child: child2 }) => {
    if (child2 !== null) live(child2);
  };
  const rollback = (one) => {
    if (one?.paying?.kind === "debt") region(one.paying.region);
  };
  const live = (one) => {
    switch (one.kind) {
      case "carry":
        if (isRecord(one.value)) {
          for (const [name, value] of Object.entries(one.value))
            if (name !== "input") define2(found, name, value);
        }
        return live(one.child);
      case "attempt":
      case "retry":
      case "bracket":
        return region(one.region);
      case "scope":
        rollback(one.paying);
        return region(one.region);
      case "iterate":
        return live(one.child);
      case "parallel":
      case "forEach":
        for (const branch of values(one.branches)) if (branch.kind === "running") live(branch.child);
        return;
      case "contest":
        for (const contestant of values(one.all)) region(contestant.region);
        return;
      case "operation":
      case "timer":
      case "receive":
      case "emit":
      case "call":
      case "never":
    }
  };
  region(root2);
  rollback(paying);
  return found;
};
var define2 = (record, name, value) => {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
};
var isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;

// src/durable/engine/run-handle.ts
var handleOf = (core, number2, id) => ({
  id,
  result: () => core.outcome(number2),
  signal: async (event, payload, options = {}) => {
    const { key = "" } = options;
    if (key !== "") checkedId("key of an event", key);
    const value = crossBorder(event.payload, payload, `payload of event ${event.name}`);
    return core.commit(() => {
      const info = core.info(number2);
      if (info === void 0 || isEnded(core.statusOf(number2, info))) return "ended";
      const { root: root2 } = info;
      if (options.id !== void 0 && isRepeated(core, root2, event, checkedId("id of an event", options.id)))
        return "repeated";
      deliver2(core, { event, key, root: root2 }, value);
      return "accepted";
    });
  },
  query: () => core.commit(() => reportOf(core, number2, id)),
  cancel: (reason, options = {}) => core.commit(() => cancelRun(core, number2, reason, options)),
  resume: () => core.commit(() => resumeRun(core, number2, id)),
  retry: (nodeId2) => core.commit(() => retryNode(core, number2, id, nodeId2))
});

// src/durable/engine/engine.ts
var open3 = async (options) => {
  const { workflows, implementations = [], journal, clock = systemClock, standby = false, signal } = options;
  const registry = new Registry(workflows, implementations);
  const { payload = [], payloadLimit } = options;
  const payloads = payloadsOf(payloadOf(payload, payloadLimit === void 0 ? {} : { limit: payloadLimit }));
  const records = await journal.open({ standby, ...signal === void 0 ? {} : { signal } });
  const core = new Core({ records, registry, payloads, clock, observing: nobody });
  core.open();
  return engineOf(core, options.newId ?? (() => globalThis.crypto.randomUUID()));
};
var Engine = { open: open3 };
var engineOf = (core, newId) => ({
  start: (workflow, input, options = {}) => start2(core, workflow, input, options, newId),
  get: async (workflow, id) => {
    const number2 = core.numberOf(id);
    const info = number2 === void 0 ? void 0 : core.info(number2);
    if (number2 === void 0 || info === void 0) throw new UnknownRun(id);
    if (info.workflow !== workflow.name) throw new IdTaken(id, info.workflow);
    return handleOf(core, number2, id);
  },
  emit: async (event, payload, { key, id }) => {
    checkedId("key of an event", key);
    const value = crossBorder(event.payload, payload, `payload of event ${event.name}`);
    return core.commit(() => {
      if (id !== void 0 && isRepeated(core, void 0, event, checkedId("id of an event", id)))
        return "repeated";
      deliver2(core, { event, key, root: void 0 }, value);
      return "accepted";
    });
  },
  list: (query = {}) => core.commit(() => search(core, query)),
  check: () => core.records.check(),
  close: () => core.close(),
  [Symbol.asyncDispose]: () => core.close()
});
var start2 = async (core, workflow, input, { id: given, attributes, trace, priority, fairKey }, newId) => {
  const { name, version } = workflow;
  if (!core.registry.has(workflow)) throw new UnknownWorkflow(name, version);
  crossBorder(workflow.input, input, `input of workflow ${name}`);
  const id = given === void 0 ? newId() : checkedId("id of a run", given);
  const line = core.payloads.line(input);
  core.payloads.check(line, () => `input of the run "${id}"`);
  const number2 = await core.commit(() => {
    const there = given === void 0 ? void 0 : core.numberOf(id);
    if (there !== void 0) return sameAs(core, there, name, line);
    return core.create({
      id,
      workflow: name,
      version,
      input,
      about: {
        ...attributes === void 0 ? {} : { attributes: checkedAttributes(attributes) },
        ...trace === void 0 ? {} : { trace },
        ...priority === void 0 ? {} : { priority },
        ...fairKey === void 0 ? {} : { fairKey }
      }
    });
  });
  return handleOf(core, number2, id);
};
var sameAs = (core, number2, workflow, line) => {
  const info = core.info(number2);
  const batch = core.draft.get(batchKey(number2, 0));
  const live = core.runs.get(number2)?.lines[0];
  const [beginning] = batch === void 0 ? [] : core.payloads.readLines(batch);
  const first2 = beginning ?? (live === void 0 ? void 0 : core.payloads.readLine(live));
  if (info?.workflow !== workflow || first2 === void 0 || core.payloads.line(first2.input) !== line)
    throw new IdTaken(info?.id ?? "", info?.workflow ?? "");
  return number2;
};
var checkedAttributes = (attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    checkedId("name of an attribute", name);
    if (typeof value === "string") checkedId(`attribute ${name}`, value, 0);
    else if (typeof value !== "boolean" && !Number.isFinite(value))
      checkedId(`attribute ${name}`, value);
  }
  return attributes;
};

// test/smoke.tmp.ts
import { rmSync } from "node:fs";
var Ops = signature_exports.make("Ops", { a: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" }, un: { input: t.number, output: t.void, effect: "undo" } });
var body = step_exports.pure((n) => n);
for (let i = 0; i < 10; i++) body = pipe(body, step_exports.andThen(pipe(saga_exports.undoable(Ops.a, pipe(Ops.un)), step_exports.label(`s${i}`))));
var w = workflow_exports.make("ten", { version: 1, input: t.number, output: t.number, body });
var file = "/work/tmp-bench.db";
for (const s of ["", "-wal", "-shm", "-lock", "-lock-wal"]) rmSync(file + s, { force: true });
var engine = await Engine.open({ journal: process.argv[2] === "memory" ? memoryJournal() : sqlite(file), workflows: [w], implementations: [implement(Ops, { a: async (n) => n + 1, un: () => void 0 })] });
var runOne = async () => {
  const h = await engine.start(w, 1);
  const r = await h.result();
  if (r.output !== 11) throw new Error(JSON.stringify(r));
};
for (const conc of [32]) {
  for (let i = 0; i < 100; i++) await runOne();
  const N = 4e3;
  let left2 = N;
  const t0 = performance.now(), c0 = process.cpuUsage();
  await Promise.all(Array.from({ length: conc }, async () => {
    while (left2-- > 0) await runOne();
  }));
  const d = performance.now() - t0, c = process.cpuUsage(c0);
  console.log(conc, Math.round(N * 10 / d * 1e3), "steps/s", "cpu us/step user", (c.user / N / 10).toFixed(1), "sys", (c.system / N / 10).toFixed(1));
}
await engine.close();
