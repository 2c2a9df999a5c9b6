import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

// Other files of this worker have loaded it, and others will: what is loaded here is loaded anew, and forgotten again.
beforeEach(() => {
  vi.resetModules();
  vi.doMock('ajv', () => {
    throw new Error('ajv was loaded');
  });
});
afterEach(() => {
  vi.doUnmock('ajv');
  vi.resetModules();
});

it('the options of every gate are known to be valid without ajv, which takes longer than a small run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-options-'));
  const [{ loadConfig }, { GATES }] = await Promise.all([import('@railgate/runner'), import('./gates.js')]);
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
