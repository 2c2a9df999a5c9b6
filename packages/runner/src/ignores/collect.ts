import { extname } from 'node:path';

import { cleanText, type FileEntry, type Workspace } from '@railgate/contract';
import { redact } from '@railgate/kit';

import { passFiles, type FileVisitor } from '../file-pass.js';
import { loadMasks } from '../masks.js';
import type { IgnoreComment } from './comment.js';
import { findComments } from './find-comments.js';
import type { ForeignEntry, ForeignIgnore } from './foreign-entry.js';
import { foreignName } from './foreign-names.js';
import { FILE_LIMIT, FileReader } from '../file-reader.js';

/** What the files of the repository want ignored. */
export interface Ignores {
  /** In the order of the files and lines. */
  readonly comments: readonly IgnoreComment[];
  /** Entries of other tools' ignore files, and their comments beside findings. */
  readonly foreign: readonly ForeignIgnore[];
  readonly warnings: readonly string[];
}

export const NO_IGNORES: Ignores = { comments: [], foreign: [], warnings: [] };

/** Comments of all files together. What comes after them lets nothing through. */
const COMMENTS_LIMIT = 20_000;
const FOREIGN_FILES_LIMIT = 200;
const ENTRIES_LIMIT = 500;

export interface Reading {
  /** Ends the search: what was found until then comes back. */
  readonly signal?: AbortSignal | undefined;
  /** Want to see the files, too. */
  readonly others?: readonly FileVisitor[];
  /** Is a file known to hold no comment? */
  readonly isUnmarked?: ((path: string) => boolean) | undefined;
}

/** Reads all files of the list once, but those of which is known what is in them. */
export async function collectIgnores(
  workspace: Workspace,
  { signal, others = [], isUnmarked = () => false }: Reading = {},
): Promise<Ignores> {
  const comments: IgnoreComment[] = [];
  const own: FileVisitor = {
    wants: (file) => comments.length <= COMMENTS_LIMIT && mayHoldComments(file) && !isUnmarked(file.path),
    visit: ({ path }, bytes) => comments.push(...(bytes ? findComments(path, bytes) : [])),
    end: () => undefined,
  };
  await passFiles(workspace, [own, ...others], signal);
  const files = workspace.files.map(({ path }) => path).filter((path) => foreignName(path));
  const reader = new FileReader(workspace);
  const foreign: ForeignIgnore[] = [];
  for (const path of files.slice(0, FOREIGN_FILES_LIMIT)) foreign.push(...(await readForeign(reader, path)));
  const warnings = warningsOf(comments.length, files.length);
  if (comments.length + foreign.length === 0) return { comments, foreign, warnings };
  return masked({ comments: comments.slice(0, COMMENTS_LIMIT), foreign, warnings });
}

/** Whoever lets a secret through may have written it into the reason. Ids and places are what the rest goes by. */
async function masked({ comments, foreign, warnings }: Ignores): Promise<Ignores> {
  const { maskSecrets } = await loadMasks();
  return {
    comments: comments.map((comment) =>
      comment.reason === undefined
        ? comment
        : { ...comment, reason: maskSecrets(comment.reason).slice(0, REASON_LIMIT) },
    ),
    foreign: foreign.map((entry) => ({
      ...entry,
      selects: Object.fromEntries(
        Object.entries(entry.selects).map(([key, value]) => [key, maskSecrets(value).slice(0, TEXT_LIMIT)]),
      ),
    })),
    warnings,
  };
}

/** Names of files without comments, so that pictures are not read. */
const BINARY = new Set(
  '.png .jpg .jpeg .gif .webp .avif .ico .bmp .tif .tiff .pdf .zip .gz .tgz .bz2 .xz .7z .jar .war .whl .woff .woff2 .ttf .otf .eot .mp3 .mp4 .mov .avi .webm .ogg .wav .wasm .so .dll .dylib .exe .class .pyc .o .a .bin .db .sqlite'.split(
    ' ',
  ),
);

function mayHoldComments({ path, size }: FileEntry): boolean {
  return size > 0 && size <= FILE_LIMIT && !BINARY.has(extname(path).toLowerCase());
}

async function readForeign(reader: FileReader, path: string): Promise<ForeignIgnore[]> {
  const bytes = reader.read(path);
  if (!bytes) return [{ path, selects: {}, note: 'The file cannot be read.' }];
  const { FOREIGN_FILES } = await import('./foreign-files.js');
  const name = foreignName(path);
  if (!name) return [];
  const file = FOREIGN_FILES[name];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const entries = await file.entries(text);
    const left = entries.length - ENTRIES_LIMIT;
    const shown = entries.slice(0, ENTRIES_LIMIT).map((entry) => cleanEntry(path, entry));
    return left > 0 ? [...shown, { path, selects: {}, note: `${left} more entries are not listed.` }] : shown;
  } catch (error) {
    const why =
      error instanceof TypeError ? 'it is not UTF-8' : error instanceof Error ? error.message : 'unknown';
    return [{ path, selects: {}, note: `The file cannot be read as one of ${file.tool}: ${why}.` }];
  }
}

const REASON_LIMIT = 500;
const TEXT_LIMIT = 300;
/** More than is shown: half a secret is not known for one. */
const TEXT_READ = 2000;

function cleanEntry(path: string, { line, selects }: ForeignEntry): ForeignIgnore {
  const clean = Object.entries(selects).map(
    ([key, value]) => [cleanText(key), cleanText(redact(value.slice(0, TEXT_READ)))] as const,
  );
  return { path, ...(line !== undefined && { line }), selects: Object.fromEntries(clean) };
}

function warningsOf(comments: number, files: number): string[] {
  const warnings: string[] = [];
  if (comments > COMMENTS_LIMIT) {
    warnings.push(
      `There are more than ${COMMENTS_LIMIT} railgate-ignore comments; those after them let nothing through.`,
    );
  }
  if (files > FOREIGN_FILES_LIMIT) {
    warnings.push(
      `There are ${files} ignore files of other tools; ${FOREIGN_FILES_LIMIT} of them are listed.`,
    );
  }
  return warnings;
}
