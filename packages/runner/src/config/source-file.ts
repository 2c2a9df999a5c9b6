import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

import { cleanText, UsageError } from '@railgate/contract';
import { readSource } from '@railgate/kit';

import { type ConfigDocument, documentProblems } from './document.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import { problemsError } from './problems.js';

export interface SourceFile {
  readonly folder: string;
  /** In the folder. */
  readonly file: string;
  /** As a user names the file. */
  readonly name: string;
  /** The page that describes it, below `docs/`. */
  readonly page: string;
}

const JSON_LIMIT = 1024 * 1024;
/** A YAML parser takes seconds for a hostile megabyte. */
const YAML_LIMIT = 256 * 1024;

/**
 * Reads and parses a `.json`, `.jsonc`, `.yaml` or `.yml` file: data only. A symbolic link must stay in the folder.
 *
 * @throws {UsageError}
 */
export async function readDocument(source: SourceFile): Promise<ConfigDocument> {
  const extension = extname(source.file);
  const isYaml = extension === '.yaml' || extension === '.yml';
  const text = readText(source, isYaml ? YAML_LIMIT : JSON_LIMIT);
  const of = { name: source.name, page: source.page, text };
  const parsed = isYaml ? await parseYaml(text) : await parseJson(text, { comments: extension === '.jsonc' });
  if ('problem' in parsed) throw problemsError(of, [parsed.problem]);
  const problems = documentProblems(parsed.root);
  if (problems.length > 0) throw problemsError(of, problems);
  return { ...of, root: parsed.root };
}

/** A file that the user names: links are followed, since they are the user's own. */
export function userFile(path: string, name: string, page: string): SourceFile {
  const real = realPath(path, name);
  if (!/\.(?:jsonc?|ya?ml)$/.test(real)) {
    throw new UsageError(
      `${cleanText(name)} is not a .json, .jsonc, .yaml or .yml file.`,
      'Give a file whose name ends with one of these; configuration is data and is never executed.',
    );
  }
  return { folder: dirname(real), file: basename(real), name, page };
}

/** Which of the names are there, also as links that lead nowhere: those are errors and not absent. */
export function presentFiles(folder: string, names: readonly string[]): string[] {
  return names.filter((name) => isPresent(join(folder, name)));
}

function isPresent(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // A folder that may not be entered, the home of somebody else for one.
  }
}

function realPath(path: string, name: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? 'does not exist'
        : `cannot be read (${code ?? 'unknown error'})`;
    throw new UsageError(`${cleanText(name)} ${what}.`, 'Check the path of the file.', { cause: error });
  }
}

function readText({ folder, file, name }: SourceFile, limit: number): string {
  if (isFolder(join(folder, file))) {
    throw new UsageError(
      `${cleanText(name)} is a folder and not a file.`,
      'Rename the folder, or make it a file.',
    );
  }
  const read = readSource({ root: folder }, file, limit);
  if ('text' in read) return read.text;
  const message = read.gap.message.replace(cleanText(file), cleanText(name));
  throw new UsageError(message, REMEDIES[read.gap.code] ?? 'Check the file and its permissions.');
}

const REMEDIES: Readonly<Record<string, string>> = {
  FILE_TOO_LARGE: 'Shorten it: list folders and globs instead of single files.',
  FILE_BINARY: 'Write it as text in UTF-8.',
  FILE_ENCODING: 'Convert it to UTF-8.',
};

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
