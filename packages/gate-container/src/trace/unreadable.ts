import type { TracedImage } from './trace.js';

/** Entries, and characters of all of them together: an image may have 127 layers, and nobody writes as much by hand. */
const ENTRY_LIMIT = 2000;
const TEXT_LIMIT = 8_000_000;

/** Why no Dockerfile can be told from the history of this image, with a full stop; undefined where one may. */
export function whyUnreadable({ config, history, layers }: TracedImage): string | undefined {
  const maker = otherMaker(config.labels, history);
  if (maker !== undefined) return `${maker} made this image, without a Dockerfile of the repository.`;
  if (history.length === 0) return 'The image has no history.';
  if (history.length > ENTRY_LIMIT || textLength(history) > TEXT_LIMIT) {
    return 'The history of the image is too long to be compared.';
  }
  if (history.some(({ comment = '' }) => comment.startsWith('merge sha256:'))) return SQUASHED;
  const written = history.filter((entry) => !entry.emptyLayer).length;
  if (written === layers.length) return undefined;
  const count = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  return `The image has ${count} and its history explains ${written}.`;
}

export const SQUASHED =
  'The image is squashed: layers of several instructions, and of the base image, were made one.';

type History = TracedImage['history'];

function textLength(history: History): number {
  let length = 0;
  for (const { createdBy, comment } of history) length += createdBy.length + (comment?.length ?? 0);
  return length;
}

interface Maker {
  readonly name: string;
  /** Start of a label's name. */
  readonly label?: string;
  /** Start of an entry's text, or of its comment. */
  readonly text?: readonly string[];
}

/** Builders that need no Dockerfile, and what gives them away. What a base image of theirs leaves behind does not count. */
const MAKERS: readonly Maker[] = [
  { name: 'Cloud Native Buildpacks', label: 'io.buildpacks.build.metadata', text: ['Buildpacks Launcher', 'Buildpacks Process Types'] },
  { name: 'Railpack', label: 'com.railpack.', text: ['railpack '] },
  { name: 'Nixpacks', text: ['COPY .nixpacks/', 'ADD .nixpacks/', 'COPY /.nixpacks/'] },
  { name: 'ko', text: ['ko build ', 'ko publish '] },
  { name: 'Jib', text: ['jib-'] },
  { name: 'apko', text: ['apko', 'This is an apko '] },
  { name: 'Bazel', text: ['bazel build ', 'bazel '] },
  { name: 'Nix', text: ['store paths:'] },
]; // prettier-ignore

function otherMaker(labels: Readonly<Record<string, string>>, history: History): string | undefined {
  const names = Object.keys(labels);
  const last = history.slice(-LAST_ENTRIES);
  const makes = ({ label, text = [] }: Maker): boolean =>
    (label !== undefined && names.some((name) => name.startsWith(label)) && !last.some(isInstruction)) ||
    last.some(({ createdBy, comment = '' }) =>
      text.some((one) => createdBy.startsWith(one) || comment.startsWith(one)),
    );
  return MAKERS.find(makes)?.name;
}

/** A Dockerfile on top of such an image has entries of its own at the end. */
const LAST_ENTRIES = 5;

function isInstruction({ createdBy }: History[number]): boolean {
  return (
    createdBy.includes('#(nop)') || createdBy.endsWith('# buildkit') || createdBy.startsWith('/bin/sh -c ')
  );
}
