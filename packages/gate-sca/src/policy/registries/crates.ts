import { join } from 'node:path';

import { expectAnswer, readVersions } from './answer.js';
import { ownFile, variable } from './own-file.js';
import { placeFrom } from './place-of.js';
import type { Places, Registry } from './registry.js';

/**
 * crates.io: its sparse index, a JSON document a line and version (doc.rust-lang.org/cargo/reference/registry-index.html). Its other
 * interface, which says licences, takes one request a second.
 */
export const crates: Registry = {
  ecosystem: 'crates.io',
  saysLicences: false,
  places(host) {
    const home = variable(host, 'CARGO_HOME') ?? join(host.home, '.cargo');
    const config = ['config.toml', 'config'].map((name) => ownFile(host, join(home, name)) ?? '').join('\n');
    return placesIn(config);
  },
  async ask(ask, name, versions) {
    const answer = await ask.json(indexPath(name), { lines: true });
    const lines = answer.items();
    expectAnswer(lines.length > 0 && lines.every((line) => line.at('name').text() === name), ask);
    return readVersions(lines, 'vers', versions, (line) => ({
      published: line.at('pubtime').text(),
      ...(line.at('yanked').isTrue() && { yanked: '' }),
    }));
  },
};

const REPLACED =
  "Cargo's configuration of this user replaces crates.io by a source that has no sparse index.";

/** `[source.crates-io]` may be replaced by another source of the same packages. */
function placesIn(config: string): Places {
  const replacement = valueIn(config, 'crates-io', 'replace-with');
  if (replacement === undefined) return placeFrom(undefined, 'https://index.crates.io', 'The index');
  const registry = valueIn(config, replacement, 'registry');
  if (registry?.startsWith('sparse+') !== true) return { why: REPLACED };
  return placeFrom(registry.slice('sparse+'.length), '', "The registry in Cargo's configuration");
}

/** Of a table `[source.<name>]`, as far as a line says it. */
function valueIn(config: string, name: string, key: string): string | undefined {
  let isInside = false;
  for (const line of config.split('\n')) {
    const [, table] = /^\s{0,20}\[([^\]]{1,200})\]/.exec(line) ?? [];
    if (table !== undefined) isInside = table.replace(/["'\s]/g, '') === `source.${name}`;
    const [, found, value] = /^\s{0,20}([\w-]{1,50})\s{0,20}=\s{0,20}["']([^"']{1,500})["']/.exec(line) ?? [];
    if (isInside && found === key) return value;
  }
  return undefined;
}

/** `1/a`, `2/ab`, `3/a/abc`, `se/rd/serde`. */
function indexPath(name: string): string {
  const lower = encodeURIComponent(name.toLowerCase());
  if (lower.length <= 2) return `${lower.length}/${lower}`;
  if (lower.length === 3) return `3/${lower.slice(0, 1)}/${lower}`;
  return `${lower.slice(0, 2)}/${lower.slice(2, 4)}/${lower}`;
}
