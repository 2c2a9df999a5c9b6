import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';

import { loadConfig } from '@railgate/runner';

import { GATES } from './gates.js';

vi.mock('ajv', () => {
  throw new Error('ajv was loaded');
});

it('the options of every gate are known to be valid without ajv, which takes longer than a small run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-options-'));
  try {
    const file = join(folder, 'railgate.json');
    const gates = await Promise.all(GATES.map(({ load }) => load()));
    const given = gates.map(({ meta, options }) => [meta.id, defaultsOf(options.properties)]);
    writeFileSync(file, JSON.stringify({ gates: Object.fromEntries(given) }));
    const { gates: read } = await loadConfig(folder, { gates, configFile: file, env: { HOME: folder } });
    expect(Object.keys(read)).toEqual(gates.map(({ meta }) => meta.id));
    writeFileSync(file, '{ "gates": { "sca": { "engines": ["nobody"] } } }');
    await expect(loadConfig(folder, { gates, configFile: file, env: { HOME: folder } })).rejects.toThrow(
      'mocking a module',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Every option that has a default, and so every kind of value that a configuration mostly holds. */
function defaultsOf(properties: Readonly<Record<string, { readonly default?: unknown }>>): object {
  const defaults = Object.entries(properties).map(([name, option]) => [name, option.default]);
  return Object.fromEntries(defaults.filter(([, value]) => value !== undefined));
}
