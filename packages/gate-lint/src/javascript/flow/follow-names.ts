import {
  isFunction,
  memberName,
  type FunctionNode,
  type Identifier,
  type Member,
  type Node,
} from '../model/ast.js';
import { nameOf } from '../model/names.js';
import { classMember, type Variable } from '../model/source-model.js';
import { anywhere, at, findFrame, namedSource, type Ask, type Path, type Tracer } from './ask.js';
import { isGuarded } from './guards.js';
import { requestTaint } from './requests.js';
import { parameterPlace } from './functions.js';
import { sourceOfParameter } from './parameters.js';
import { isTypedAsNumber } from './sources.js';
import type { Taint } from './taint.js';
import { writesTo } from './writes.js';

const CALLS_LOOKED_AT = 40;
/** Numbers, whatever they are read from. */
const CLEAN_MEMBERS = new Set(['length', 'size', 'byteLength']);
/** Methods that hand elements or results to the function they are given. */
const EACH_METHODS = new Set([
  'map',
  'flatMap',
  'forEach',
  'filter',
  'find',
  'findLast',
  'some',
  'every',
  'sort',
  'then',
  'finally',
]);

export function followMember(tracer: Tracer, node: Member, ask: Ask): Taint | undefined {
  const name = memberName(node) ?? '*';
  if (CLEAN_MEMBERS.has(name)) return undefined;
  if (isGuarded(tracer.model, node, ask.hazard, tracer.looks)) return undefined;
  const named = namedSource(tracer.model, node, ask.path);
  if (named) return named;
  if (node.object.type === 'ThisExpression') return followField(tracer, node, ask);
  return tracer.trace(node.object, at(ask, [name, ...ask.path]));
}

/** A field of the class: whatever its methods store in it. */
function followField(tracer: Tracer, node: Member, ask: Ask): Taint | undefined {
  const field = classMember(node);
  if (field?.type === 'PropertyDefinition' && field.value) {
    const taint = tracer.trace(field.value, ask);
    if (taint) return taint;
  }
  const name = memberName(node);
  for (const { left, right } of tracer.model.assignments) {
    if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') continue;
    const taint = memberName(left) === name ? tracer.trace(right, anywhere(ask, ask.path)) : undefined;
    if (taint) return taint;
  }
  return undefined;
}

export function followIdentifier(tracer: Tracer, node: Identifier, ask: Ask): Taint | undefined {
  const variable = tracer.model.variableOf(node);
  if (!variable) return namedSource(tracer.model, node, ask.path);
  if (isGuarded(tracer.model, node, ask.hazard, tracer.looks)) return undefined;
  const definition = variable.defs[0];
  if (definition && isTypedAsNumber(definition.name)) return undefined;
  return (
    followParameter(tracer, node, variable, ask) ??
    followWrites(tracer, node, variable, ask) ??
    followState(tracer, variable, ask)
  );
}

function followWrites(tracer: Tracer, node: Identifier, variable: Variable, ask: Ask): Taint | undefined {
  for (const write of writesTo(variable, node)) {
    const below = joinWrite(write.at, write.path, ask.path);
    const taint = below && tracer.trace(write.value, at(ask, below));
    if (taint) return taint;
  }
  return undefined;
}

/** What a read of `read` sees of a value that was written to `to` and stands at `path` of it. */
function joinWrite(to: Path, path: Path, read: Path): Path | undefined {
  for (const [i, name] of to.entries()) {
    const wanted = read[i];
    if (wanted === undefined || wanted === '*' || name === '*' || wanted.endsWith('()')) return path;
    if (wanted !== name) return undefined;
  }
  return [...path, ...read.slice(to.length)];
}

/** `const [html, setHtml] = useState()`: the state is whatever the setter is given. */
function followState(tracer: Tracer, variable: Variable, ask: Ask): Taint | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== 'Variable' || definition.node.id.type !== 'ArrayPattern') return undefined;
  const [value, setter] = definition.node.id.elements;
  const init = definition.node.init;
  if (value !== definition.name || setter?.type !== 'Identifier' || init?.type !== 'CallExpression')
    return undefined;
  if (!/(?:^|\.)useState$/.test(nameOf(tracer.model, init.callee))) return undefined;
  for (const { identifier } of tracer.model.variableOf(setter)?.references ?? []) {
    const call = identifier.parent as Node | undefined;
    if (call?.type !== 'CallExpression' || call.callee !== identifier || !call.arguments[0]) continue;
    const taint = tracer.trace(call.arguments[0], anywhere(ask, ask.path));
    if (taint) return taint;
  }
  return undefined;
}

function followParameter(tracer: Tracer, node: Identifier, variable: Variable, ask: Ask): Taint | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return undefined;
  if (definition.name.type !== 'Identifier') return undefined;
  const source = sourceOfParameter(tracer.model, variable, ask.path);
  if (source) return requestTaint(tracer.model, node, definition.name, definition.node, ask, source);
  const place = parameterPlace(definition.node, definition.name);
  if (!place) return undefined;
  const below = [...place.path, ...ask.path];
  const call = findFrame(ask.frame, definition.node);
  if (call) {
    const given = call.arguments[place.index];
    return given && tracer.trace(given, { ...ask, path: below, frame: call.outer });
  }
  const anyCall = anywhere(ask, below);
  return (
    followCallback(tracer, definition.node, place.index, anyCall) ??
    followCallers(tracer, definition.node, place.index, anyCall)
  );
}

/** What an array method or a promise hands to the function it is given. */
function followCallback(tracer: Tracer, owner: FunctionNode, index: number, ask: Ask): Taint | undefined {
  const call = owner.parent as Node | undefined;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  const method = memberName(call.callee) ?? '';
  const element = at(ask, ['*', ...ask.path]);
  if (method === 'reduce') return index === 1 ? tracer.trace(call.callee.object, element) : undefined;
  if (!EACH_METHODS.has(method) || index > 0) return undefined;
  return tracer.trace(call.callee.object, method === 'then' ? ask : element);
}

function followCallers(tracer: Tracer, owner: FunctionNode, index: number, ask: Ask): Taint | undefined {
  for (const call of tracer.model.callsOf(owner).slice(0, CALLS_LOOKED_AT)) {
    const given = call.arguments[index];
    const taint = given && tracer.trace(given, ask);
    if (taint) return taint;
  }
  return undefined;
}
