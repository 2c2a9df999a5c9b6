import type { OptionProblem } from '@railgate/contract';

import { itemsOf } from './check-config.js';
import { memberOf, valueOfNode, type DocumentNode } from './document.js';
import type { Problem } from './problems.js';
import type { ConfigurableGate } from './schema.js';

/** What the gates themselves find wrong with options that follow their schemas. */
export async function gateProblems(
  root: DocumentNode,
  gates: readonly ConfigurableGate[],
): Promise<Problem[]> {
  const given = memberOf(root, 'gates')?.value;
  const problems: Problem[] = [];
  for (const gate of given ? gates : []) {
    const options = given && memberOf(given, gate.meta.id)?.value;
    if (options?.kind !== 'object' || !gate.checkOptions) continue;
    const found = await gate.checkOptions(valueOfNode(options) as Record<string, unknown>);
    problems.push(...found.map((problem) => placed(options, problem)));
  }
  return problems;
}

function placed(options: DocumentNode, { at, message, remedy }: OptionProblem): Problem {
  let node = options;
  for (const step of at)
    node = (typeof step === 'number' ? itemsOf(node)[step] : memberOf(node, step)?.value) ?? node;
  return { offset: node.offset, message, ...(remedy !== undefined && { remedy }) };
}
