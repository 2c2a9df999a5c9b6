import { referencesIn, type DockerfileDocument, type Instruction, type Stage } from '@railgate/code';

import { builtStages, definitionAt } from './variables.js';

/** An EXPOSE with a variable that is empty there. */
export interface UnsetExpose {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly name: string;
}

/** In all stages that are built. */
export function unsetExposes(document: DockerfileDocument): UnsetExpose[] {
  const found: UnsetExpose[] = [];
  for (const stage of builtStages(document)) {
    for (const instruction of stage.instructions.filter((one) => one.keyword === 'EXPOSE')) {
      const unset = referencesIn(instruction.raw).find((reference) => {
        if (reference.fallback !== undefined && reference.fallback !== '') return false;
        const value = definitionAt(document, stage, instruction, reference.name)?.value;
        return value === undefined || value === '';
      });
      if (unset) found.push({ instruction, stage, name: unset.name });
    }
  }
  return found;
}
