import { isDockerfile, type DockerfileDocument } from '@railgate/code';
import { parseDockerfile } from '@railgate/code/reader';
import { cleanText, type FileEntry, type Gap, type ScanInput } from '@railgate/contract';
import { readSource } from '@railgate/kit';

/** Bytes. Larger Dockerfiles are not written by people. */
const LIMIT = 512 * 1024;

/** The Dockerfiles of a repository, and those that cannot be read. */
export interface Dockerfiles {
  /** By path, sorted. */
  readonly documents: ReadonlyMap<string, DockerfileDocument>;
  /** Also of those that do not parse. */
  readonly count: number;
  readonly gaps: readonly Gap[];
}

export function readDockerfiles(
  { workspace, progress, signal }: Pick<ScanInput, 'workspace' | 'progress' | 'signal'>,
  files: readonly FileEntry[],
  named: readonly string[] = [],
): Dockerfiles {
  const known = new Set(files.map(({ path }) => path));
  const paths = files.map(({ path }) => path).filter(isDockerfile);
  const all = [...new Set([...paths, ...named.filter((path) => known.has(path))])].sort();
  const documents = new Map<string, DockerfileDocument>();
  const gaps: Gap[] = [];
  for (const path of all) {
    signal.throwIfAborted();
    progress(path);
    const read = readSource(workspace, path, LIMIT);
    const parsed = 'gap' in read ? read : parse(path, read.text);
    if ('gap' in parsed) gaps.push(parsed.gap);
    else documents.set(path, parsed.document);
  }
  return { documents, count: all.length, gaps };
}

function parse(
  path: string,
  text: string,
): { readonly document: DockerfileDocument } | { readonly gap: Gap } {
  try {
    const parsed = parseDockerfile(path, text);
    if (parsed.kind !== 'failure') return parsed;
    const { message, region } = parsed.failure;
    return {
      gap: unparseable(path, `does not parse at line ${region.startLine}. ${message}`, region.startLine),
    };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'an unknown error';
    return { gap: unparseable(path, `could not be parsed: the parser stopped with ${name}.`) };
  }
}

function unparseable(path: string, what: string, line?: number): Gap {
  const message = `${cleanText(path)} ${what}`;
  return { code: 'FILE_UNPARSEABLE', message, path, ...(line !== undefined && { line }) };
}
