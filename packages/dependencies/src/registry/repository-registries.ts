import { dirname } from 'node:path/posix';

import type { Workspace } from '@railgate/contract';
import { isDeeplyNested, readSource } from '@railgate/kit';

import { parseNpmrc } from './npmrc.js';

/**
 * The registries that the repository's own files name, by scope; the key of the one for all other names is empty. They are
 * data of a hostile repository: nobody asks them. But a name that the repository fetches from a registry of its own may be a
 * private one, which no other registry is to hear of.
 *
 * @param lockfile relative to the repository root
 */
export async function repositoryRegistries(
  workspace: Pick<Workspace, 'root' | 'edited'>,
  lockfile: string,
): Promise<ReadonlyMap<string, string>> {
  const folders = [...new Set(['.', dirname(lockfile)])];
  const found = new Map<string, string>();
  for (const folder of folders) {
    const read = (name: string): string | undefined => {
      const source = readSource(workspace, folder === '.' ? name : `${folder}/${name}`);
      return 'gap' in source ? undefined : source.text;
    };
    for (const [key, value] of ofNpmrc(read('.npmrc') ?? '')) found.set(key, value);
    for (const [key, value] of ofYarnClassic(read('.yarnrc') ?? '')) found.set(key, value);
    const berry = read('.yarnrc.yml');
    if (berry !== undefined) for (const [key, value] of await ofYarnBerry(berry)) found.set(key, value);
  }
  return found;
}

/** The one that a package of this name comes from, as the repository has it. */
export function registryIn(registries: ReadonlyMap<string, string>, name: string): string | undefined {
  const scope = name.startsWith('@') ? name.split('/')[0] : undefined;
  return (scope === undefined ? undefined : registries.get(scope)) ?? registries.get('');
}

function ofNpmrc(text: string): [string, string][] {
  return [...parseNpmrc(text)].flatMap(([key, value]) => {
    if (typeof value !== 'string' || value === '') return [];
    if (key === 'registry') return [['', value] as [string, string]];
    return key.startsWith('@') && key.endsWith(':registry')
      ? [[key.slice(0, -':registry'.length), value] as [string, string]]
      : [];
  });
}

const CLASSIC = /^"?(?:(@[^\s:"]{1,200}):)?registry"?\s{1,20}"?([^\s"]{1,2000})"?\s*$/;

/** `registry "https://…"`, `"@scope:registry" "https://…"`. */
function ofYarnClassic(text: string): [string, string][] {
  return text.split('\n').flatMap((line) => {
    const [, scope = '', value] = CLASSIC.exec(line) ?? [];
    return value === undefined ? [] : [[scope, value] as [string, string]];
  });
}

/** A file that does not parse is read no further: yarn would not start with it either. */
async function ofYarnBerry(text: string): Promise<[string, string][]> {
  const { isMap, parseDocument } = await import('yaml');
  if (isDeeplyNested(text)) return [];
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return [];
  const found: [string, string][] = [];
  const own: unknown = document.get('npmRegistryServer');
  if (typeof own === 'string') found.push(['', own]);
  const scopes: unknown = document.get('npmScopes', true);
  if (!isMap(scopes)) return found;
  for (const { key } of scopes.items) {
    const value: unknown = scopes.getIn([key, 'npmRegistryServer']);
    if (typeof value === 'string') found.push([`@${String(key)}`, value]);
  }
  return found;
}
