import { NO_FACTS, type Facts, type Modules } from '../extractor.js';
import type { CookieSetting, EnvRead } from '../facts.js';
import type { Value } from '../value.js';
import { corsOf } from './cors.js';
import { listenersOf } from './listeners.js';
import { plainKey, type Setting } from './setting.js';
import { readSettings } from './settings-file.js';
import { isSettingsFile, settingsFile } from './settings-name.js';
import { SettingsValues } from './settings-values.js';
import { urlsOf } from './urls.js';

/** What a file with the settings of a framework says, in the terms of source code. */
export function settingsFacts(path: string, text: string, modules: Modules): Facts {
  const settings = readSettings(path, text);
  const values = valuesOf(path, settings, modules);
  const isDotnet = settingsFile(path)?.format === 'json';
  return {
    ...NO_FACTS,
    listeners: listenersOf(settings, values),
    urls: urlsOf(settings, values, isDotnet),
    cors: isDotnet ? [] : corsOf(settings, values),
    env: isDotnet ? [] : envReadsOf(settings, values),
    cookies: isDotnet ? [] : cookiesOf(settings, values),
  };
}

/** The settings of a file by their plain names, for source code that refers to them. */
export function settingsExports(path: string, text: string, modules: Modules): ReadonlyMap<string, Value> {
  const settings = readSettings(path, text).filter(({ guard }) => guard !== 'development');
  return valuesOf(path, settings, modules).all();
}

/** A profile's file may refer to what holds for all of them. */
function valuesOf(path: string, settings: readonly Setting[], modules: Modules): SettingsValues {
  const isBase = settingsFile(path)?.profile === undefined;
  return new SettingsValues(settings, isBase ? undefined : modules.exportsOf(path, SETTINGS));
}

/** What a source file asks `Modules` for to get the settings of its program. */
export const SETTINGS = 'the settings of the program';

function envReadsOf(settings: readonly Setting[], values: SettingsValues): EnvRead[] {
  return settings.flatMap((setting) => {
    if (!setting.text.includes('$')) return [];
    const { place, guard } = setting;
    return readsIn(values.of(setting)).map(({ names: [name], fallback }) => ({
      place,
      guard,
      name,
      inBrowser: false,
      ...(fallback && { fallback }),
    }));
  });
}

function readsIn(value: Value): Extract<Value, { kind: 'env' }>[] {
  if (value.kind === 'template') return value.parts.flatMap(readsIn);
  if (value.kind !== 'env') return [];
  const [first, ...others] = value.names;
  return [
    { ...value, names: [first] },
    ...others.map((name) => ({ ...value, names: [name] as const })),
    ...(value.fallback ? readsIn(value.fallback) : []),
  ];
}

/** The session's cookie. */
function cookiesOf(settings: readonly Setting[], values: SettingsValues): CookieSetting[] {
  const own = new Map(
    settings
      .filter(({ guard }) => guard !== 'development')
      .flatMap((one): [string, Setting][] => {
        const name = /^server\.(?:servlet|reactive)\.session\.cookie\.(\w+)$/.exec(plainKey(one.key))?.[1];
        return name === undefined ? [] : [[name, one]];
      }),
  );
  const [first] = own.values();
  const [name, sameSite, secure, domain] = ['name', 'samesite', 'secure', 'domain'].map((key) => {
    const setting = own.get(key);
    return setting && values.of(setting);
  });
  if (!first || !(sameSite ?? secure ?? domain)) return [];
  return [
    {
      place: first.place,
      guard: first.guard,
      name: name?.kind === 'literal' ? String(name.value) : 'JSESSIONID',
      ...(sameSite && { sameSite }),
      ...(secure && {
        secure: secure.kind === 'literal' ? { ...secure, value: secure.value === 'true' } : secure,
      }),
      ...(domain && { domain }),
    },
  ];
}

/**
 * The settings of the program that a file belongs to: those of the nearest folder of resources above it, the ones of
 * production before the ones of all profiles.
 */
export function settingsBeside(from: string, files: ReadonlySet<string>): readonly string[] {
  for (let folder = from; folder !== '';) {
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));
    const base = folder === '' ? '' : `${folder}/`;
    for (const place of PLACES) {
      const found = NAMES.map((name) => `${base}${place}${name}`).filter(
        (one) => one !== from && files.has(one),
      );
      if (found.some(isSettingsFile)) return found;
    }
    const dotnet = ['appsettings.Production.json', 'appsettings.json'].map((name) => `${base}${name}`);
    const found = dotnet.filter((one) => one !== from && files.has(one));
    if (found.length > 0) return found;
  }
  return [];
}

const PLACES = ['', 'src/main/resources/', 'main/resources/', 'resources/', 'src/main/resources/config/'];
const NAMES = ['-railway', '-prod', '-production', ''].flatMap((profile) =>
  ['properties', 'yml', 'yaml', 'conf'].map((ending) => `application${profile}.${ending}`),
);
