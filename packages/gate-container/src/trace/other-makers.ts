import type { TracedImage } from './trace.js';

interface Maker {
  readonly name: string;
  /** Start of the name of a label. */
  readonly label?: string;
  /** Starts of what stands in the last entry, as its text or comment. */
  readonly last?: readonly string[];
  /** The same of any entry. */
  readonly any?: readonly string[];
}

/** Builders that need no Dockerfile of the repository, and what gives them away. */
const MAKERS: readonly Maker[] = [
  { name: 'Cloud Native Buildpacks', label: 'io.buildpacks.build.metadata', last: ['Buildpacks '] },
  { name: 'Railpack', label: 'com.railpack.', last: ['railpack '] },
  { name: 'Nixpacks', any: ['COPY .nixpacks/', 'COPY /.nixpacks/'] },
  { name: 'ko', last: ['ko build ', 'ko publish '] },
  { name: 'Jib', last: ['jib-'] },
  { name: 'apko', last: ['apko', 'This is an apko '] },
  { name: 'Bazel', last: ['bazel '] },
  { name: 'Nix', last: ['store paths:'] },
];

/** Who made an image that no Dockerfile fits. An image of theirs as the base of another leaves nothing at the end. */
export function otherMaker({ config, history }: TracedImage): string | undefined {
  const labels = Object.keys(config.labels);
  const end = history.slice(-1);
  const isTheirs = ({ label, last = [], any = [] }: Maker): boolean =>
    (label !== undefined && labels.some((name) => name.startsWith(label)) && !end.some(isInstruction)) ||
    startsLike(end, last) ||
    startsLike(history, any);
  return MAKERS.find(isTheirs)?.name;
}

type History = TracedImage['history'];

function startsLike(entries: History, starts: readonly string[]): boolean {
  return entries.some(({ createdBy, comment = '' }) =>
    starts.some((start) => createdBy.startsWith(start) || comment.startsWith(start)),
  );
}

function isInstruction({ createdBy, comment }: History[number]): boolean {
  return (
    createdBy.includes('#(nop)') ||
    comment === 'buildkit.dockerfile.v0' ||
    createdBy.startsWith('/bin/sh -c ')
  );
}
