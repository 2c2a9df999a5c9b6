import type { Call, SourceFile } from '../common/source-file.js';
import { ancestors } from '../syntax.js';

/** A builder may be of any length. */
const LIMIT = 60;

/**
 * The calls of the chain that a call is part of, the first one first: `CorsLayer::new()`, `.allow_origin(…)`,
 * `.allow_credentials(true)`.
 */
export function chainOf(file: SourceFile, call: Call): readonly Call[] {
  const before: Call[] = [];
  for (let here = inner(file, call); here && before.length < LIMIT; here = inner(file, here))
    before.unshift(here);
  return [...before, call, ...outer(file, call)];
}

function inner(file: SourceFile, { tree }: Call): Call | undefined {
  let on = tree.on;
  for (let steps = 0; on && steps < LIMIT; steps++) {
    const read = file.reading.read(on);
    if (read.kind === 'call') return file.callAt(on);
    if (read.kind !== 'same') return undefined;
    on = read.of;
  }
  return undefined;
}

function outer(file: SourceFile, call: Call): Call[] {
  const found: Call[] = [];
  let below = call.node;
  for (const above of ancestors(call.node)) {
    const one = file.callAt(above);
    if (one && one.tree.on?.equals(below) === true) {
      found.push(one);
      below = above;
    } else if (
      one ||
      found.length > LIMIT ||
      !/^(?:field_expression|await_expression|try_expression)$/.test(above.type)
    ) {
      if (above.type !== 'field_expression') break;
    } else if (above.type !== 'field_expression') below = above;
  }
  return found;
}
