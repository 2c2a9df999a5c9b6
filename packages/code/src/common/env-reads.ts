import type { EnvRead } from '../facts.js';
import { ancestors, type Node } from '../syntax.js';
import type { EnvValue } from '../value.js';
import { isParameterName } from './functions.js';
import type { SourceFile } from './source-file.js';

/** Reads of the environment, each with the fallback of the expression or the variable around it. */
export function envReadsOf(file: SourceFile): EnvRead[] {
  const { callTypes, envTypes = [], envWords } = file.reading;
  if (envWords?.test(file.syntax.text) === false) return [];
  const found = new Map<string, EnvRead>();
  for (const node of file.nodes([...callTypes, ...envTypes])) {
    const value = file.evaluator.of(node);
    if (value.kind !== 'env' || isParameterName(value.names[0])) continue;
    const whole = wholeRead(file, node, value);
    const { fallback } = whole;
    for (const name of value.names.slice(0, 4)) {
      const read = { ...file.at(node), name, inBrowser: false, ...(fallback && { fallback }) };
      const key = `${name} ${value.place.path}:${value.place.region?.startLine}:${value.place.region?.startColumn}`;
      // A call around a read gives the same read with more of it.
      if (!found.get(key)?.fallback) found.set(key, read);
    }
  }
  return [...found.values()];
}

/** The widest expression around a read that still is that read, then the variable that it is given to. */
function wholeRead(file: SourceFile, node: Node, read: EnvValue): EnvValue {
  let best = read;
  const named = file.names.valueNames();
  let variable = named.get(node.id);
  let steps = 0;
  for (const above of ancestors(node)) {
    if (variable !== undefined || ++steps > 12) break;
    variable = named.get(above.id);
    if (file.reading.wrapperTypes.has(above.type)) continue;
    if (file.reading.read(above).kind === 'other') break;
    const value = file.evaluator.of(above);
    if (value.kind === 'env' && value.names[0] === read.names[0]) best = value;
  }
  if (best.fallback || variable === undefined) return best;
  const value = file.evaluator.valueOfBindings(file.names.find(variable, node), node);
  return value.kind === 'env' && value.names[0] === read.names[0] ? value : best;
}
