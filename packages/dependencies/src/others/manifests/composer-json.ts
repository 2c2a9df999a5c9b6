import { readJson } from '../../data/json.js';
import { tableOf, textOf } from '../../data/node.js';
import type { Requirement } from '../../lockfile.js';

/** PHP itself, its extensions and composer's own interfaces. */
const PLATFORM = /^(?:php(?:-.*)?|hhvm|ext-.*|lib-.*|composer(?:-.*-api)?)$/i;

/**
 * What composer.json asks for.
 *
 * @throws {ReadError}
 */
export function readComposerJson(text: string): Requirement[] {
  const root = tableOf(readJson(text).root);
  const sections = [
    ['require', 'prod'],
    ['require-dev', 'dev'],
  ] as const;
  return sections.flatMap(([key, kind]) =>
    [...tableOf(root.get(key))].flatMap(([name, node]): Requirement[] =>
      PLATFORM.test(name) ? [] : [{ name, kind, range: textOf(node) ?? '', line: node.line }],
    ),
  );
}
