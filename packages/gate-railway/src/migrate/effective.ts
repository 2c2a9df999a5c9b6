import { valueAt, type ConfigValue, type IacValue } from '@railgate/code';
import { parseIac } from '@railgate/code/reader';

import type { Setting } from './service-settings.js';

/** What holds in one environment, `deploy.startCommand` → value. Nothing that is not set. */
export type Effective = ReadonlyMap<string, ConfigValue>;

/** Of a railway.toml or railway.json. @param environment nothing for one that the file does not name. */
export function effectiveInFile(settings: readonly Setting[], environment: string | undefined): Effective {
  const found = new Map<string, ConfigValue>();
  for (const { section, key, base, environments } of settings) {
    const own = environments.find(({ name }) => name === environment);
    const value = own ? own.value : base;
    if (value !== undefined && value !== null) found.set(`${section}.${key}`, value);
  }
  return found;
}

/** Of a service of railway.ts, read from its syntax. @throws {Error} when something of it is computed otherwise. */
export async function effectiveInIac(
  text: string,
  service: string,
  environment: string | undefined,
): Promise<Effective> {
  const parsed = await parseIac('.railway/railway.ts', text, { name: environment });
  if (parsed.kind !== 'document') throw new Error('railway.ts does not parse.');
  const resource = parsed.document.resources.find(
    ({ helper, name }) => helper === 'service' && name === service,
  );
  if (!resource) throw new Error(`railway.ts has no service ${service}.`);
  const found = new Map<string, ConfigValue>();
  for (const section of ['build', 'deploy']) {
    const options = valueAt(resource.options, section);
    if (options?.kind !== 'object') continue;
    for (const [key, { value }] of options.entries) {
      const plain = plainValue(value);
      if (plain !== null) found.set(`${section}.${key}`, plain);
    }
  }
  return found;
}

function plainValue(value: IacValue): ConfigValue {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'nothing':
      return null;
    case 'list':
      return value.items.map(plainValue);
    case 'object':
      if (!value.complete) break;
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plainValue(entry.value)]));
    default:
  }
  throw new Error('railway.ts computes a setting.');
}
