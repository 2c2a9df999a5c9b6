import { unwrap, type FunctionNode, type Node } from '../model/ast.js';
import { nameOf } from '../model/names.js';
import type { SourceModel } from '../model/source-model.js';
import { sourceOfGlobal, sourceOfName } from './sources.js';
import type { Budget } from './budget.js';
import type { Hazard, Taint } from './taint.js';

/** Arguments that a function was called with, so that a helper is judged by the call in question. */
export interface Frame {
  readonly callee: FunctionNode;
  readonly arguments: readonly Node[];
  readonly outer: Frame | undefined;
}

export type Path = readonly string[];

/** What is asked of an expression: can this harm come from what stands at `path` of its value? */
export interface Ask {
  readonly path: Path;
  readonly hazard: Hazard;
  readonly frame: Frame | undefined;
}

/** What following one kind of expression needs of the whole. */
export interface Tracer {
  readonly model: SourceModel;
  /** Of the checks on the way: each statement and expression that is looked at. */
  readonly looks: Budget;
  trace(node: Node, ask: Ask): Taint | undefined;
}

export function at(ask: Ask, path: Path): Ask {
  return { ...ask, path };
}

/** In no call in particular: any that the file makes. */
export function anywhere(ask: Ask, path: Path): Ask {
  return { path, hazard: ask.hazard, frame: undefined };
}

export function anyOf(tracer: Tracer, nodes: readonly (Node | null)[], ask: Ask): Taint | undefined {
  for (const node of nodes) {
    const taint = node ? tracer.trace(node, ask) : undefined;
    if (taint) return taint;
  }
  return undefined;
}

export function findFrame(frame: Frame | undefined, callee: FunctionNode): Frame | undefined {
  for (let outer = frame; outer; outer = outer.outer) if (outer.callee === callee) return outer;
  return undefined;
}

export function depthOf(frame: Frame | undefined): number {
  let depth = 0;
  for (let outer = frame; outer; outer = outer.outer) depth++;
  return depth;
}

/** `location.hash`, `useRoute().query`: sources that are known by their name. */
export function namedSource(model: SourceModel, node: Node, path: Path): Taint | undefined {
  const name = nameOf(model, node);
  const kind = (isGlobalRoot(model, node) ? sourceOfGlobal(name) : undefined) ?? sourceOfName(name);
  if (!kind) return undefined;
  const label = [model.textOf(node).replace(/\s+/g, ''), ...path].join('.').slice(0, 60);
  return { kind, label, source: node };
}

function isGlobalRoot(model: SourceModel, node: Node): boolean {
  let root = unwrap(node);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  return root.type === 'Identifier' && !model.variableOf(root);
}
