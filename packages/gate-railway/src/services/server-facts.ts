import type {
  Directive,
  DirectiveDocument,
  DockerfileDocument,
  FileFacts,
  Parsed,
  Substitution,
} from '@railgate/code';
import {
  NO_FACTS,
  caddyFacts,
  isTemplate,
  nginxFacts,
  nginxProgram,
  type NginxFile,
} from '@railgate/code/reader';
import type { Gap } from '@railgate/contract';

import type { DocumentStore } from '../documents/store.js';
import { copiedFiles, type CopiedFile } from './copied-files.js';
import { serverOfImage } from './images.js';
import { mayStart, serverFilesOf, type WebServerSources } from './web-server.js';

/** What the web servers of a service say, and what of it could not be read. */
export interface ServerFacts {
  readonly facts: readonly FileFacts[];
  /** Every file that was to be read. */
  readonly files: readonly string[];
  readonly gaps: readonly (Gap & { readonly path: string })[];
}

export function serverFactsOf(sources: WebServerSources, store: DocumentStore): ServerFacts {
  const gaps: (Gap & { readonly path: string })[] = [];
  const files: string[] = [];
  const facts: FileFacts[] = [];
  const read = (file: CopiedFile, parse: (path: string) => Parsed<DirectiveDocument>): NginxFile[] => {
    const parsed = parse(file.path);
    files.push(file.path);
    if (parsed.kind === 'document') return [{ ...file, directives: parsed.document.directives }];
    if (parsed.kind === 'gap') gaps.push({ ...parsed.gap, path: file.path });
    return [];
  };
  for (const { server, files: copied } of serverFilesOf(sources)) {
    if (server === 'nginx') {
      const all = copied.flatMap((file) => read(file, (path) => store.nginx(path)));
      facts.push(...nginxFileFacts(all, sources, store));
    } else {
      for (const file of copied) {
        const [found] = read(file, (path) => store.caddyfile(path));
        if (found) facts.push({ path: file.path, language: 'caddy', ...caddyFacts(found.directives) });
      }
    }
  }
  const standard = files.length === 0 ? imageFacts(sources, store) : undefined;
  return { facts: standard ? [standard] : facts, files, gaps };
}

function nginxFileFacts(
  files: readonly NginxFile[],
  sources: WebServerSources,
  store: DocumentStore,
): FileFacts[] {
  const program = nginxProgram(files);
  const path = pathOf(program) ?? files[0]?.path;
  if (path === undefined) return [];
  return [{ path, language: 'nginx', ...nginxFacts(program, substitutionOf(files, sources, store)) }];
}

/** The file that holds the servers. */
function pathOf(program: readonly Directive[]): string | undefined {
  const one = program.find(({ name }) => name === 'server' || name === 'http') ?? program[0];
  return one?.place.path;
}

/** Tools that put values into a text. */
const FILLERS =
  /\b(?:envsubst|sed|perl|awk|gomplate|dockerize|confd|esh|mustache|j2|jinja2?|python3?|node|tr|tee|cat)\b/;
const EDITORS = /\b(?:sed|perl|awk|python3?|node|tee|eval)\b/;

const SCRIPT = /\.sh$|entrypoint|(?:^|\/)start(?:up)?[^/]*$|docker-|\/bin\//i;

/** What happens to the files between the repository and nginx. Whatever is not known may do anything. */
function substitutionOf(
  files: readonly NginxFile[],
  { root, dockerfile, start, files: all }: WebServerSources,
  store: DocumentStore,
): Substitution {
  if (!dockerfile) return { variables: true, numbers: true };
  const scripts = copiedFiles(dockerfile, root, all, (target, source) =>
    [target, source].some((one) => SCRIPT.test(one)),
  );
  const texts = [withoutComments(dockerfile.text), start?.command ?? ''];
  for (const { path } of scripts) {
    const read = store.text(path);
    if ('text' in read) texts.push(read.text);
  }
  const isOfficial = serverOfImage(dockerfile.final.image)?.server === 'nginx';
  const isPlain = isOfficial && texts.every((text) => !FILLERS.test(text));
  const byEntrypoint = files.some((one) => one.target.includes('/nginx/templates/') && isTemplate(one));
  return {
    variables: byEntrypoint || !isPlain,
    numbers: texts.some(writesPort),
    edits: texts.flatMap((text) => text.split('\n').filter((line) => /\b(?:sed|perl|awk)\b/.test(line))),
  };
}

/** The image's own configuration, where nothing else may stand in its place. */
function imageFacts(sources: WebServerSources, store: DocumentStore): FileFacts | undefined {
  const { dockerfile, start } = sources;
  const known = dockerfile && serverOfImage(dockerfile.final.image);
  if (!dockerfile || !known || !mayStart(known.server, sources)) return undefined;
  const isConfigured =
    known.server === 'apache'
      ? isApacheConfigured(sources, store)
      : isConfiguredInline(dockerfile, start?.command ?? '');
  if (isConfigured) return undefined;
  const { from } = dockerfile.final;
  const place = { path: dockerfile.path, region: from.region };
  return {
    path: dockerfile.path,
    language: known.server,
    ...NO_FACTS,
    listeners: [
      {
        framework: known.server,
        place,
        guard: 'always',
        onSocket: false,
        onlyAsMain: false,
        port: { kind: 'literal', value: known.port, place },
      },
    ],
  };
}

function isConfiguredInline({ final }: DockerfileDocument, command: string): boolean {
  if (/Caddyfile|--(?:listen|from|config)|-[cg] (?!.?daemon)|\.(?:sh|conf)/.test(command)) return true;
  return final.instructions.some(({ keyword, raw }) => CONFIGURES.test(raw) && keyword !== 'LABEL');
}

/** Something speaks of its port: the image, the start command, a script, or a configuration that is copied. */
function isApacheConfigured(
  { root, dockerfile, start, files }: WebServerSources,
  store: DocumentStore,
): boolean {
  if (!dockerfile) return true;
  const copied = copiedFiles(dockerfile, root, files, (target, source) =>
    [target, source].some((one) => SCRIPT.test(one) || /apache|httpd|\.conf$/.test(one)),
  );
  const texts = [withoutComments(dockerfile.text), start?.command ?? ''];
  for (const { path } of copied.filter((one) => /\.(?:sh|conf)$|entrypoint|start/.test(one.path))) {
    const read = store.text(path);
    texts.push('text' in read ? withoutComments(read.text) : 'PORT');
  }
  return texts.some((text) => /PORT\b|\bListen\b|<<|\.sh\b/.test(text));
}

/** It may bring a configuration from anywhere. */
const CONFIGURES =
  /nginx(?!\/html)[/.]|conf\.d|\.conf\b|Caddyfile|\/etc\/caddy|<<|--(?:listen|from)|\$\{?PORT/i;

/** A line that edits a text with PORT in it, or a text that is written in the script itself. */
function writesPort(text: string): boolean {
  if (text.includes('<<') || /\beval\b/.test(text)) return true;
  const lines = text.replaceAll('\\\n', ' ').split('\n');
  return lines.some((line) => {
    const isWritten = /\b(?:echo|printf)\b/.test(line) && line.includes('>');
    return /\bPORT\b/.test(line) && (isWritten || EDITORS.test(line));
  });
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}
