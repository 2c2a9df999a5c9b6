import { isTable } from '@railgate/code';

import type { ServiceModel } from './model.js';

/** Does a start command, the image, or railpack.json set a variable? What Railway's dashboard holds, nobody knows here. */
export function isVariableGiven(service: ServiceModel, name: string): boolean {
  if (name === 'ROCKET_ADDRESS' && isBuiltByRailpack(service)) return true;
  const assignments = service.start?.runs.flatMap((run) => run.assignments ?? []) ?? [];
  return isGivenBeside(service, assignments, name);
}

/** The same for one command, with the assignments in front of it. */
export function isGivenBeside(
  { dockerfile, railpack }: ServiceModel,
  assignments: readonly string[],
  name: string,
): boolean {
  if (assignments.some((one) => one.startsWith(`${name}=`))) return true;
  const variables = railpack?.get(['deploy', 'variables']);
  if (isTable(variables) && name in variables) return true;
  for (let stage = dockerfile?.final; stage; stage = stage.base) {
    const definitions = stage.instructions.flatMap((one) => one.definitions);
    if (definitions.some((one) => one.keyword === 'ENV' && one.name === name)) return true;
  }
  return false;
}

/** Railpack sets ROCKET_ADDRESS=0.0.0.0 for Rust: https://railpack.com/languages/rust */
function isBuiltByRailpack({ builder, dockerfilePath }: ServiceModel): boolean {
  return builder === 'RAILPACK' && dockerfilePath === undefined;
}
