import { addTo } from '@railgate/contract';

import { isPointer, resolvePointer } from '../pointer.js';
import { defineRule } from '../rule.js';

export const sarifReferencesMustResolve = defineRule({
  id: 'SARIF1013',
  name: 'SarifReferencesMustResolve',
  kind: 'sarif',
  level: 'error',
  asks: 'A `sarif:` URI is a JSON pointer to something in the log.',
  texts: { dangling: '{0} leads to nothing in this log.' },
  check(say, scope) {
    const intoResults = new Map<string, Reference[]>();
    const arrays = new Set<string>();
    return {
      artifactLocation({ uri }, at) {
        if (uri === undefined || !uri.startsWith('sarif:')) return;
        const pointer = uri.slice('sarif:'.length);
        const target = isPointer(pointer) ? RESULTS.exec(pointer) : null;
        if (target) addTo(intoResults, target[1] as string, { rest: target[2] ?? '', uri, at });
        else if (!isPointer(pointer) || resolvePointer(scope.log, pointer) === undefined)
          say('dangling', at, uri);
      },
      runEnd(_run, at) {
        if (scope.hasResults) arrays.add(`${at}/results`);
      },
      /** Results are not kept, so that those somebody refers to are read again. */
      async logEnd(again) {
        for (const array of arrays) intoResults.delete(array);
        if (intoResults.size === 0) return;
        await again((result, run, index) =>
          resolveInto(intoResults, `/runs/${run}/results/${index}`, result),
        );
        for (const references of intoResults.values())
          for (const { uri, at } of references) say('dangling', at, uri);
      },
    };
  },
});

/** The `results` of a run or one of them, and the way on from there. */
const RESULTS = /^(\/runs\/\d+\/results(?:\/\d+)?)(\/.*)?$/s;

interface Reference {
  /** Pointer from the result on. */
  readonly rest: string;
  readonly uri: string;
  readonly at: string;
}

/** Takes out what this result resolves. */
function resolveInto(references: Map<string, Reference[]>, pointer: string, result: unknown): void {
  const waiting = references.get(pointer);
  if (waiting === undefined) return;
  const left = waiting.filter(({ rest }) => resolvePointer(result, rest) === undefined);
  if (left.length === 0) references.delete(pointer);
  else references.set(pointer, left);
}
