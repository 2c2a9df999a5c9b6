import type { DockerfileDocument, Instruction, Stage } from '@railgate/code';

/** An instruction that says something of the image that runs, with the stage that it stands in. */
export interface ImageSetting {
  readonly instruction: Instruction;
  readonly stage: Stage;
}

/** The final stage, the one that it starts from, and so on: what the image that runs is made of. */
export function imageStages(document: DockerfileDocument): readonly Stage[] {
  const stages: Stage[] = [];
  for (let stage: Stage | undefined = document.final; stage; stage = stage.base) stages.push(stage);
  return stages;
}

/** The instruction that counts for the image that runs: the last one of the nearest stage. */
export function lastSetting(
  document: DockerfileDocument,
  ...keywords: readonly string[]
): ImageSetting | undefined {
  for (const stage of imageStages(document)) {
    const instruction = stage.instructions.findLast((one) => keywords.includes(one.keyword));
    if (instruction) return { instruction, stage };
  }
  return undefined;
}

/** The image that the final stage comes from in the end: `node:22`, `scratch`, `${BASE}` without a default. */
export function baseImage(document: DockerfileDocument): string {
  return imageStages(document).at(-1)?.image ?? '';
}
