import { isTable, type ConfigDocument, type ConfigValue, type Pointer } from '@railgate/code';
import { redact } from '@railgate/kit';

import { sectionsOf, type Section } from '../services/settings.js';
import { KEYS } from '../data/config-keys.js';
import { carry } from './carry.js';
import { commentsOf } from './comments.js';

/** One key of `build` or `deploy` with what environments put over it. */
export interface Setting {
  readonly section: Section;
  readonly key: string;
  /** Undefined where only environments set it. */
  readonly base: ConfigValue | undefined;
  readonly environments: readonly { readonly name: string; readonly value: ConfigValue }[];
  /** Of the file, above or beside the key. */
  readonly comments: readonly string[];
}

/** Something of the file that railway.ts does not get. */
export interface Left {
  /** `environments.pr.deploy.numReplicas`. */
  readonly name: string;
  /** A clause that goes on from the name, `it is not a number`. */
  readonly why: string;
  /** As JSON; nothing where it is a secret. */
  readonly value: string | undefined;
  /** Railway does something else without it. Otherwise it ignored the key all along. */
  readonly isLost: boolean;
}

export interface ServiceSettings {
  /** In the order of the file, `build` first. */
  readonly settings: readonly Setting[];
  readonly left: readonly Left[];
  /** Of the file, below all keys. */
  readonly comments: readonly string[];
}

const SECTIONS = ['build', 'deploy'] as const;
/** Of pull requests: no name that the environment of a plan ever has. */
const PULL_REQUESTS = 'pr';

/** What a railway.toml or railway.json says, as railway.ts can say it. */
export function settingsOfFile(document: ConfigDocument): ServiceSettings {
  const left: Left[] = [];
  const found = SECTIONS.flatMap((section) => sectionSettings(document, section, left));
  left.push(...ignoredKeys(document));
  const places = found.map(({ pointers }) => pointers.map((pointer) => linesOf(document, pointer)));
  const { beside, below } = commentsOf(document, places);
  return {
    settings: found.map(({ setting }, index) => ({ ...setting, comments: beside[index] ?? [] })),
    left,
    comments: below,
  };
}

interface Found {
  readonly setting: Omit<Setting, 'comments'>;
  /** Where it stands: in the base, in environments. */
  readonly pointers: readonly Pointer[];
}

function sectionSettings(document: ConfigDocument, section: Section, left: Left[]): Found[] {
  const places = sectionsOf(document, section).filter((pointer) => isTable(document.get(pointer)));
  const keys = new Set(places.flatMap((pointer) => document.keys(pointer)));
  return [...keys]
    .filter((key) => KEYS[section].has(key))
    .flatMap((key) => {
      const found = places.flatMap((place) => oneValue(document, section, [...place, key], left));
      const base = found.find(({ environment }) => environment === undefined)?.value;
      const environments = found.flatMap(({ environment: name, value }) =>
        name === undefined ? [] : [{ name, value }],
      );
      const pointers = places.map((place) => [...place, key]).filter((pointer) => document.has(pointer));
      const isSet = environments.length > 0 || (base !== undefined && base !== null);
      return isSet ? [{ setting: { section, key, base, environments }, pointers }] : [];
    });
}

interface Value {
  readonly environment: string | undefined;
  readonly value: ConfigValue;
}

function oneValue(document: ConfigDocument, section: Section, pointer: Pointer, left: Left[]): Value[] {
  const value = document.get(pointer);
  const key = String(pointer.at(-1));
  if (value === undefined) return [];
  const environment = pointer[0] === 'environments' ? String(pointer[1]) : undefined;
  const carried = carry(section, key, value);
  const why = environment === PULL_REQUESTS ? NO_PULL_REQUESTS : 'why' in carried ? carried.why : undefined;
  if (why === undefined && 'value' in carried) return [{ environment, value: carried.value }];
  left.push(leftOver(pointer, why ?? '', value, key !== 'registryCredentials', true));
  return [];
}

const NO_PULL_REQUESTS =
  'railway.ts is evaluated for a named environment, and pull requests get theirs from the base environment';

/** Keys that Railway ignores: they change nothing, and somebody wrote them for a reason. */
function ignoredKeys(document: ConfigDocument): Left[] {
  const left: Left[] = [];
  const add = (pointer: Pointer): void => {
    left.push(leftOver(pointer, 'Railway ignores it', document.get(pointer) ?? null, true, false));
  };
  for (const key of document.keys([]))
    if (!['$schema', 'build', 'deploy', 'environments'].includes(key)) add([key]);
  for (const section of SECTIONS) {
    if (document.has([section]) && !isTable(document.get([section]))) add([section]);
    for (const place of sectionsOf(document, section))
      for (const key of document.keys(place)) if (!KEYS[section].has(key)) add([...place, key]);
  }
  for (const name of document.keys(['environments']))
    for (const key of document.keys(['environments', name]))
      if (key !== 'build' && key !== 'deploy') add(['environments', name, key]);
  return left;
}

function leftOver(
  pointer: Pointer,
  why: string,
  value: ConfigValue,
  isShown: boolean,
  isLost: boolean,
): Left {
  const name = pointer.join('.');
  const written = JSON.stringify(value);
  const isSecret = redact(`${name}=${written}`) !== `${name}=${written}` || redact(written) !== written;
  const isShort = written.length <= VALUE_LIMIT;
  return { name, why, value: isShown && isShort && !isSecret ? written : undefined, isLost };
}

const VALUE_LIMIT = 200;

function linesOf(document: ConfigDocument, pointer: Pointer): readonly [number, number] {
  const { startLine } = document.regionOf(pointer, 'key');
  return [startLine, document.regionOf(pointer, 'value').endLine];
}
