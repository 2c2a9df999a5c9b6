import { cleanText } from '@railgate/contract';
import { isDeeplyNested } from '@railgate/kit';
import type * as yamlModule from 'yaml';
import type { ParsedNode } from 'yaml';

import { type DocumentNode, listNode, type Member, objectNode, scalarNode } from './document.js';
import type { Parsed } from './parse-json.js';
import type { Problem } from './problems.js';

type Yaml = typeof yamlModule;

/**
 * YAML 1.2, core schema, one document, no tags of its own. An empty document is an empty object.
 *
 * @param scalarKeys takes numbers and the like as keys, by their text, for files of other tools.
 */
export async function parseYaml(
  text: string,
  { scalarKeys = false }: { readonly scalarKeys?: boolean } = {},
): Promise<Parsed> {
  if (isDeeplyNested(text))
    return { problem: { offset: 0, message: 'The file is nested or indented too deeply.' } };
  const yaml = await import('yaml');
  const parsed = yaml.parseDocument(text, OPTIONS);
  const [first] = [...parsed.errors, ...parsed.warnings];
  if (first !== undefined) {
    return { problem: { offset: first.pos[0], message: messageOf(first) } };
  }
  if (parsed.contents === null) return { root: objectNode(0, []) };
  try {
    return { root: new Converter(yaml, scalarKeys).convert(parsed.contents) };
  } catch (error) {
    if (error instanceof YamlProblem) return { problem: error.problem };
    throw error;
  }
}

/** Duplicate keys are looked for later: the parser takes quadratic time for that. `silent` would hide a second document. */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
} as const;

class YamlProblem extends Error {
  readonly problem: Problem;

  constructor(offset: number, message: string) {
    super(message);
    this.problem = { offset, message };
  }
}

class Converter {
  readonly #yaml: Yaml;
  readonly #scalarKeys: boolean;
  /** An alias shares what its anchor names, and the document counts it in full: a bomb is seen, never built. */
  readonly #anchors = new Map<string, DocumentNode>();

  constructor(yaml: Yaml, scalarKeys: boolean) {
    this.#yaml = yaml;
    this.#scalarKeys = scalarKeys;
  }

  convert(node: ParsedNode): DocumentNode {
    const converted = this.#convertPlain(node);
    if ('anchor' in node && node.anchor !== undefined) this.#anchors.set(node.anchor, converted);
    return converted;
  }

  #convertPlain(node: ParsedNode): DocumentNode {
    const { isAlias, isMap, isScalar, isSeq } = this.#yaml;
    const offset = node.range[0];
    if (isAlias(node)) return this.#resolve(node.source, offset);
    if (isScalar(node)) return scalarNode(offset, scalarValue(node.value));
    if (isSeq(node))
      return listNode(
        offset,
        node.items.map((item) => this.convert(item as ParsedNode)),
      );
    if (isMap(node))
      return objectNode(
        offset,
        node.items.map((pair) => this.#member(pair.key as ParsedNode, pair.value as ParsedNode | null)),
      );
    throw new YamlProblem(offset, 'This kind of value is not supported.');
  }

  #member(key: ParsedNode, value: ParsedNode | null): Member {
    const keyOffset = key.range[0];
    if (!this.#yaml.isScalar(key) || (typeof key.value !== 'string' && !this.#scalarKeys))
      throw new YamlProblem(keyOffset, 'A key must be text.');
    return {
      key: typeof key.value === 'string' ? key.value : (key.source ?? ''),
      keyOffset,
      value: value === null ? scalarNode(keyOffset, null) : this.convert(value),
    };
  }

  #resolve(name: string, offset: number): DocumentNode {
    const known = this.#anchors.get(name);
    if (known === undefined)
      throw new YamlProblem(offset, `The alias *${cleanText(name)} refers to nothing before it.`);
    return known;
  }
}

function scalarValue(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The parser's own words for a second document are advice for programmers. */
function messageOf({ code, message }: yamlModule.YAMLError): string {
  return code === 'MULTIPLE_DOCS'
    ? 'A second document starts here, behind `---`, and only one is read. Join the two.'
    : `This is not YAML: ${sentence(message)}`;
}

function sentence(message: string): string {
  const text = cleanText(message.split('\n', 1)[0] ?? '').slice(0, 200);
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
