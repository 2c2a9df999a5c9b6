import { addTo } from '@railgate/contract';

import type { CorsPolicy, OriginPolicy } from '../facts.js';
import type { Value } from '../value.js';
import { splitValue } from '../combine-values.js';
import { plainKey, type Setting } from './setting.js';
import type { SettingsValues } from './settings-values.js';

/** CORS of a framework, by the names of its settings. */
interface Library {
  readonly framework: string;
  /** What all of them begin with. */
  readonly prefix: RegExp;
  readonly origins: readonly string[];
  readonly credentials: string;
}

const LIBRARIES: readonly Library[] = [
  { framework: 'quarkus', prefix: /^quarkus\.http\.cors\./, origins: ['origins'], credentials: 'accesscontrolallowcredentials' },
  { framework: 'micronaut', prefix: /^micronaut\.server\.cors\.configurations\.[^.]+\./, origins: ['allowedorigins'], credentials: 'allowcredentials' },
  { framework: 'spring', prefix: /^spring\.(?:graphql\.cors|cloud\.gateway\.(?:server\.webflux\.)?globalcors\.corsconfigurations\[?[^\].]{1,60}\]?)\./, origins: ['allowedorigins', 'allowedoriginpatterns'], credentials: 'allowcredentials' },
]; // prettier-ignore

/** CORS that settings configure; what a program does with settings of its own is read in its code. */
export function corsOf(settings: readonly Setting[], values: SettingsValues): CorsPolicy[] {
  return LIBRARIES.flatMap((library) => {
    const groups = new Map<string, Setting[]>();
    for (const setting of settings) {
      const prefix = library.prefix.exec(plainKey(setting.key))?.[0];
      if (prefix !== undefined) addTo(groups, prefix, setting);
    }
    return [...groups].flatMap(([prefix, group]) => ofGroup(library, prefix, group, values));
  });
}

function ofGroup(
  { framework, origins, credentials }: Library,
  prefix: string,
  group: readonly Setting[],
  values: SettingsValues,
): CorsPolicy[] {
  const named = (...names: readonly string[]) =>
    group.filter(({ key }) =>
      names.includes(
        plainKey(key)
          .slice(prefix.length)
          .replace(/\[\d+\]$/, ''),
      ),
    );
  const written = named(...origins);
  const [first] = written;
  const [allowed] = named(credentials);
  if (!first) return [];
  const { place, guard } = first;
  return [
    {
      framework,
      place,
      guard,
      origin: originsOf(written, values),
      ...(allowed && { credentials: booleanOf(values.of(allowed)) }),
    },
  ];
}

function originsOf(written: readonly Setting[], values: SettingsValues): OriginPolicy {
  const [first] = written;
  if (!first) throw new Error('no origin');
  const pattern = written.find(({ text }) => /^\/.*\/$/.test(text));
  if (pattern)
    return { kind: 'match', how: 'pattern', text: pattern.text.slice(1, -1), place: pattern.place };
  const items = written.map((one) => values.of(one));
  const [only] = items;
  if (items.length === 1 && only) {
    const list = splitValue(only, ',', first.place);
    const isStar = list.kind === 'list' && list.items.length === 1;
    return { kind: 'value', value: isStar ? only : list };
  }
  return { kind: 'value', value: { kind: 'list', items, place: first.place } };
}

function booleanOf(value: Value): Value {
  return value.kind === 'literal' ? { ...value, value: value.value === 'true' } : value;
}
