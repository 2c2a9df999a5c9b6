import { isList, isTable, type ConfigDocument, type ConfigValue, type Pointer } from '@railgate/code';

import type { ServiceModel } from './model.js';

/** One setting that both files give. */
export interface Collision {
  readonly railpack: Pointer;
  readonly config: Pointer;
  /** Both say the same today. */
  readonly same: boolean;
}

/** railpack.json's way to say what railway.* says. Empty commands and nulls set nothing. */
const PAIRS: readonly { readonly railpack: Pointer; readonly config: Pointer }[] = [
  { railpack: ['steps', 'build', 'commands'], config: ['build', 'buildCommand'] },
  { railpack: ['deploy', 'startCommand'], config: ['deploy', 'startCommand'] },
];

export function collisionsOf(model: Pick<ServiceModel, 'railpack'>, config: ConfigDocument): Collision[] {
  const { railpack } = model;
  if (!railpack) return [];
  return PAIRS.flatMap((pair) => {
    const ours = commandsOf(railpack.get(pair.railpack));
    const theirs = commandsOf(config.get(pair.config));
    return ours && theirs ? [{ ...pair, same: ours === theirs }] : [];
  });
}

/** Comparable text of a command or a list of them, without Railpack's "what would have run here" (`...`). */
function commandsOf(value: ConfigValue | undefined): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  if (!isList(value)) return undefined;
  const commands = value.map((one) => (isTable(one) ? one['cmd'] : one));
  const text = commands.filter((one) => typeof one === 'string' && one !== '...').join(' && ');
  return text || undefined;
}
