import type { EnvRead } from '../facts.js';
import { ancestors, nodesOfType, type Node } from '../syntax.js';
import type { EnvValue } from '../value.js';
import { isPublicName } from '../names/public-name.js';
import type { ScriptFile } from './file.js';

/** Reads of the environment, each with the fallback of the expression around it. */
export function envReadsOf(file: ScriptFile): EnvRead[] {
  if (!file.syntax.text.includes('env')) return [];
  return nodesOfType(file.syntax.root, 'member_expression', 'subscript_expression').flatMap((node) => {
    if (!mayRead(node)) return [];
    const value = file.valueOf(node);
    if (value.kind !== 'env' || isWritten(node)) return [];
    const [name] = value.names;
    const whole = wholeRead(file, node, name);
    return [
      {
        ...file.at(node),
        name,
        inBrowser: isPublicName(name) && (file.isClient || !isOfServer(node, name)),
        ...(whole.fallback && { fallback: whole.fallback }),
      },
    ];
  });
}

/** `process.env.PUBLIC_URL` of a server: bundlers that know this prefix read it from `import.meta.env`. */
function isOfServer(node: Node, name: string): boolean {
  return name.startsWith('PUBLIC_') && node.text.startsWith('process.');
}

/** Most members of a file are none: what a node is worth costs a hundred times as much as its length. */
function mayRead(node: Node): boolean {
  return node.endIndex - node.startIndex <= LONGEST_READ && /\benv\b/.test(node.text);
}

/** `process.env.` and a name. */
const LONGEST_READ = 200;

/** The outermost expression around a read that still is that read: `Number(process.env.X) || 3000`. */
function wholeRead(file: ScriptFile, node: Node, name: string): EnvValue {
  let best = file.valueOf(node) as EnvValue;
  for (const above of ancestors(node)) {
    if (!TRANSPARENT.has(above.type)) break;
    const value = file.valueOf(above);
    if (value.kind === 'env' && value.names[0] === name) best = value;
  }
  return best;
}

const TRANSPARENT: ReadonlySet<string> = new Set([
  'parenthesized_expression', 'binary_expression', 'as_expression', 'non_null_expression', 'call_expression',
  'arguments', 'unary_expression', 'ternary_expression', 'member_expression', 'satisfies_expression',
]); // prettier-ignore

function isWritten(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'assignment_expression' && parent.childForFieldName('left')?.equals(node) === true;
}
