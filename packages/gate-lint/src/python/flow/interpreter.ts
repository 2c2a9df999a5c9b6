import type { ProjectClasses } from '../project-classes.js';
import { textOf, type FunctionInfo, type ModuleIndex } from '../syntax/module-index.js';
import { child, type PyNode } from '../syntax/node.js';
import type { CallCheck, CallSite, Reporter } from './call-site.js';
import { Environment } from './environment.js';
import { elementOf, evaluateExpression } from './expressions.js';
import { BudgetExceeded, type AssignmentCheck, type Flow, type ReturnCheck } from './flow.js';
import { dependencyNames, parameterValue } from './handlers.js';
import { accessPath } from './names.js';
import { executeBlock } from './statements.js';
import { joinTaint, joinValues, through, UNKNOWN, type Value } from './value.js';

export interface Checks {
  readonly calls: readonly CallCheck[];
  readonly assignments: readonly AssignmentCheck[];
  readonly returns: readonly ReturnCheck[];
}

/** The largest files of people that were tried take 100,000. */
const STEP_LIMIT = 1_000_000;
const CALL_DEPTH = 4;

interface Frame {
  readonly fn: FunctionInfo | undefined;
  readonly environment: Environment;
  result: Value;
}

/**
 * Follows values through one file: the module's top first, then every function as the framework would call it.
 * Local functions are followed into with the values they are given. Nothing is executed; strings are compared and joined.
 * @throws {BudgetExceeded}
 */
export class Interpreter implements Flow {
  readonly module: ModuleIndex;
  readonly classes: ProjectClasses;
  readonly #checks: Checks;
  readonly #report: Reporter;
  readonly #top = new Environment();
  readonly #surroundings = new Map<PyNode, Environment>();
  readonly #attributes = new Map<PyNode, Value>();
  /** What functions return that were given nothing of interest. */
  readonly #results = new Map<FunctionInfo, Value>();
  readonly #frames: Frame[] = [];
  #steps = 0;

  constructor(module: ModuleIndex, classes: ProjectClasses, checks: Checks, report: Reporter) {
    this.module = module;
    this.classes = classes;
    this.#checks = checks;
    this.#report = report;
  }

  get current(): FunctionInfo | undefined {
    return this.#frames.at(-1)?.fn;
  }

  run(): void {
    this.#enter(undefined, this.#top, this.module.root);
    const dependencies = dependencyNames(this.module);
    for (const fn of this.module.functions.values()) {
      const environment = new Environment(this.#surroundings.get(fn.node) ?? this.#top);
      for (const parameter of fn.parameters) {
        const value = parameterValue(parameter, fn, {
          module: this.module,
          classes: this.classes,
          dependencies,
        });
        environment.set(parameter.name, this.#typed(value, parameter.annotation));
        if (parameter.default !== undefined) this.evaluate(parameter.default, this.#top);
      }
      this.#enter(fn, environment, fn.body);
    }
  }

  evaluate(node: PyNode, environment: Environment): Value {
    if (++this.#steps > STEP_LIMIT) throw new BudgetExceeded();
    if (node.type === 'function_definition') return this.#define(node, environment);
    if (node.type === 'class_definition') return this.#defineClass(node, environment);
    return evaluateExpression(this, node, environment);
  }

  execute(block: PyNode, environment: Environment): boolean {
    this.#steps++;
    return executeBlock(this, block, environment);
  }

  bind(target: PyNode, value: Value, environment: Environment): void {
    if (/^(?:pattern_list|tuple_pattern|list_pattern|tuple|list|expression_list)$/.test(target.type)) {
      this.#bindEach(target, value, environment);
      return;
    }
    if (
      target.type === 'list_splat_pattern' ||
      target.type === 'as_pattern_target' ||
      target.type === 'parenthesized_expression'
    ) {
      const inner = target.children[0];
      if (inner !== undefined) this.bind(inner, value, environment);
      return;
    }
    const path = accessPath(target, this.module);
    if (path !== undefined) environment.assign(path, through(value, target));
    if (target.type === 'subscript' || target.type === 'attribute') this.#fill(target, value, environment);
  }

  invoke(fn: FunctionInfo, bound: ReadonlyMap<string, Value>): Value {
    if (this.#frames.length > CALL_DEPTH || this.#frames.some((frame) => frame.fn === fn)) return UNKNOWN;
    const isPlain = [...bound.values()].every(
      (value) => value.taint === undefined && value.secret === undefined,
    );
    const before = isPlain ? this.#results.get(fn) : undefined;
    if (before !== undefined) return before;
    const result = this.#enterWith(fn, bound);
    if (isPlain) this.#results.set(fn, result);
    return result;
  }

  #enterWith(fn: FunctionInfo, bound: ReadonlyMap<string, Value>): Value {
    const environment = new Environment(this.#surroundings.get(fn.node) ?? this.#top);
    for (const parameter of fn.parameters) {
      const given = bound.get(parameter.name);
      const fallback =
        parameter.default === undefined ? UNKNOWN : this.evaluate(parameter.default, this.#top);
      environment.set(parameter.name, given === undefined ? fallback : through(given, parameter.node));
    }
    return this.#enter(fn, environment, fn.body);
  }

  attributeOfSelf(name: string): Value | undefined {
    const given = this.current?.owner?.attributes.get(name);
    if (given === undefined) return undefined;
    const known = this.#attributes.get(given);
    if (known !== undefined) return known;
    this.#attributes.set(given, UNKNOWN);
    const value = { ...this.evaluate(given, this.#top), taint: undefined };
    this.#attributes.set(given, value);
    return value;
  }

  methodOf(className: string, method: string): FunctionInfo | undefined {
    const seen = new Set([className]);
    for (const name of seen) {
      const declared = this.module.classes.get(name);
      const found = declared?.methods.get(method);
      if (found !== undefined) return found;
      for (const base of declared?.bases ?? []) seen.add(base);
    }
    return undefined;
  }

  returned(value: Value, node: PyNode): void {
    const frame = this.#frames.at(-1);
    if (frame?.fn === undefined) return;
    frame.result = frame.result === UNKNOWN ? value : joinValues(frame.result, value);
    for (const check of this.#checks.returns)
      check({ value, node, fn: frame.fn, module: this.module }, this.#report);
  }

  inspect(call: CallSite): void {
    for (const check of this.#checks.calls) check(call, this.#report);
  }

  inspectAssignment(target: PyNode, value: Value, assignment: PyNode, environment: Environment): void {
    const object = target.type === 'attribute' ? child(target, 'object') : undefined;
    const site = {
      target,
      targetText: textOf(this.module, target),
      owner: object === undefined ? undefined : this.evaluate(object, environment),
      value,
      valueNode: child(assignment, 'right') ?? assignment,
      node: assignment,
      module: this.module,
    };
    for (const check of this.#checks.assignments) check(site, this.#report);
  }

  #enter(fn: FunctionInfo | undefined, environment: Environment, body: PyNode): Value {
    const frame: Frame = { fn, environment, result: UNKNOWN };
    this.#frames.push(frame);
    this.execute(body, environment);
    this.#frames.pop();
    return frame.result;
  }

  #define(node: PyNode, environment: Environment): Value {
    const info = this.module.functions.get(node);
    if (info === undefined) return UNKNOWN;
    const isWrapped = info.decorators.some(
      (one) =>
        !/^(?:staticmethod|classmethod|\w+\.(?:get|post|put|patch|delete|route)|lru_cache|functools\.\w+|cache)$/.test(
          one.name,
        ),
    );
    // A decorator that is not known may change what the function does; the result is then not known either.
    const value: Value = isWrapped ? { name: undefined } : { function: info };
    if (info.owner === undefined) environment.assign(info.name, value);
    this.#surroundings.set(node, environment);
    return UNKNOWN;
  }

  #defineClass(node: PyNode, environment: Environment): Value {
    const name = child(node, 'name');
    const body = child(node, 'body');
    if (name === undefined || body === undefined) return UNKNOWN;
    const text = textOf(this.module, name);
    environment.assign(text, { name: text });
    this.execute(body, new Environment(environment));
    return UNKNOWN;
  }

  #bindEach(target: PyNode, value: Value, environment: Environment): void {
    const exact = value.items !== undefined && value.items.length === target.children.length;
    target.children.forEach((part, index) => {
      const item = exact ? value.items?.[index] : undefined;
      this.bind(part, item ?? elementOf(value), environment);
    });
  }

  /** `d["k"] = tainted` makes d tainted as a whole where nobody asks for a single key. */
  #fill(target: PyNode, value: Value, environment: Environment): void {
    const object = child(target, target.type === 'subscript' ? 'value' : 'object');
    const path = object === undefined ? undefined : accessPath(object, this.module);
    if (path === undefined || path === 'self') return;
    const known = environment.get(path) ?? UNKNOWN;
    if (value.taint === undefined && value.secret === undefined) return;
    const secret = target.type === 'subscript' ? (known.secret ?? value.secret) : known.secret;
    const taint = target.type === 'subscript' ? joinTaint(known.taint, value.taint) : known.taint;
    environment.set(path, { ...known, taint, secret });
  }

  /** A parameter `session: AsyncSession` is an object of that class. */
  #typed(value: Value, annotation: string | undefined): Value {
    if (annotation === undefined || value.name !== undefined || value.taint !== undefined) return value;
    const match = /^["']?([A-Za-z_]\w*)((?:\.\w+)*)(?:\s*\|\s*None)?["']?$/.exec(annotation);
    const imported = match === null ? undefined : this.module.imports.get(match[1] as string);
    return imported === undefined ? value : { ...value, name: `${imported}${match?.[2] ?? ''}()` };
  }
}
