import type { ProjectClasses } from '../project-classes.js';
import type { FunctionInfo, ModuleIndex } from '../syntax/module-index.js';
import type { PyNode } from '../syntax/node.js';
import type { CallSite, Reporter } from './call-site.js';
import type { Environment } from './environment.js';
import type { Value } from './value.js';

/** What the evaluators of expressions, calls and statements see of each other. */
export interface Flow {
  readonly module: ModuleIndex;
  readonly classes: ProjectClasses;
  /** The function that is evaluated now; undefined at the module's top. */
  readonly current: FunctionInfo | undefined;
  evaluate(node: PyNode, environment: Environment): Value;
  /** Runs the statements of a block. True when the block never reaches its end. */
  execute(block: PyNode, environment: Environment): boolean;
  /** Gives the names of a target (`a, b`, `self.x`, `d["k"]`) their values. */
  bind(target: PyNode, value: Value, environment: Environment): void;
  /** Runs a local function with these values for its parameters. */
  invoke(fn: FunctionInfo, bound: ReadonlyMap<string, Value>): Value;
  /** What `self.<name>` of the current class was given somewhere in the class. */
  attributeOfSelf(name: string): Value | undefined;
  methodOf(className: string, method: string): FunctionInfo | undefined;
  returned(value: Value, node: PyNode): void;
  /** Does this call fall into the checks? */
  inspect(call: CallSite): void;
  inspectAssignment(target: PyNode, value: Value, assignment: PyNode, environment: Environment): void;
}

/** Checks that look at something else than a call. */
export interface AssignmentSite {
  readonly target: PyNode;
  readonly targetText: string;
  /** What the target's object is, for `context.check_hostname = False`. */
  readonly owner: Value | undefined;
  readonly value: Value;
  readonly valueNode: PyNode;
  readonly node: PyNode;
  readonly module: ModuleIndex;
}
export type AssignmentCheck = (site: AssignmentSite, report: Reporter) => void;

export interface ReturnSite {
  readonly value: Value;
  readonly node: PyNode;
  readonly fn: FunctionInfo;
  readonly module: ModuleIndex;
}
export type ReturnCheck = (site: ReturnSite, report: Reporter) => void;

/** A hostile or machine-written file took more steps than any file of people does. */
export class BudgetExceeded extends Error {
  constructor() {
    super('too many steps');
    this.name = 'BudgetExceeded';
  }
}
