import type { TSESTree } from '@typescript-eslint/types';

import {
  contains,
  isFunction,
  memberName,
  unwrap,
  type Call,
  type Identifier,
  type Member,
  type Node,
} from '../model/ast.js';
import { nameOf } from '../model/names.js';
import type { SourceModel } from '../model/source-model.js';
import type { Budget } from './budget.js';
import { calleeWord, isAnchored, isMinusOne, placeOf, type Place } from './places.js';
import { isSchemaCall } from './sanitizers.js';
import type { Hazard } from './taint.js';

const TRUSTED_CHECK =
  /valid|allow|whitelist|permitted|trusted|^is_?safe|safe(?:path|url|redirect|origin|host|file)|^(?:is|check|assert|ensure|verify)(?:uuid|numeric|integer|int|alphanumeric|alpha|email|slug|enum|mongoid|objectid|known|supported|internal|relative|local|inside|within|subpath)/i;
const MEMBERSHIP = new Set([
  'includes',
  'has',
  'hasOwn',
  'hasOwnProperty',
  'indexOf',
  'some',
  'find',
  'findIndex',
  'get',
  'contains',
]);
const EQUALITY = new Set(['===', '==', '!==', '!=']);

/** Is the value that `node` reads checked on every way that leads here? */
export function isGuarded(
  model: SourceModel,
  node: Identifier | Member,
  hazard: Hazard,
  budget: Budget,
): boolean {
  const place = placeOf(model, node);
  if (!place) return false;
  const check = new Check(model, place, hazard, budget);
  let child: Node = node;
  for (let parent: Node | undefined = node.parent; parent; parent = parent.parent) {
    if (check.isPassedBetween(parent, child)) return true;
    child = parent;
  }
  return false;
}

class Check {
  constructor(
    private readonly model: SourceModel,
    private readonly place: Place,
    private readonly hazard: Hazard,
    private readonly budget: Budget,
  ) {}

  isPassedBetween(parent: Node, child: Node): boolean {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        if (child === parent.consequent) return this.#holds(parent.test, true);
        return child === parent.alternate && this.#holds(parent.test, false);
      case 'LogicalExpression':
        if (child !== parent.right) return false;
        return parent.operator === '&&' ? this.#holds(parent.left, true) : this.#holds(parent.left, false);
      case 'SwitchCase':
        return parent.test !== null && parent.test.type === 'Literal' && this.#isSwitchedOn(parent);
      case 'BlockStatement':
      case 'Program':
        return this.#isCheckedBefore(parent.body, child);
      default:
        return false;
    }
  }

  #isSwitchedOn(parent: TSESTree.SwitchCase): boolean {
    const statement = parent.parent;
    return statement.type === 'SwitchStatement' && this.#mentions(statement.discriminant);
  }

  #isCheckedBefore(statements: readonly Node[], child: Node): boolean {
    for (const statement of statements) {
      this.budget.spend();
      if (statement === child) return false;
      if (this.#checks(statement)) return true;
    }
    return false;
  }

  /** Does what follows this statement only run with a checked value? */
  #checks(statement: Node): boolean {
    switch (statement.type) {
      case 'IfStatement': {
        const { consequent, alternate } = statement;
        if (this.#leaves(consequent)) return this.#holds(statement.test, false);
        return alternate !== null && this.#leaves(alternate) && this.#holds(statement.test, true);
      }
      case 'ExpressionStatement':
        return this.#asserts(statement.expression);
      case 'VariableDeclaration':
        return statement.declarations.some(
          (declaration) => declaration.init && this.#isSchemaCheck(declaration.init),
        );
      case 'TryStatement':
        return (
          statement.handler !== null &&
          this.#leaves(statement.handler.body) &&
          statement.block.body.some((inner) => this.#checks(inner))
        );
      case 'SwitchStatement':
        return this.#mentions(statement.discriminant) && this.#leavesByDefault(statement);
      default:
        return false;
    }
  }

  #leavesByDefault(statement: TSESTree.SwitchStatement): boolean {
    const fallback = statement.cases.find((one) => one.test === null);
    return fallback !== undefined && fallback.consequent.some((inner) => this.#leaves(inner));
  }

  /** Ends the function or the loop's round, or replaces the value. */
  #leaves(node: Node): boolean {
    switch (node.type) {
      case 'ReturnStatement':
      case 'ThrowStatement':
      case 'ContinueStatement':
      case 'BreakStatement':
        return true;
      case 'BlockStatement':
        return node.body.some((inner) => this.#leaves(inner));
      case 'ExpressionStatement':
        return this.#replaces(node.expression) || this.#exits(node.expression);
      case 'IfStatement':
        return node.alternate !== null && this.#leaves(node.consequent) && this.#leaves(node.alternate);
      default:
        return false;
    }
  }

  #replaces(expression: Node): boolean {
    return expression.type === 'AssignmentExpression' && this.#isPlace(expression.left, false);
  }

  #exits(expression: Node): boolean {
    const inner = unwrap(expression);
    if (inner.type !== 'CallExpression') return false;
    return /^(?:process\.exit|notFound|redirect|\w+\.throw|\w+\.close|\w+\.terminate)$/.test(
      nameOf(this.model, inner.callee),
    );
  }

  /** `assertAllowed(x)`, `invariant(ALLOWED.has(x))`, `schema.parse(x)`. */
  #asserts(expression: Node): boolean {
    const call = unwrap(expression);
    if (call.type !== 'CallExpression') return false;
    if (this.#isSchemaCheck(call)) return true;
    const name = calleeWord(call);
    if (
      /^(?:assert|invariant|ok|ensure|require\w+|equal|strictEqual|strict)$/.test(name) &&
      call.arguments[0]
    ) {
      if (this.#holds(call.arguments[0], true)) return true;
    }
    return (
      /^(?:assert|check|ensure|validate|verify|must|require)/i.test(name) &&
      TRUSTED_CHECK.test(name) &&
      this.#isGiven(call)
    );
  }

  #isSchemaCheck(node: Node): boolean {
    const call = unwrap(node);
    return call.type === 'CallExpression' && isSchemaCall(this.model, call) && this.#isGiven(call);
  }

  /** Does `test` with this outcome mean that the value is one of those that the program expects? */
  #holds(test: Node, outcome: boolean): boolean {
    const node = unwrap(test);
    switch (node.type) {
      case 'UnaryExpression':
        return node.operator === '!' && this.#holds(node.argument, !outcome);
      case 'LogicalExpression': {
        const either = (node.operator === '&&') === outcome;
        const [left, right] = [this.#holds(node.left, outcome), this.#holds(node.right, outcome)];
        return either ? left || right : left && right;
      }
      case 'BinaryExpression':
        return this.#compares(node, outcome);
      case 'CallExpression':
        return this.#tests(node, outcome);
      case 'Identifier':
      case 'MemberExpression':
        return this.#holdsByName(node, outcome);
      default:
        return false;
    }
  }

  /** `const allowed = LIST.includes(x); if (!allowed) …`. */
  #holdsByName(node: Node, outcome: boolean): boolean {
    const init = this.#initOf(node);
    if (!init || contains(init, node)) return false;
    const value = unwrap(init);
    if (value.type === 'MemberExpression' && outcome) return this.#isLookedUp(value);
    if (value.type === 'CallExpression' && outcome && calleeWord(value) === 'exec')
      return this.#isGiven(value);
    return this.#holds(value, outcome);
  }

  /** `SCRIPTS[x]` of a table that the file writes down: there is an entry only for what is expected. */
  #isLookedUp(node: Member): boolean {
    if (!node.computed || !this.#mentions(node.property)) return false;
    const table = this.#initOf(unwrap(node.object));
    return table !== undefined && unwrap(table).type === 'ObjectExpression';
  }

  #compares(node: TSESTree.BinaryExpression, outcome: boolean): boolean {
    const { left, operator, right } = node;
    if (operator === 'in') return outcome && this.#mentions(right) === false && this.#mentions(left);
    if (EQUALITY.has(operator)) {
      const equal = (operator === '===' || operator === '==') === outcome;
      return this.#equals(left, right, equal) || this.#equals(right, left, equal);
    }
    const search = unwrap(left);
    if (search.type !== 'CallExpression' || calleeWord(search) !== 'indexOf') return false;
    if (operator === '>=' || operator === '>') return this.#tests(search, outcome);
    return operator === '<' && this.#tests(search, !outcome);
  }

  #equals(side: Node, other: Node, equal: boolean): boolean {
    const node = unwrap(side);
    const value = unwrap(other);
    if (node.type === 'UnaryExpression' && node.operator === 'typeof') {
      return (
        equal &&
        value.type === 'Literal' &&
        (value.value === 'number' || value.value === 'boolean') &&
        this.#mentions(node.argument)
      );
    }
    if (node.type === 'CallExpression' && calleeWord(node) === 'indexOf') {
      return isMinusOne(value) ? this.#tests(node, !equal) : equal && this.#tests(node, true);
    }
    if (value.type === 'Literal' && typeof value.value === 'boolean')
      return this.#holds(node, equal === value.value);
    if (this.#isAbsent(value)) return false;
    if (!equal) return false;
    if (this.#isPlace(node, false)) return !(value.type === 'Literal' && value.value === '');
    return this.#isAddressPart(node) && !this.#mentions(value);
  }

  #isAbsent(value: Node): boolean {
    if (value.type === 'Literal') return value.value === null;
    return value.type === 'Identifier' && value.name === 'undefined';
  }

  /** `new URL(x).origin`, `target.host` where `target` was made from the value; `event.origin` beside `event.data`. */
  #isAddressPart(node: Node): boolean {
    if (node.type !== 'MemberExpression') return false;
    const name = memberName(node) ?? '';
    if (!['origin', 'host', 'hostname', 'protocol'].includes(name)) return false;
    if (name === 'origin' && this.#isSibling(node)) return true;
    return this.hazard === 'redirect' && this.#mentions(node.object);
  }

  /** The origin of the very message whose data is used. */
  #isSibling(node: Member): boolean {
    const sibling = placeOf(this.model, node);
    return sibling !== undefined && sibling.root === this.place.root && this.place.path[0] === 'data';
  }

  #tests(call: Call, outcome: boolean): boolean {
    const callee = unwrap(call.callee);
    const name = calleeWord(call);
    if (TRUSTED_CHECK.test(name))
      return (
        outcome === !/^(?:is)?(?:not|in)(?:valid|allowed|safe)|invalid/i.test(name) && this.#isGiven(call)
      );
    if (name === 'isNaN') return !outcome && this.#isGiven(call);
    if (
      /^(?:isInteger|isFinite|isSafeInteger|isUUID|isUuid|uuidValidate|isInt|isNumeric|isAlphanumeric|isIn|isMongoId)$/.test(
        name,
      )
    ) {
      return outcome && this.#isGiven(call);
    }
    if (name === 'isAbsolute') return false;
    if (callee.type !== 'MemberExpression') return false;
    if (this.#mentions(callee.object)) return this.#testsText(call, name, outcome);
    if (name === 'test' || name === 'exec')
      return outcome && isAnchored(this.model, callee.object) && this.#isGiven(call);
    return outcome && MEMBERSHIP.has(name) && this.#isGiven(call);
  }

  /** Questions to the value itself: `x.startsWith(base)`, `x.includes('..')`, `x.match(/^…$/)`. */
  #testsText(call: Call, name: string, outcome: boolean): boolean {
    const argument = call.arguments[0];
    if (!argument) return false;
    const text =
      argument.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined;
    if (name === 'match') return outcome && isAnchored(this.model, argument);
    if (name === 'startsWith') {
      if (text === '..' || text === '//')
        return !outcome && this.hazard === (text === '..' ? 'path' : 'redirect');
      if (text === '/' || text === '') return false;
      return outcome && (this.hazard === 'path' || this.hazard === 'redirect') && text !== 'http';
    }
    if (name === 'includes' || name === 'indexOf') {
      if (text === '..' || text === '../' || text === '/') return !outcome && this.hazard === 'path';
      if (text === '//' || text === '://' || text === ':') return !outcome && this.hazard === 'redirect';
    }
    return false;
  }

  #isGiven(call: Call): boolean {
    return call.arguments.some((argument) => this.#mentions(argument, true));
  }

  /** Does an expression read the value, directly or through a constant made from it? */
  #mentions(node: Node, prefix = false, depth = 3): boolean {
    for (const inner of this.model.descendants(node)) {
      this.budget.spend();
      if (inner.type !== 'Identifier' && inner.type !== 'MemberExpression') continue;
      if (this.#isPlace(inner, prefix)) return true;
      const init = depth > 0 ? this.#initOf(inner) : undefined;
      if (init && !isFunction(init) && !contains(init, inner) && this.#mentions(init, prefix, depth - 1))
        return true;
    }
    return false;
  }

  #initOf(node: Node): Node | undefined {
    if (node.type !== 'Identifier') return undefined;
    const definition = this.model.variableOf(node)?.defs[0];
    return definition?.type === 'Variable' ? (definition.node.init ?? undefined) : undefined;
  }

  #isPlace(node: Node, prefix: boolean): boolean {
    const place = placeOf(this.model, node);
    if (!place || place.root !== this.place.root) return false;
    if (place.path.length > this.place.path.length) return false;
    if (!prefix && place.path.length !== this.place.path.length) return false;
    return place.path.every((name, i) => name === this.place.path[i]);
  }
}
