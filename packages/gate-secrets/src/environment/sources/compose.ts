import { referencesIn, type WrittenSetting } from '@railgate/code';
import { readYaml } from '@railgate/code/reader';
import type { Place } from '@railgate/contract';
import { TextPosition } from '@railgate/kit';

import type { Declaration, FileSays, Use } from '../model.js';

export function isComposeFile(path: string): boolean {
  return /(?:^|\/)(?:docker-)?compose(?:\.[\w.-]{1,60})?\.ya?ml$/.test(path);
}

/** What compose hands to its services, and the variables that it takes itself: `${X}`, `${X:-default}`. */
export function fromCompose(path: string, text: string): FileSays {
  const position = new TextPosition(text);
  const settings = readYaml(text);
  const at = ({ start, end }: WrittenSetting): Place => ({ path, region: position.region(start, end) });
  const declarations = settings.flatMap((one): Declaration[] => {
    const name = nameOf(one);
    return name === undefined ? [] : [{ name, place: at(one), source: 'compose' }];
  });
  return { declarations, uses: settings.flatMap((one) => usesIn(one.text, at(one), 'compose')) };
}

/** `environment: { X: 1 }`, `environment: [X=1, X]`, `args:` of a build, and blocks under `x-…` that anchors name. */
function nameOf({ key, text }: WrittenSetting): string | undefined {
  if (/(?:^|\.)(?:environment|args)\[\d+\]$/.test(key)) return /^([A-Za-z_]\w{0,100})(?:=|$)/.exec(text)?.[1];
  return /(?:(?:^|\.)(?:environment|args)|^x-[\w-]{1,60}(?:\.[\w-]{1,60})?)\.([A-Z_]\w{0,100})$/.exec(
    key,
  )?.[1];
}

/** `$$X` is a dollar. */
export function usesIn(text: string, place: Place, source: Use['source']): Use[] {
  if (!text.includes('$') || text.length > 20_000) return [];
  return referencesIn(text.replaceAll('$$', '\\$')).map(({ name, fallback }) => ({
    name,
    place,
    source,
    guard: 'always',
    inBrowser: false,
    ...(fallback !== undefined && { fallback: { kind: 'literal', value: fallback, place } }),
  }));
}
