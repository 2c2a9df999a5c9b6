import { valueAt, type IacResource } from '@railgate/code';
import { parseIac } from '@railgate/code/reader';

import type { Declaration, FileSays } from '../model.js';

export function isRailwayCode(path: string): boolean {
  return /(?:^|\/)\.railway\/railway\.ts$/.test(path);
}

/** The variables that railway.ts gives its services. Secrets among them are the question of the Railway gate. */
export async function fromRailwayCode(path: string, text: string): Promise<FileSays> {
  const parsed = await parseIac(path, text);
  if (parsed.kind !== 'document') return {};
  return { declarations: parsed.document.resources.flatMap((one) => declarationsOf(path, one)) };
}

function declarationsOf(path: string, { options }: IacResource): Declaration[] {
  return ['env', 'variables', 'sharedVariables'].flatMap((key) => {
    const table = valueAt(options, key);
    if (table?.kind !== 'object') return [];
    return [...table.entries].map(([name, { region }]) => ({
      name,
      place: { path, region },
      source: 'railway' as const,
    }));
  });
}
