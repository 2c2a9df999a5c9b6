import { posix } from 'node:path';

import { withFallback } from '../combine-values.js';
import { bindAddress } from '../common/bind-address.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { Listener } from '../facts.js';
import { textOf } from '../possible.js';
import type { Value } from '../value.js';

/** Where Rocket listens when nobody says anything else: https://rocket.rs/guide/configuration/ */
const USUAL = { address: '127.0.0.1', port: 8000 } as const;

/**
 * `rocket::build()`: ROCKET_ADDRESS and ROCKET_PORT, then Rocket.toml, then the defaults. What the code merges into the
 * configuration replaces them.
 */
export function rocketListeners(file: SourceFile): Listener[] {
  if (!/\brocket\b/.test(file.syntax.text)) return [];
  return file.calls.flatMap((call) => {
    const name = file.nameOf(call) ?? '';
    if (!/(?:^|::)rocket::(?:build|ignite|custom)$/.test(name)) return [];
    const [host, port] = [settingOf(file, call, 'address'), settingOf(file, call, 'port')];
    return [{ ...file.at(call.node), framework: 'rocket', host, port, onSocket: false, onlyAsMain: false }];
  });
}

type Key = keyof typeof USUAL;

function settingOf(file: SourceFile, call: Call, key: Key): Value {
  const merged = mergedValue(file, key);
  if (merged) return key === 'address' ? (bindAddress(merged).host ?? merged) : merged;
  const { evaluator } = file;
  if (call.method === 'custom' && call.given[0]) {
    const given = evaluator.memberAt(call.given[0], key, call.node);
    if (given.kind !== 'unknown') return given;
    // A figment or a Config of its own may say anything.
    if (!/\bfigment\b|Config::(?:default|release_default|figment)/.test(call.node.text.slice(0, 300)))
      return given;
  }
  const usual = evaluator.literal(call.node, inManifest(file, key) ?? USUAL[key]);
  return withFallback(evaluator.env(call.node, `ROCKET_${key.toUpperCase()}`), usual);
}

/** `.merge(("port", port))`, `Config { port, ..Config::default() }`. */
function mergedValue(file: SourceFile, key: Key): Value | undefined {
  for (const call of file.calls) {
    if (call.method !== 'merge' && call.method !== 'join') continue;
    const pair = file.argument(call, 0);
    if (pair?.kind === 'list' && textOf(pair.items[0]) === key) return pair.items[1];
  }
  return undefined;
}

/** Rocket.toml of the crate: `[release]` counts before `[default]`. */
function inManifest(file: SourceFile, key: Key): string | number | undefined {
  let text: string | undefined;
  for (let folder = posix.dirname(file.syntax.path); text === undefined; folder = posix.dirname(folder)) {
    text = file.modules.textOf?.(posix.join(folder, 'Rocket.toml'));
    if (folder === '.' || folder === '/') break;
  }
  if (text === undefined) return undefined;
  const found = new Map<string, string>();
  let section = '';
  for (const line of text.slice(0, 20_000).split('\n')) {
    section = /^\s*\[([\w.]+)\]/.exec(line)?.[1] ?? section;
    const value = line.trimStart().startsWith(key) ? /^\s*\w+\s*=\s*"?([\w.:]+)/.exec(line)?.[1] : undefined;
    if (value !== undefined) found.set(section, value);
  }
  const value = found.get('release') ?? found.get('global') ?? found.get('default');
  return key === 'port' && value !== undefined ? Number(value) : value;
}
