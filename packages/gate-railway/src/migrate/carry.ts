import { isList, isTable, type ConfigValue } from '@railgate/code';

import { BUILDERS, KEYS, RESTART_POLICIES } from '../data/config-keys.js';
import type { Section } from '../services/settings.js';

/** A setting as railway.ts takes it, or why it cannot stand there. */
export type Carried = { readonly value: ConfigValue } | { readonly why: string };

/** Deeper values are written by nobody, and railway.ts is read no deeper. */
const DEPTH = 8;

/**
 * `BuildConfig` and `DeployConfig` of `railway/iac` (railway 3.11.0) have the keys of railway.toml and railway.json under
 * the same names; some are spelled more strictly there. A null is "not set" in both.
 */
export function carry(section: Section, key: string, value: ConfigValue): Carried {
  if (value === null) return { value };
  if (isTooDeep(value, DEPTH)) return { why: `it nests deeper than ${DEPTH} levels` };
  return (OWN[key] ?? (() => byType(section, key, value)))(value);
}

type Carrier = (value: ConfigValue) => Carried;

const OWN: Readonly<Record<string, Carrier>> = {
  builder: oneOf(BUILDERS),
  restartPolicyType: oneOf(RESTART_POLICIES),
  buildEnvironment: oneOf(['V2', 'V3']),
  preDeployCommand: commands,
  overlapSeconds: seconds,
  drainingSeconds: seconds,
  healthcheckPath: (value) => (typeof value === 'string' ? { value } : wrong('a string')),
  healthcheckTimeout: number,
  restartPolicyMaxRetries: number,
  cronSchedule: (value) => (typeof value === 'string' ? { value } : wrong('a string')),
  registryCredentials: () => ({ why: 'it holds credentials, which belong into Railway and not into a file' }),
};

function byType(section: Section, key: string, value: ConfigValue): Carried {
  switch (KEYS[section].get(key)) {
    case 'string':
      return typeof value === 'string' ? { value } : wrong('a string');
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrong('true or false');
    case 'integer':
    case 'number':
      return number(value);
    case 'string list':
      return isList(value) && value.every((item) => typeof item === 'string')
        ? { value }
        : wrong('a list of strings');
    case 'object':
      return isTable(value) && isPlain(value) ? { value } : wrong('an object of plain values');
    default:
      return { why: 'railway.ts has no such setting' };
  }
}

function wrong(expected: string): Carried {
  return { why: `it is not ${expected}` };
}

function number(value: ConfigValue): Carried {
  return typeof value === 'number' && Number.isFinite(value) ? { value } : wrong('a number');
}

/** The file takes any case, the types of railway.ts do not. */
function oneOf(names: readonly string[]): Carrier {
  return (value) => {
    const name = typeof value === 'string' ? value.toUpperCase() : '';
    return names.includes(name) ? { value: name } : wrong(`one of ${names.join(', ')}`);
  };
}

/** The file takes one string, or a list of at most one; railway.ts takes a list. */
function commands(value: ConfigValue): Carried {
  if (typeof value === 'string') return { value: [value] };
  const isOne = isList(value) && value.length <= 1 && value.every((item) => typeof item === 'string');
  return isOne ? { value } : wrong('a string or a list of one string');
}

/** The documentation shows them as strings, `"60"`. */
function seconds(value: ConfigValue): Carried {
  return number(typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value);
}

function isTooDeep(value: ConfigValue, left: number): boolean {
  if (!isList(value) && !isTable(value)) return false;
  return left === 0 || Object.values(value).some((inner: ConfigValue) => isTooDeep(inner, left - 1));
}

/** No number that code cannot write, and no key that would set a prototype. */
function isPlain(value: ConfigValue): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (isList(value)) return value.every(isPlain);
  return (
    !isTable(value) || Object.entries(value).every(([key, inner]) => key !== '__proto__' && isPlain(inner))
  );
}
