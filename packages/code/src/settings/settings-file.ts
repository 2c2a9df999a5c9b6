import { TextPosition } from '@railgate/kit';

import { parseJson } from '../documents/json.js';
import type { ConfigDocument, Pointer } from '../documents/config-document.js';
import type { Guard } from '../value.js';
import { readHocon } from './hocon.js';
import { readProperties } from './properties.js';
import type { Setting } from './setting.js';
import { settingsFile } from './settings-name.js';
import { SETTINGS_LIMIT, type WrittenSetting } from './written-setting.js';
import { readYaml } from './yaml-settings.js';

/** The settings of a file with their places, in its order; nothing where it cannot be read. */
export function readSettings(path: string, text: string): readonly Setting[] {
  const file = settingsFile(path);
  if (!file) return [];
  const guard = guardOf(file.profile);
  if (file.format === 'json') return ofJson(path, text, guard);
  const written = READERS[file.format](text);
  const position = new TextPosition(text);
  const guards = guardsOf(written);
  return written.map(({ key, text: value, start, end, document }) => {
    const [, profile, plain = key] = /^%([\w,-]{1,60})\.(.+)$/.exec(key) ?? [];
    const own = profile === undefined ? guard : guardOf(profile);
    return {
      key: plain,
      text: value,
      guard: guards.get(document) === 'development' ? 'development' : own,
      place: { path, region: position.region(start, end) },
    };
  });
}

const READERS = { properties: readProperties, yaml: readYaml, hocon: readHocon };

/** Of the documents of a YAML stream that hold for a profile only. */
function guardsOf(written: readonly WrittenSetting[]): ReadonlyMap<number, Guard> {
  const found = new Map<number, Guard>();
  for (const { key, text, document } of written) {
    if (/^spring\.(?:config\.activate\.on-?profile|profiles)(?:\[\d+\])?$/i.test(key)) {
      found.set(document, guardOf(text));
    }
  }
  return found;
}

/** Which profile runs on Railway is not known: those of production are taken to. */
function guardOf(profile: string | undefined): Guard {
  if (profile === undefined || /^default$/i.test(profile)) return 'always';
  const names = profile.split(/[\s,|&]+/);
  return names.some((name) => PRODUCTION.test(name)) ? 'production' : 'development';
}

const PRODUCTION = /^(?:prod|production|prd|live|railway|cloud|release|staging)$/i;

function ofJson(path: string, text: string, guard: Guard): readonly Setting[] {
  const parsed = parseJson(path, text.replace(/^\uFEFF/, ' '), 'hujson');
  return parsed.kind === 'document' ? [...leaves(parsed.document, guard)] : [];
}

/** `Kestrel:Endpoints:Http:Url`: the parser bounds the depth. */
function* leaves(document: ConfigDocument, guard: Guard): Generator<Setting> {
  const open: Pointer[] = [[]];
  let count = 0;
  for (let pointer = open.pop(); pointer && count < SETTINGS_LIMIT; pointer = open.pop()) {
    const value = document.get(pointer);
    if (Array.isArray(value)) open.push(...value.map((_, index) => [...(pointer ?? []), index]).toReversed());
    else if (typeof value === 'object' && value !== null) {
      open.push(
        ...document
          .keys(pointer)
          .map((key) => [...(pointer ?? []), key])
          .toReversed(),
      );
    } else if (value !== undefined && value !== null) {
      count++;
      const key = pointer.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(':');
      yield { key, text: String(value), guard, place: document.place(pointer, 'value') };
    }
  }
}
