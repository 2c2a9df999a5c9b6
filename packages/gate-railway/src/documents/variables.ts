import type { Definition, DockerfileDocument, Instruction, Stage } from '@railgate/code';

/**
 * What a variable is at an instruction of a stage: the nearest `ARG` or `ENV` above it, or an `ENV` of the stage that
 * this one starts from. An `ARG` without a default takes that of the global one (docs.docker.com, "Understand how ARG
 * and FROM interact"). `ENV` beats `ARG` of the same name.
 */
export function definitionAt(
  document: DockerfileDocument,
  stage: Stage,
  before: Instruction | undefined,
  name: string,
): Definition | undefined {
  const above = definitionsAbove(stage, before, name);
  const env = above.findLast((one) => one.keyword === 'ENV') ?? inheritedEnv(stage.base, name);
  const found = env ?? above.findLast((one) => one.value !== undefined) ?? above.at(-1);
  if (!found || found.value !== undefined) return found;
  return document.globalArgs.findLast((one) => one.name === name && one.value !== undefined) ?? found;
}

function definitionsAbove(stage: Stage, before: Instruction | undefined, name: string): Definition[] {
  const found: Definition[] = [];
  for (const instruction of stage.instructions) {
    if (instruction === before) break;
    for (const definition of instruction.definitions) if (definition.name === name) found.push(definition);
  }
  return found;
}

function inheritedEnv(stage: Stage | undefined, name: string): Definition | undefined {
  for (let here = stage; here; here = here.base) {
    const found = definitionsAbove(here, undefined, name).findLast((one) => one.keyword === 'ENV');
    if (found) return found;
  }
  return undefined;
}

/** The stages that the final one is made of, by `FROM` and `COPY --from`; others are not built. */
export function builtStages(document: DockerfileDocument): ReadonlySet<Stage> {
  const built = new Set<Stage>();
  const queue: Stage[] = [document.final];
  for (let stage = queue.pop(); stage; stage = queue.pop()) {
    if (built.has(stage)) continue;
    built.add(stage);
    if (stage.base) queue.push(stage.base);
    queue.push(...copiedFrom(document, stage));
  }
  return built;
}

function copiedFrom(document: DockerfileDocument, stage: Stage): Stage[] {
  const names = new Set<string>();
  for (const flag of stage.instructions.flatMap((instruction) => instruction.flags)) {
    const name = /(?:^|,)from=([\w.-]{1,200})/.exec(flag.replace(/^mount=/, ''))?.[1];
    if (name !== undefined) names.add(name.toLowerCase());
  }
  return document.stages.filter(
    (one, index) => names.has(one.name?.toLowerCase() ?? '') || names.has(String(index)),
  );
}
