import type { CookieSetting } from '../facts.js';
import type { ObjectValue, Value } from '../value.js';
import type { Call, ScriptFile } from './file.js';
import { stringText } from './scope.js';

/** Cookies that are set, and the cookie of a session middleware. */
export function cookiesOf(file: ScriptFile): CookieSetting[] {
  return file.calls.flatMap((call) => {
    const options = cookieOptions(file, call);
    if (!options) return [];
    const { entries } = options;
    const name = stringText(call.given[0]);
    return [
      {
        ...file.at(call.node),
        ...(name !== undefined && { name }),
        ...pick(entries, 'sameSite'),
        ...pick(entries, 'secure'),
        ...pick(entries, 'domain'),
      },
    ];
  });
}

function cookieOptions(file: ScriptFile, call: Call): ObjectValue | undefined {
  const { method, callee, given } = call;
  if (['cookie', 'setCookie', 'set'].includes(method) && given.length >= 3) {
    if (method === 'set' && !/cookies?(?:\(\))?\)?\.set$/i.test(callee.text)) return undefined;
    return objectOf(file.valueOf(given.at(-1)));
  }
  const from = file.values.importOf(callee)?.from;
  if (from === 'cookie-session') return file.optionsOf(call);
  if (from === 'express-session' || from === '@fastify/session') {
    return objectOf(file.optionsOf(call)?.entries.get('cookie'));
  }
  return undefined;
}

function objectOf(value: Value | undefined): ObjectValue | undefined {
  return value?.kind === 'object' ? value : undefined;
}

function pick(entries: ReadonlyMap<string, Value>, key: 'sameSite' | 'secure' | 'domain') {
  const value = entries.get(key);
  return value ? { [key]: value } : {};
}
