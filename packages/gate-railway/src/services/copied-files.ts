import { execForm, type DockerfileDocument, type Instruction, type Stage } from '@railgate/code';
import { globMatcher } from '@railgate/kit';

import { baseName, joinPath } from './railway-files.js';

/** A file of the repository that an image holds. */
export interface CopiedFile {
  /** In the repository. */
  readonly path: string;
  /** In the image, absolute. */
  readonly target: string;
}

/** More are no configuration that somebody wrote for a server. */
const FILES_LIMIT = 200;

/**
 * The files of the repository that COPY and ADD put into an image, as far as they are wanted: those of the final stage
 * and of the stages that it starts from. Undeclared, the build may start in the service's root or in that of the
 * repository.
 */
export function copiedFiles(
  { final }: DockerfileDocument,
  root: string,
  files: ReadonlySet<string>,
  wanted: (target: string, source: string) => boolean,
): readonly CopiedFile[] {
  const found: CopiedFile[] = [];
  const stages: Stage[] = [];
  for (let here: Stage | undefined = final; here && !stages.includes(here); here = here.base)
    stages.push(here);
  for (const stage of stages.reverse()) {
    let folder = '/';
    for (const instruction of stage.instructions) {
      const [first] = instruction.words;
      if (instruction.keyword === 'WORKDIR' && first) folder = inImage(folder, first.text);
      else if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
        found.push(...copies(instruction, folder, root, files, wanted).slice(0, FILES_LIMIT - found.length));
      }
    }
  }
  return found;
}

function copies(
  { words, raw, flags }: Instruction,
  folder: string,
  root: string,
  files: ReadonlySet<string>,
  wanted: (target: string, source: string) => boolean,
): CopiedFile[] {
  const texts = execForm(raw, '\\') ?? words.map(({ text }) => text);
  const last = texts.at(-1);
  if (last === undefined) return [];
  const target = inImage(folder, last);
  const fromStage = flags.some((flag) => flag.startsWith('from='));
  return texts.slice(0, -1).flatMap((source) => {
    if (!wanted(target, source)) return [];
    const paths = sourcesOf(source, fromStage, root, files);
    return paths.map(({ path, below }) => ({ path, target: targetOf(target, last, path, below) }));
  });
}

/** `below`: the path in the folder that is copied, where it is one. */
interface Source {
  readonly path: string;
  readonly below?: string;
}

function sourcesOf(source: string, fromStage: boolean, root: string, files: ReadonlySet<string>): Source[] {
  for (const base of root === '.' ? ['.'] : [root, '.']) {
    // What an earlier stage holds was copied into it from some folder of the same name.
    const tries = fromStage ? suffixesOf(source) : [source];
    for (const one of tries) {
      const path = joinPath(base, one);
      if (path === undefined) continue;
      if (files.has(path)) return [{ path }];
      if (/[*?[]/.test(path)) return [...files].filter(globMatcher([path])).map((match) => ({ path: match }));
      const inside = path === '.' || fromStage ? [] : below(path, files);
      if (inside.length > 0) return inside;
    }
  }
  return [];
}

function suffixesOf(source: string): string[] {
  const segments = source.split('/').filter(Boolean);
  return segments.slice(0, 10).map((_, index) => segments.slice(index).join('/'));
}

function below(folder: string, files: ReadonlySet<string>): Source[] {
  const start = `${folder}/`;
  return [...files].flatMap((path) =>
    path.startsWith(start) ? [{ path, below: path.slice(start.length) }] : [],
  );
}

function targetOf(target: string, written: string, path: string, inside: string | undefined): string {
  if (inside !== undefined) return `${target}/${inside}`;
  const isFolder = /(?:^|\/)\.{0,2}$|\/(?:conf\.d|http\.d|templates|sites-enabled|nginx|caddy)$/.test(
    written,
  );
  return isFolder ? `${target}/${baseName(path)}` : target;
}

/** An absolute path without a slash at its end. */
function inImage(folder: string, path: string): string {
  const joined = joinPath('.', path.startsWith('/') ? path : `${folder}/${path}`);
  return joined === undefined || joined === '.' ? '' : `/${joined}`;
}
