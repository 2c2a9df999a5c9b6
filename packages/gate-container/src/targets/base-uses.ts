import { referencesIn, type DockerfileDocument } from '@railgate/code';
import { plainText, type Gap, type Place } from '@railgate/contract';
import { parseReference, type ImageReference } from '@railgate/images';

import { platformArguments, resolveStages, type ResolvedStage } from '../trace/resolve-stages.js';

/** A `FROM` that names an image. */
export interface BaseUse {
  /** As `FROM` says it, arguments put in. */
  readonly name: string;
  readonly reference: ImageReference;
  /** The `FROM`. */
  readonly at: Place;
  /** The image that the last stage comes from in the end: what runs. Others only help to build it. */
  readonly isFinal: boolean;
}

export interface BaseUses {
  readonly uses: readonly BaseUse[];
  /** Of which nobody can say what they name. */
  readonly unknown: readonly UnknownBase[];
}

export interface UnknownBase {
  readonly gap: Gap;
  readonly isFinal: boolean;
}

/** What every stage of a Dockerfile starts from, stages and `scratch` aside. @param platform `linux/amd64` */
export function baseUses(document: DockerfileDocument, platform: string): BaseUses {
  const uses: BaseUse[] = [];
  const unknown: UnknownBase[] = [];
  // Whoever builds here has the platform that is built for.
  const automatic = [...platformArguments('BUILD', platform), ...platformArguments('TARGET', platform)];
  const stages = resolveStages(document, new Map(automatic));
  const root = rootOf(stages.at(-1));
  for (const one of stages) {
    const { image: name, open, base, stage } = one;
    if (base || name.toLowerCase() === 'scratch') continue;
    const reference = open ? undefined : parseReference(name);
    const { region } = stage.from;
    const isFinal = one === root;
    if (reference) uses.push({ name, reference, at: { path: document.path, region }, isFinal });
    else unknown.push({ gap: unknownBase(document.path, region.startLine, name), isFinal });
  }
  return { uses, unknown };
}

function rootOf(stage: ResolvedStage | undefined): ResolvedStage | undefined {
  let root = stage;
  while (root?.base) root = root.base;
  return root;
}

function unknownBase(path: string, line: number, name: string): Gap {
  const shown = plainText(name, 200);
  const [first] = referencesIn(name);
  const why = first
    ? `nothing in the Dockerfile says what ${plainText(first.text, 100)} is`
    : 'that is no name of an image';
  return {
    code: 'PART_SKIPPED',
    message: `The image ${shown} of ${plainText(path, 300)}:${line} was not looked at: ${why}.`,
    remedy: first
      ? 'Give the argument a default (`ARG NAME=value` before the first `FROM`), or name the image that is built in `images`.'
      : 'Write the name as `registry/repository:tag`.',
    path,
    line,
  };
}
