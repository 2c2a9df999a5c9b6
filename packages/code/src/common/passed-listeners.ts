import { addTo } from '@railgate/contract';

import type { Listener } from '../facts.js';
import type { FunctionValue, Value } from '../value.js';
import { bindAddress } from './bind-address.js';
import { argumentsOf, substituted } from './functions.js';
import type { Call, SourceFile } from './source-file.js';
import type { FunctionTree } from './tree.js';

/** What functions that start a server are called: the others are not looked up. */
const STARTING = /listen|serve|start|run|bind|launch|http|web/i;

/**
 * `func Start(addr string) { http.ListenAndServe(addr, nil) }`: which functions start servers where their parameters
 * say, so that a call of one, `server.Start(":8080")`, says where.
 */
function knowListeners(file: SourceFile, listeners: readonly Listener[]): void {
  const byFunction = new Map<number, Listener[]>();
  for (const listener of listeners) {
    const around = functionAround(file, listener);
    if (around && parametersIn(listener, around)) addTo(byFunction, around.node.id, listener);
  }
  if (byFunction.size > 0) file.evaluator.knowListeners(byFunction);
}

/** The listeners of a file, with those of functions that its calls hand their address to, through two of them at most. */
export function withPassed(file: SourceFile, own: readonly Listener[]): readonly Listener[] {
  knowListeners(file, own);
  const direct = passedListeners(file);
  if (direct.length === 0) return own;
  knowListeners(file, [...own, ...direct]);
  return [...own, ...passedListeners(file)];
}

function passedListeners(file: SourceFile): Listener[] {
  return file.calls.flatMap((call) => {
    if (call.tree.arguments.length === 0 || !STARTING.test(call.method)) return [];
    const callee = file.evaluator.functionCalled(call.node, call.tree);
    return (callee?.listeners ?? []).map((listener) => passed(file, call, callee as FunctionValue, listener));
  });
}

function passed(file: SourceFile, { node, tree }: Call, callee: FunctionValue, listener: Listener): Listener {
  const { host, port, guard, place: of, ...rest } = listener;
  const at = file.at(node);
  const given = tree.arguments.map(({ name, value }) => ({
    ...(name !== undefined && { name }),
    value: file.evaluator.of(value),
  }));
  const values = argumentsOf(callee.parameters, given);
  const filled = (value: Value) => substituted(value, values, at.place);
  const whole = isWhole(host, port) ? bindAddress(filled(host as Value)) : {};
  return {
    ...rest,
    place: at.place,
    guard: guard === 'always' ? at.guard : guard,
    of,
    ...(host && { host: filled(host) }),
    ...(port && { port: filled(port) }),
    ...whole,
  };
}

/** One parameter is both: `addr`. */
function isWhole(host: Value | undefined, port: Value | undefined): boolean {
  return host?.kind === 'unknown' && port?.kind === 'unknown' && host.name === port.name;
}

/** The innermost function with a name that a listener stands in. */
function functionAround(file: SourceFile, { place }: Listener): FunctionTree | undefined {
  const { startLine, startColumn = 1 } = place.region;
  let best: FunctionTree | undefined;
  for (const { is } of file.names.all) {
    if (is.kind !== 'function') continue;
    const { startPosition: from, endPosition: to } = is.function.node;
    const isAfter = from.row + 1 < startLine || (from.row + 1 === startLine && from.column < startColumn);
    const isBefore = startLine < to.row + 1 || (startLine === to.row + 1 && startColumn <= to.column);
    if (isAfter && isBefore && (!best || from.row >= best.node.startPosition.row)) best = is.function;
  }
  return best;
}

function parametersIn({ host, port }: Listener, { parameters }: FunctionTree): boolean {
  const names = new Set(parameters.map(({ name }) => name));
  return [host, port].some((value) => value !== undefined && mentions(value, names));
}

function mentions(value: Value, names: ReadonlySet<string>): boolean {
  if (value.kind === 'unknown') return value.name !== undefined && names.has(value.name);
  if (value.kind === 'template') return value.parts.some((part) => mentions(part, names));
  return value.kind === 'env' && value.fallback !== undefined && mentions(value.fallback, names);
}
