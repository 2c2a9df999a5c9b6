import type { Definition, DockerfileDocument, Stage } from '@railgate/code';
import { expandWord, globalValues } from '@railgate/code/reader';

/** A stage whose `FROM` was read for one platform and with the arguments of one build. */
export interface ResolvedStage {
  readonly stage: Stage;
  /** What `FROM` names, arguments put in: an image or an earlier stage. */
  readonly image: string;
  /** An argument without a value stands in `image`. */
  readonly open: boolean;
  /** The earlier stage that it starts from. */
  readonly base: ResolvedStage | undefined;
}

/**
 * The stages of a Dockerfile in its order. The reader's own `Stage.base` knows the defaults of the file alone; a build may get
 * other arguments, and BuildKit sets those of the platform.
 *
 * @param automatic values of arguments that BuildKit sets in every `FROM`, whether they are declared or not
 * @param given arguments that are given to the build
 */
export function resolveStages(
  document: DockerfileDocument,
  automatic: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string>> = {},
): ResolvedStage[] {
  const { escape, globalArgs } = document;
  const all = [...definitionsOf(document, automatic), ...globalArgs];
  const values = globalValues(all, escape, new Map(Object.entries(given)));
  const resolved: ResolvedStage[] = [];
  const named = new Map<string, ResolvedStage>();
  for (const stage of document.stages) {
    const { text: image, open } = expandWord(imageText(stage), values, escape);
    // A value that holds an argument without a value is open, too: `ARG BASE=node:${V}`.
    const one = { stage, image, open: open || image.includes('$'), base: named.get(image.toLowerCase()) };
    resolved.push(one);
    if (stage.name !== undefined) named.set(stage.name.toLowerCase(), one);
  }
  return resolved;
}

/** `TARGETPLATFORM`, `TARGETOS`, `TARGETARCH` and `TARGETVARIANT`, or those of `BUILD`. @param platform `linux/arm64/v8` */
export function platformArguments(kind: 'TARGET' | 'BUILD', platform: string): [string, string][] {
  const [os = '', arch = '', variant = ''] = platform.split('/');
  return [
    [`${kind}PLATFORM`, platform],
    [`${kind}OS`, os],
    [`${kind}ARCH`, arch],
    [`${kind}VARIANT`, variant],
  ];
}

/** As if they stood before all others: a default of the file replaces them, and a declaration without one does not. */
function definitionsOf(
  { stages: [first] }: DockerfileDocument,
  automatic: ReadonlyMap<string, string>,
): Definition[] {
  const { region } = first.from;
  // A quoted word, so that nothing in it is read as an argument. Platforms hold no quotes.
  return [...automatic].map(([name, value]) => ({ keyword: 'ARG', name, value, word: `'${value}'`, region }));
}

/** As the file has it. */
function imageText(stage: Stage): string {
  return stage.from.words[0]?.text ?? stage.image;
}
