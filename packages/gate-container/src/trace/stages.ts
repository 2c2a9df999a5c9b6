import type { DockerfileDocument, Instruction, Stage } from '@railgate/code';

import { platformArguments, resolveStages } from './resolve-stages.js';

/** A stage with what it is built on. */
export interface StageChain {
  readonly document: DockerfileDocument;
  readonly stage: Stage;
  /** Instructions of the stages it starts from, the earliest first, then its own. */
  readonly instructions: readonly Instruction[];
  /** The `FROM` that names an image of elsewhere. */
  readonly root: Stage;
  /** That image, arguments put in; undefined for `scratch`. */
  readonly base: string | undefined;
  /** An argument without a value stands in `base`. */
  readonly open: boolean;
}

/**
 * Every stage of a Dockerfile, the final one first: `--target` builds any of them.
 *
 * @param platform that the image is for, `linux/arm64`; undefined where it does not say
 */
export function* stageChains(
  document: DockerfileDocument,
  given: Readonly<Record<string, string>>,
  platform?: string,
): Generator<StageChain> {
  const automatic = platform === undefined ? [] : platformArguments('TARGET', platform);
  for (const resolved of resolveStages(document, new Map(automatic), given).reverse()) {
    const chain = [resolved];
    for (let { base } = resolved; base; { base } = base) chain.unshift(base);
    const { stage: root, image, open } = chain[0] ?? resolved;
    yield {
      document, stage: resolved.stage, root,
      // Only what is compared is ever put together: a thousand stages may each stand on all that come before.
      get instructions() {
        return chain.flatMap(({ stage }) => stage.instructions);
      },
      base: image.toLowerCase() === 'scratch' ? undefined : image,
      open,
    }; // prettier-ignore
  }
}

/** The stage that `--from` or `FROM` names, of those in front of another: by name, or by number. */
export function stageNamed(document: DockerfileDocument, name: string, before: number): Stage | undefined {
  const earlier = document.stages.slice(0, before);
  const wanted = name.toLowerCase();
  const named = earlier.findLast((stage) => stage.name?.toLowerCase() === wanted);
  return named ?? (/^\d{1,4}$/.test(name) ? earlier[Number(name)] : undefined);
}
