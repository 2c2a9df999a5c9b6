import type { ArchivedImage } from '@railgate/images';

import { readHistory, type Step } from '../trace/history-step.js';

type Settings = Pick<ArchivedImage, 'config' | 'history'>;

/**
 * What an image was made by, as a Dockerfile that the scanner can judge: the instructions since the last `CMD` of what it is
 * built on, and the user that it runs as. As Trivy does it (pkg/fanal/analyzer/imgconf/dockerfile of 0.74.0), which
 * judges one image a run; but commands of Docker's classic builder and ports are in it, which Trivy loses.
 */
export function dockerfileOf({ config, history }: Settings): string {
  const steps = readHistory(history);
  const own = steps.slice(baseEnd(steps) + 1);
  const lines = own.flatMap((step) => instructionOf(step, config.healthcheck ?? []));
  // It may have been given when the image was written, and no instruction says so.
  if (config.user !== undefined) lines.push(`USER ${config.user}`);
  // Trivy reads no file without an instruction, and an image that was imported has none: what nobody set is known all the same.
  if (lines.length === 0) lines.push('FROM scratch');
  return lines.map((line) => `${oneLine(line)}\n`).join('');
}

/**
 * Checks that mean nothing here, since the instructions of the base image are among them or were overwritten: Trivy leaves
 * them out for images, too (trivy.dev/docs/latest/guide/target/container_image, "disabled checks").
 */
export const NOT_FOR_IMAGES: ReadonlySet<string> = new Set(['DS-0007', 'DS-0016']);

/** Where the base image ends: its last `CMD`, before anything of our own that changed a file. -1 where there is none. */
function baseEnd(steps: readonly Step[]): number {
  const lastLayer = steps.findLastIndex(({ empty }) => !empty);
  return steps
    .slice(0, Math.max(0, lastLayer))
    .findLastIndex(({ empty, keyword }) => empty && keyword === 'CMD');
}

/** Nothing for one that has no say in any check, and for one without content, which no builder would read. */
function instructionOf(step: Step, healthcheck: readonly string[]): string[] {
  const content = contentOf(step, healthcheck)?.trim() ?? '';
  const isCopy = step.keyword === 'COPY' || step.keyword === 'ADD';
  return content === '' || (isCopy && !/\s/.test(content)) ? [] : [`${step.keyword} ${content}`];
}

function contentOf({ keyword, plain, builder }: Step, healthcheck: readonly string[]): string | undefined {
  switch (keyword) {
    case 'RUN':
      return commandOf(plain);
    case 'COPY':
    case 'ADD':
      // `file:… in /app`: the classic builder names what it copied by its digest.
      return builder === 'classic' ? plain.replace(/\b((?:file|dir|multi):\S{1,200}) in /, '$1 ') : plain;
    case 'ENV':
      return plain.replace(
        /^([^=]*)=([^]*)$/,
        (_, name: string, value: string) => `${name}=${JSON.stringify(value)}`,
      );
    case 'EXPOSE':
      // `map[22/tcp:{}]` of BuildKit.
      return (plain.match(/\d{1,5}(?:\/(?:tcp|udp|sctp))?/g) ?? []).join(' ');
    case 'HEALTHCHECK':
      // The history has it in the form of a data structure.
      return healthcheck.join(' ').replace(/^CMD-SHELL\b/, 'CMD') || 'NONE';
    default:
      return KEPT.has(keyword) ? plain : undefined;
  }
}

const KEPT: ReadonlySet<string> = new Set(['ARG', 'ENTRYPOINT', 'MAINTAINER', 'USER', 'WORKDIR']);

/** Without the shell, and without the arguments of the build that stand before it: `|1 TAG=1 /bin/sh -c npm ci`. */
function commandOf(plain: string): string {
  const shell = plain.indexOf(SHELL);
  return shell === -1 ? plain : plain.slice(shell + SHELL.length);
}

const SHELL = '/bin/sh -c ';

/** A line end would begin an instruction that nobody wrote; that of a heredoc is needed. */
function oneLine(line: string): string {
  const plain = line.includes('<<') ? line : line.split(/[\r\n]+/).join(' ');
  let text = plain.replace(BUILDAH_MARKS, '').trim();
  // It would join the next instruction to this one.
  while (text.endsWith('\\')) text = text.slice(0, -1);
  return text;
}

/** `|unsetLabel=true|force-mtime=10`, behind what Buildah did. */
const BUILDAH_MARKS = /\|[a-zA-Z-]{1,30}=\S{1,40}(?=\||$)/g;
