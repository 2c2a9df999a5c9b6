import { isDeeplyNested } from '@railgate/kit';

import { containSpecifiers } from '../scratch/clean-manifest.js';

/** Bytes. pnpm-workspace.yaml and .yarnrc.yml have a few hundred. */
const LIMIT = 1_000_000;

/**
 * Of a YAML map only the keys that are named, as text: what a hostile settings file may say to a package manager. Empty where
 * the text is no map, or holds none of them.
 *
 * @param folder of the file, relative to the repository root: what leads out of the repository is left out
 * @param more what is said beside them
 */
export async function keptOfYaml(
  text: string,
  keys: ReadonlySet<string>,
  folder: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { stringify } = await import('yaml');
  const settings = Object.entries(await settingsOf(text)).filter(([key]) => keys.has(key));
  const kept = settings.map(([key, value]) => [key, containSpecifiers(value, folder)]);
  const all = { ...(Object.fromEntries(kept) as Record<string, unknown>), ...more };
  return Object.keys(all).length === 0 ? '' : stringify(all);
}

/** What a YAML map says; nothing where the text is none. */
export async function settingsOf(text: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = (await documentOf(text))?.toJS();
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    // Too many aliases, or one of nothing.
    return {};
  }
}

/** The text at a path of keys; nothing where there is none. */
export async function rangeInYaml(text: string, path: readonly string[]): Promise<string | undefined> {
  const found: unknown = (await documentOf(text))?.getIn(path);
  return typeof found === 'string' ? found : undefined;
}

/** The same YAML with another text at a path of keys: all other bytes stay. Nothing where that cannot be done. */
export async function setRangeInYaml(
  text: string,
  path: readonly string[],
  range: string,
): Promise<string | undefined> {
  const { isScalar } = await import('yaml');
  const node: unknown = (await documentOf(text))?.getIn(path, true);
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
  const [start, end] = node.range;
  const quote = /^["']/.exec(text.slice(start, end))?.[0] ?? '';
  const changed = text.slice(0, start) + quote + range + quote + text.slice(end);
  return (await rangeInYaml(changed, path)) === range ? changed : undefined;
}

async function documentOf(text: string) {
  if (text.length > LIMIT || isDeeplyNested(text)) return undefined;
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : document;
}
