import { posix } from 'node:path';

import { normalizeName, type Lockfile } from '@railgate/dependencies';
import { cleanPyproject, pyprojectRequirements, setPyprojectRange } from '@railgate/dependencies/repair';
import { readSource } from '@railgate/kit';

import type { VersionOrder } from '../../findings/versions.js';
import { plainText } from '../../findings/plain-text.js';
import type { RepairInput } from '../repair-input.js';
import type { Refusal, Wanted } from '../wanted.js';
import type { ClientFiles, Editable, RangeEdit } from './client.js';

/** What uv and Poetry share: manifests that are `pyproject.toml`. */
export const PYPROJECT = 'pyproject.toml';

/** The manifest of each project of the lockfile, by path. */
export function pyprojects({ workspace }: RepairInput, lockfile: Lockfile): Map<string, Editable> {
  const home = posix.dirname(lockfile.path);
  const folders = [...new Set([home, ...lockfile.projects.map(({ path }) => path)])];
  const members = folders.filter((folder) => folder !== home).map((folder) => posix.relative(home, folder));
  const found = new Map<string, Editable>();
  for (const folder of folders) {
    const path = posix.join(folder, PYPROJECT);
    const read = readSource(workspace, path);
    if ('gap' in read) continue;
    const own = folder === home ? members : [];
    found.set(path, { text: read.text, clean: (text) => cleanPyproject(text, own) });
  }
  return found;
}

export function pythonEdits(
  lockfile: Lockfile,
  { occurrence, version, order }: Wanted,
  { editable }: ClientFiles,
  current: (path: string) => string,
): readonly RangeEdit[] | Refusal {
  const edits: RangeEdit[] = [];
  for (const { path: folder, requirements } of lockfile.projects) {
    const isAsked = requirements.some(({ target }) => {
      const one = target === undefined ? undefined : lockfile.packages[target];
      return one?.name === occurrence.name && one.version === occurrence.version;
    });
    if (!isAsked) continue;
    const path = posix.join(folder, PYPROJECT);
    if (!editable.has(path)) return { reason: `${plainText(path, 250)} cannot be read.` };
    for (const requirement of pyprojectRequirements(current(path)) ?? []) {
      const { name, range: old } = requirement;
      if (normalizeName(name) !== occurrence.name || !isMet(old, occurrence.version, order)) continue;
      const range = raisedPythonRange(old, version, order);
      if (range === undefined)
        return { reason: `The range ${plainText(old, 60) || '*'} is not of a form that is changed safely.` };
      edits.push({ path, range, set: (text, to) => setPyprojectRange(text, requirement, to) });
    }
  }
  return edits;
}

/** PEP 440, and the forms that only Poetry has: `^1.2`, `~1.2`, `1.2.3`, `*`. */
const POETRY_FORM = /^([~^]?)(\d[\w.+!-]{0,100})$/;

/** Does a requirement of this range take this version? Others of the same name are for other machines. */
function isMet(range: string, version: string, order: VersionOrder): boolean {
  const [, sign, base = ''] = POETRY_FORM.exec(range) ?? [];
  if (sign === undefined) return range === '' || range === '*' || order.allows(range, version) !== false;
  return sign === '' ? order.compare(base, version) === 0 : isBetween(sign, base, version, order);
}

/** The range that asks for at least this version in the form that the old one has; the old one where it allows it. */
export function raisedPythonRange(range: string, version: string, order: VersionOrder): string | undefined {
  const [, sign, base = ''] = POETRY_FORM.exec(range) ?? [];
  if (sign !== undefined)
    return sign !== '' && isBetween(sign, base, version, order) ? range : `${sign}${version}`;
  if (range === '' || range === '*' || order.allows(range, version) === true) return range;
  const [, operator, old = ''] = /^(===?|~=)([\w.+!-]{1,100})$/.exec(range) ?? [];
  if (operator === undefined || order.compare(old, old) === undefined) return undefined;
  return `${operator}${version}`;
}

function isBetween(sign: string, base: string, version: string, order: VersionOrder): boolean {
  const [major = '0', minor] = base.split('.');
  const isCaret = sign === '^' && major !== '0';
  const line = isCaret || minor === undefined ? `==${major}.*` : `==${major}.${minor}.*`;
  return order.allows(`>=${base},${line}`, version) === true;
}
