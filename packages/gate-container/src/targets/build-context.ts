import { closeSync, createReadStream, fstatSync } from 'node:fs';
import { posix } from 'node:path';
import { Readable } from 'node:stream';

import { GateError, plainText, type Workspace } from '@railgate/contract';
import type { VolumeEntry } from '@railgate/images';
import { openSource, readSource } from '@railgate/kit';

/** Bytes of one file. */
const FILE_LIMIT = 4 * 1024 ** 3;

export interface BuildContext {
  readonly entries: readonly VolumeEntry[];
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string;
}

/**
 * What a build gets to see: the files beside the Dockerfile and below, of those that the file list has (so nothing that git
 * ignores, and no `.git`), without what `.dockerignore` names.
 *
 * @throws {GateError} `NEED_UNMET` when a file cannot be read
 */
export async function buildContext(workspace: Workspace, dockerfile: string): Promise<BuildContext> {
  const folder = posix.dirname(dockerfile);
  const prefix = folder === '.' ? '' : `${folder}/`;
  const name = dockerfile.slice(prefix.length);
  const below = workspace.files.map(({ path }) => path).filter((path) => path.startsWith(prefix));
  const isIgnored = await ignoredBy(workspace, prefix, name);
  const kept = below
    .map((path) => path.slice(prefix.length))
    // The builder needs it, whatever is ignored.
    .filter((path) => path === name || !isIgnored(path));
  return { entries: kept.map((path) => entryOf(workspace, `${prefix}${path}`, path)), dockerfile: name };
}

async function ignoredBy(
  workspace: Workspace,
  prefix: string,
  name: string,
): Promise<(path: string) => boolean> {
  const known = new Set(workspace.files.map(({ path }) => path));
  // BuildKit takes the one that belongs to the Dockerfile before the other.
  const file = [`${prefix}${name}.dockerignore`, `${prefix}.dockerignore`].find((path) => known.has(path));
  if (file === undefined) return () => false;
  const read = readSource(workspace, file);
  if ('gap' in read) throw new GateError('NEED_UNMET', read.gap.message);
  const dockerignore = (await import('@balena/dockerignore')).default.default;
  const rules = dockerignore().add(read.text.split(/\r?\n/));
  return (path) => rules.ignores(path);
}

function entryOf(workspace: Workspace, path: string, inContext: string): VolumeEntry {
  const { descriptor, size } = open(workspace, path);
  const isProgram = (fstatSync(descriptor).mode & 0o100) !== 0;
  closeSync(descriptor);
  return { kind: 'file', path: inContext, size, mode: isProgram ? 0o755 : 0o644, content };

  function content(): Readable {
    if (size === 0) return Readable.from([]);
    // Not more than was announced: a file that grows meanwhile would break the tar.
    return createReadStream('', { fd: open(workspace, path).descriptor, start: 0, end: size - 1 });
  }
}

function open({ root }: Workspace, path: string): { readonly descriptor: number; readonly size: number } {
  const opened = openSource(root, path, FILE_LIMIT);
  if (!('gap' in opened)) return opened;
  throw new GateError('NEED_UNMET', `The build cannot have a file of its context: ${opened.gap.message}`, {
    remedy: `Make ${plainText(path, 300)} readable, or list it in \`.dockerignore\`.`,
  });
}
