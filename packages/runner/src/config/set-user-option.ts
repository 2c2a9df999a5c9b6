import { mkdirSync } from 'node:fs';
import { extname, join } from 'node:path';

import { UsageError, cleanText } from '@railgate/contract';

import { writeFileSafely } from '../write-reports.js';
import { memberOf, type DocumentNode } from './document.js';
import { findUserConfig } from './load-config.js';
import { readDocument, userFile } from './source-file.js';

export interface UserOptionChange {
  /** The file, absolute. */
  readonly file: string;
  readonly isNew: boolean;
  /** What stood there; undefined where nothing did. */
  readonly before?: unknown;
}

const PAGE = 'configuration.md';

/**
 * Sets one option in the user's own configuration file, and makes that file where there is none. Everything else in it stays as
 * it is, comments and all.
 *
 * @param path keys, `['gates', 'container', 'trivyImage']`
 * @throws {UsageError} when the file cannot be read, is no configuration, or cannot be written
 */
export async function setUserOption(
  path: readonly string[],
  value: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<UserOptionChange> {
  const { folder, file } = findUserConfig(env);
  if (file === undefined) return create(folder, path, value);
  const full = join(folder, file);
  const source = userFile(full, full, PAGE);
  const { text, root } = await readDocument(source);
  expectObjects(root, path, full);
  const before = valueAt(root, path);
  const edited = /^\.ya?ml$/.test(extname(source.file))
    ? await editYaml(text, path, value)
    : await editJson(text, path, value);
  // Through a link to the file that it leads to: the link is the user's own.
  writeFileSafely(join(source.folder, source.file), edited);
  return { file: full, isNew: false, ...(before !== undefined && { before }) };
}

function create(folder: string, path: readonly string[], value: string): UserOptionChange {
  let content: unknown = value;
  for (const key of [...path].reverse()) content = { [key]: content };
  const file = join(folder, 'config.json');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${cleanText(folder)} cannot be made (${code}).`,
      'Check the rights of this user, or set XDG_CONFIG_HOME to another folder.',
      { cause: error },
    );
  }
  writeFileSafely(file, `${JSON.stringify(content, null, 2)}\n`);
  return { file, isNew: true };
}

/** To put a key into a text would throw the text away. */
function expectObjects(root: DocumentNode, path: readonly string[], file: string): void {
  let node: DocumentNode | undefined = root;
  for (const key of path) {
    if (node === undefined) return;
    if (node.kind !== 'object')
      throw new UsageError(
        `${cleanText(file)} has something else than an object where ${cleanText(key)} belongs.`,
        'Mend the file: `railgate run` says where.',
      );
    node = memberOf(node, key)?.value;
  }
}

function valueAt(root: DocumentNode, path: readonly string[]): unknown {
  let node: DocumentNode | undefined = root;
  for (const key of path) node = node && memberOf(node, key)?.value;
  return node?.kind === 'scalar' ? node.value : undefined;
}

async function editJson(text: string, path: readonly string[], value: string): Promise<string> {
  const { applyEdits, modify } = await import('jsonc-parser');
  const indent = /^(?: {2,8}|\t)(?=\S)/m.exec(text)?.[0] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return applyEdits(text, modify(text, [...path], value, { formattingOptions }));
}

async function editYaml(text: string, path: readonly string[], value: string): Promise<string> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  document.setIn([...path], value);
  return document.toString({ lineWidth: 0 });
}
