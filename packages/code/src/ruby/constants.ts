import type { SourceFile } from '../common/source-file.js';
import type { Binding } from '../common/tree.js';
import { field, nodesOfType, type Node } from '../syntax.js';
import { requiredFiles } from './requires.js';

/** How many constants of one file are looked for, and in how many required files. */
const CONSTANTS_LIMIT = 200;
const REQUIRES_LIMIT = 12;
/** Of Ruby and its libraries: never looked for. */
const KNOWN =
  /^(?:ENV|ARGV|Rails|Rack|Rackup|Sinatra|Net|HTTP|URI|JSON|YAML|File|Dir|Logger|Time|Date|Integer|String|Array|Hash|Regexp|Redis|PG|Faraday|HTTParty|RestClient|ActiveRecord|ActionCable|Sidekiq|Puma|WEBrick|OpenSSL|Kernel|Process|Thread|Struct)$/;

/**
 * The constants that other files of the workspace declare: those that the name of a file says (`Payments::Client` is in
 * `app/services/payments/client.rb`), and those of files that this one requires.
 */
export function* importedConstants(
  root: Node,
  { modules, syntax }: SourceFile,
  declared: ReadonlySet<string>,
): Generator<Binding> {
  const required = [...requiredFiles(root)].filter((one) => !one.includes('*')).slice(0, REQUIRES_LIMIT);
  const done = new Set<string>(declared);
  for (const [names, node] of chainsOf(root)) {
    const [name = ''] = names;
    if (done.has(name) || KNOWN.test(name)) continue;
    const from = byName(names, (one) => modules.resolve(syntax.path, one) !== undefined);
    const source =
      from ?? required.find((one) => modules.exportsOf(syntax.path, one, name)?.has(name) === true);
    if (source === undefined) continue;
    done.add(name);
    yield { name, scope: root, node, is: { kind: 'import', from: source, name } };
  }
}

/** The longest beginning of a chain that a file is named after. */
function byName(names: readonly string[], exists: (specifier: string) => boolean): string | undefined {
  for (let length = Math.min(names.length, 4); length > 0; length--) {
    const specifier = `::${names.slice(0, length).join('::')}`;
    if (exists(specifier)) return specifier;
  }
  return undefined;
}

/** Every chain of constants that the file writes, the longest first. */
function chainsOf(root: Node): [names: readonly string[], node: Node][] {
  const found = new Map<string, Node>();
  for (const node of nodesOfType(root, 'scope_resolution', 'constant')) {
    if (found.size >= CONSTANTS_LIMIT) break;
    const isPart = node.parent?.type === 'scope_resolution';
    const isName =
      /^(?:class|module)$/.test(node.parent?.type ?? '') &&
      field(node.parent ?? undefined, 'name')?.equals(node);
    if (!isPart && isName !== true && node.endIndex - node.startIndex < 200 && !found.has(node.text))
      found.set(node.text, node);
  }
  const chains = [...found].map(([text, node]): [readonly string[], Node] => [
    text.split('::').filter((name) => name !== ''),
    node,
  ]);
  return chains.sort(([a], [b]) => b.length - a.length);
}
