import type { HostFilter } from '../facts.js';
import { field, nodesOfType } from '../syntax.js';
import type { PythonFile } from './file.js';

const TRUSTED_HOST = /(?:^|\.)TrustedHostMiddleware$/;

/** Which hosts an application answers to: Django's `ALLOWED_HOSTS`, Starlette's `TrustedHostMiddleware`. */
export function hostFiltersOf(file: PythonFile): HostFilter[] {
  return [...djangoHosts(file), ...trustedHosts(file)];
}

/** One assignment of the module; where it is added to or set again, nobody knows what is in it in the end. */
function djangoHosts(file: PythonFile): HostFilter[] {
  const named = nodesOfType(file.syntax.root, 'identifier').filter(({ text }) => text === 'ALLOWED_HOSTS');
  const [only, ...others] = named;
  const assignment = only?.parent;
  if (!only || others.length > 0 || assignment?.type !== 'assignment') return [];
  const right = field(assignment, 'right');
  if (!right || !field(assignment, 'left')?.equals(only)) return [];
  return [{ framework: 'Django', hosts: file.valueOf(right), ...file.at(assignment) }];
}

function trustedHosts(file: PythonFile): HostFilter[] {
  return file.calls.flatMap((call) => {
    const given = call.positional[0]?.text ?? '';
    const isAdded = /^(?:add_middleware|Middleware)$/.test(call.method) && TRUSTED_HOST.test(given);
    if (!isAdded && !TRUSTED_HOST.test(call.name)) return [];
    const hosts = file.argument(call, 'allowed_hosts', 1);
    return hosts ? [{ framework: 'TrustedHostMiddleware', hosts, ...file.at(call.node) }] : [];
  });
}
