import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UsageError, type OptionSchema } from '@railgate/contract';

import { asNobody, isRoot, TempRepository } from '../../test/temp-repository.js';
import type { Config } from './config.js';
import { loadConfig, type LoadConfigOptions } from './load-config.js';
import { configSchema, type ConfigurableGate } from './schema.js';

let repository: TempRepository;
let home: TempRepository;

beforeEach(() => {
  repository = new TempRepository();
  home = new TempRepository();
});
afterEach(() => {
  repository.remove();
  home.remove();
});

const lint: ConfigurableGate = {
  meta: { id: 'lint', timeout: 60 },
  options: {
    type: 'object',
    properties: {
      ownConfig: { type: 'boolean', default: false, description: 'Runs it.', 'x-trusted': true },
      level: { enum: ['strict', 'normal'], default: 'normal', description: 'How strict.' },
      globs: { type: 'array', items: { type: 'string' }, default: ['**'], description: 'Files.' },
      limits: {
        type: 'object',
        properties: {
          lines: { type: 'integer', default: 100, description: 'Lines.' },
          tool: { type: 'string', description: 'Path of a tool.', 'x-trusted': true } as OptionSchema,
        },
        default: {},
        additionalProperties: false,
        description: 'Limits.',
      },
      either: {
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
        description: 'One or several.',
      },
    },
    required: ['level'],
    additionalProperties: false,
  },
};
const secrets: ConfigurableGate = {
  meta: { id: 'secrets', timeout: 90 },
  options: { type: 'object', properties: {}, additionalProperties: false },
};

function load(options: Partial<LoadConfigOptions> = {}): Promise<Config> {
  const env = { HOME: home.path };
  return loadConfig(repository.path, { gates: [lint, secrets], env, ...options });
}

async function failure(options: Partial<LoadConfigOptions> = {}): Promise<UsageError> {
  const error: unknown = await load(options).catch((thrown: unknown) => thrown);
  if (!(error instanceof UsageError)) throw new Error(`No usage error: ${String(error)}`, { cause: error });
  return error;
}

async function messageFor(name: string, text: string): Promise<string> {
  repository.write({ [name]: text });
  return (await failure()).message;
}

const DEFAULTS = {
  failOn: 'high',
  newOnly: false,
  inlineIgnores: true,
  gates: {
    lint: {
      enabled: true,
      enforce: true,
      timeout: 60,
      options: { ownConfig: false, level: 'normal', globs: ['**'], limits: { lines: 100 } },
    },
    secrets: { enabled: true, enforce: true, timeout: 90, options: {} },
  },
  ignore: [],
  services: [],
  sources: [],
};

describe('ok: the configuration', () => {
  it('is made of defaults without any file', async () => {
    expect(await load()).toEqual(DEFAULTS);
  });

  it('takes gates that are loaded on demand', async () => {
    const entry = { load: () => Promise.resolve(lint as never) };
    expect(Object.keys((await load({ gates: [entry] })).gates)).toEqual(['lint']);
  });

  it.each([
    [
      'railgate.json',
      '{"$schema": "x", "failOn": "low", "gates": {"lint": {"enforce": false}}, "ignore": ["a/**"]}',
    ],
    [
      'railgate.jsonc',
      '// why\n{"failOn": "low", /* x */ "gates": {"lint": {"enforce": false,},}, "ignore": ["a/**"],}',
    ],
    ['railgate.yaml', '# why\nfailOn: low\ngates:\n  lint: { enforce: false }\nignore:\n  - a/**\n'],
    ['railgate.yml', '\ufefffailOn: low\r\ngates: {lint: {enforce: false}}\r\nignore: [a/**]\r\n'],
  ])('reads %s', async (name, text) => {
    repository.write({ [name]: text });
    expect(await load()).toEqual({
      ...DEFAULTS,
      failOn: 'low',
      gates: { ...DEFAULTS.gates, lint: { ...DEFAULTS.gates.lint, enforce: false } },
      ignore: ['a/**'],
      sources: [name],
    });
  });

  it('fills in defaults of objects and of lists', async () => {
    const gates = { lint: { limits: { lines: 5 }, failOn: 'low', timeout: 1.5 } };
    const services = [
      { name: 'api' },
      { name: 'web', root: 'apps/web', configFile: '/apps/web/railway.json' },
    ];
    repository.write({ 'railgate.json': JSON.stringify({ gates, services, maxDataAge: '7d' }) });
    const config = await load();
    expect(config.gates['lint']).toEqual({
      enabled: true,
      enforce: true,
      failOn: 'low',
      timeout: 1.5,
      options: { ...DEFAULTS.gates.lint.options, limits: { lines: 5 } },
    });
    expect(config.services).toEqual([{ name: 'api', root: '.' }, services[1]]);
    expect(config.maxDataAge).toBe(7 * 24 * 3600 * 1000);
  });

  it('never hands out the schema itself', async () => {
    const first = await load();
    (first.gates['lint']?.options['globs'] as string[]).push('changed');
    expect(await load()).toEqual(DEFAULTS);
  });

  it('prefers command line, --config, repository, user and defaults in this order', async () => {
    home.write({
      '.config/railgate/config.yaml':
        'failOn: low\nignore: [user]\ngates: {lint: {timeout: 1, enforce: false, globs: [user]}}\n',
    });
    repository.write({
      'railgate.json': JSON.stringify({
        failOn: 'medium',
        gates: { lint: { timeout: 2, globs: ['repository'] } },
      }),
    });
    home.write({ 'own.json': JSON.stringify({ gates: { lint: { timeout: 3 } }, ignore: ['own'] }) });
    const config = await load({ configFile: home.at('own.json'), overrides: { failOn: 'critical' } });
    expect(config.failOn).toBe('critical');
    expect(config.ignore).toEqual(['own']);
    expect(config.gates['lint']).toMatchObject({
      timeout: 3,
      enforce: false,
      options: { globs: ['repository'] },
    });
    expect(config.sources).toEqual(['railgate/config.yaml', 'railgate.json', 'own.json']);
  });

  it('looks for the user in XDG_CONFIG_HOME, which must be absolute', async () => {
    home.write({ 'xdg/railgate/config.json': '{"failOn": "low"}' });
    expect((await load({ env: { HOME: home.path, XDG_CONFIG_HOME: home.at('xdg') } })).failOn).toBe('low');
    expect((await load({ env: { HOME: home.path, XDG_CONFIG_HOME: 'xdg' } })).failOn).toBe('high');
  });

  it('follows links of the user', async () => {
    home.write({ 'dotfiles/c.json': '{"failOn": "low"}', '.config/railgate/x': '' });
    symlinkSync(home.at('dotfiles/c.json'), home.at('.config/railgate/config.json'));
    expect((await load()).failOn).toBe('low');
  });

  it('takes YAML anchors', async () => {
    repository.write({ 'railgate.yaml': 'gates:\n  lint: &a { enforce: false }\n  secrets: *a\n' });
    expect((await load()).gates['secrets']?.enforce).toBe(false);
  });

  it.each(['', '# nothing yet\n'])('takes an empty YAML file (%j)', async (text) => {
    repository.write({ 'railgate.yaml': text });
    expect(await load()).toEqual({ ...DEFAULTS, sources: ['railgate.yaml'] });
  });
});

describe('ng: what is wrong is named with its place', () => {
  it.each([
    ['a misspelt key', '{\n  "fialOn": "low"\n}', '2:3: Unknown key "fialOn". Did you mean "failOn"?'],
    [
      'a key like none',
      '{"x": 1}',
      '1:2: Unknown key "x". Known are $schema, failOn, newOnly, inlineIgnores, gates, services, ignore, maxDataAge.',
    ],
    ['a misspelt gate', '{"gates": {"lnt": {}}}', '1:12: Unknown gate "lnt". Did you mean "lint"?'],
    [
      'a misspelt option',
      '{"gates": {"lint": {"levle": 1}}}',
      '1:21: Unknown key "levle" in gates.lint. Did you mean "level"?',
    ],
    [
      'a nested one',
      '{"gates": {"lint": {"limits": {"linse": 1}}}}',
      '1:32: Unknown key "linse" in gates.lint.limits. Did you mean "lines"?',
    ],
    [
      'a wrong level',
      '{"failOn": "hgih"}',
      '1:12: failOn must be one of "critical", "high", "medium", "low", not "hgih". Did you mean "high"?',
    ],
    [
      'info as level',
      '{"failOn": "info"}',
      '1:12: failOn must be one of "critical", "high", "medium", "low", not "info".',
    ],
    [
      'another type',
      '{"gates": {"lint": {"enforce": "yes"}}}',
      '1:32: gates.lint.enforce must be true or false, not "yes".',
    ],
    ['an object for a list', '{"ignore": {}}', '1:12: ignore must be a list, not an object.'],
    ['a list for the file', '[]', '1:1: The file must be an object with keys, not a list.'],
    ['a number out of range', '{"gates": {"lint": {"timeout": 0}}}', '1:32: gates.lint.timeout must be > 0.'],
    [
      'an age',
      '{"maxDataAge": "soon"}',
      '1:16: maxDataAge must have a form such as "7d" or "12h", not "soon".',
    ],
    ['an item', '{"ignore": ["a", 1]}', '1:18: ignore[1] must be text, not 1.'],
    ['an empty item', '{"ignore": [""]}', '1:13: ignore[0] must not be empty.'],
    ['a missing key', '{"services": [{"root": "a"}]}', '1:15: services[0] lacks "name".'],
    [
      'a path that leads out',
      '{"services": [{"name": "a", "root": "x/../.."}]}',
      '1:37: root leads out of the repository.',
    ],
    [
      'a name given twice',
      '{"services": [{"name": "a"}, {"name": "a"}]}',
      '1:39: Another service has this name.',
    ],
    [
      'a union',
      '{"gates": {"lint": {"either": 1}}}',
      '1:31: gates.lint.either has none of the forms that are allowed.',
    ],
    [
      'a glob that explodes',
      `{"ignore": ["${'{a,b}'.repeat(20)}"]}`,
      '1:13: The globs expand to more than 1000 alternatives',
    ],
    ['a duplicate key', '{"failOn": "low",\n "failOn": "high"}', '2:2: The key "failOn" is there twice.'],
    ['a prototype', '{"__proto__": {"failOn": "low"}}', '1:2: The key "__proto__" is not allowed.'],
    ['a constructor', '{"gates": {"constructor": {}}}', '1:12: Unknown gate "constructor".'],
  ])('%s', async (_, text, expected) => {
    expect(await messageFor('railgate.json', text)).toContain(`railgate.json:${expected}`);
  });

  it.each([
    ['a misspelt key', 'failOn: low\ngates:\n  lnt: {}\n', '3:3: Unknown gate "lnt". Did you mean "lint"?'],
    [
      'a wrong value',
      'gates:\n  lint:\n    level: slack\n',
      '3:12: gates.lint.level must be one of "strict", "normal", not "slack".',
    ],
    ['a duplicate key', 'failOn: low\nfailOn: low\n', '2:1: The key "failOn" is there twice.'],
    ['a prototype', '__proto__: {}\n', '1:1: The key "__proto__" is not allowed.'],
    ['a key that is no text', '1: a\n', '1:1: A key must be text.'],
    ['a key that is a list', '? [a]\n: b\n', '1:3: A key must be text.'],
    ['nothing where a list must be', 'ignore:\n', '1:8: ignore must be a list, not null.'],
    ['a number without end', 'gates: {lint: {timeout: .inf}}', '1:25: gates.lint.timeout must be'],
    ['an alias in an unknown place', 'gates: {lint: *x}\n', '1:15: '],
  ])('in YAML: %s', async (_, text, expected) => {
    expect(await messageFor('railgate.yaml', text)).toContain(`railgate.yaml:${expected}`);
  });

  it('all problems of a file at once, in the order of the lines', async () => {
    const message = await messageFor('railgate.json', '{"a": 1,\n"failOn": 1,\n"gates": {"b": {}}}');
    expect(message.split('\n').map((line) => line.split(': ')[0])).toEqual([
      'railgate.json:1:2',
      'railgate.json:2:11',
      'railgate.json:3:11',
    ]);
  });

  it('no more than anybody reads', async () => {
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]));
    const lines = (await messageFor('railgate.json', JSON.stringify(keys))).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('4980 more problems follow.');
  });

  it('without control characters and without secrets', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const message = await messageFor('railgate.json', JSON.stringify({ failOn: token, '\u001b[31m': 1 }));
    expect(message).not.toContain(token);
    expect(message).not.toContain('\u001b');
    expect(message).toContain('Unknown key "\\u001b[31m"');
  });

  it('two files, both of them', async () => {
    repository.write({ 'railgate.json': '{}', 'railgate.yaml': '' });
    expect((await failure()).message).toBe(
      'There are several configuration files: railgate.json and railgate.yaml.',
    );
  });

  it('two files of the user', async () => {
    home.write({ '.config/railgate/config.json': '{}', '.config/railgate/config.jsonc': '{}' });
    expect((await failure()).message).toContain(home.at('.config/railgate/config.jsonc'));
  });
});

describe('ok: what decides the verdict', () => {
  it('reads thresholds by count and by newness, of the run and of a gate', async () => {
    const gates = { lint: { maxFindings: 3, newOnly: true } };
    repository.write({ 'railgate.json': JSON.stringify({ newOnly: true, inlineIgnores: false, gates }) });
    expect(await load()).toMatchObject({
      newOnly: true,
      inlineIgnores: false,
      gates: { lint: { maxFindings: 3, newOnly: true, options: DEFAULTS.gates.lint.options } },
    });
  });

  it.each([
    ['{"newOnly": "yes"}', 'newOnly must be true or false, not "yes".'],
    ['{"inlineIgnore": false}', 'Unknown key "inlineIgnore". Did you mean "inlineIgnores"?'],
    ['{"gates": {"lint": {"maxFindings": -1}}}', 'gates.lint.maxFindings'],
    ['{"gates": {"lint": {"maxFinding": 1}}}', 'Did you mean "maxFindings"?'],
  ])('refuses %s', async (text, message) => {
    expect(await messageFor('railgate.json', text)).toContain(message);
  });
});

describe('ng: comments that the user forbids', () => {
  const user = (allowed: boolean) =>
    home.write({ '.config/railgate/config.json': JSON.stringify({ inlineIgnores: allowed }) });
  const repo = (allowed: boolean) =>
    repository.write({ 'railgate.json': JSON.stringify({ inlineIgnores: allowed }) });

  it('cannot be allowed again by the repository', async () => {
    user(false);
    repo(true);
    expect((await load()).inlineIgnores).toBe(false);
    home.write({ '.config/railgate/config.json': '{}', 'own.json': '{ "inlineIgnores": false }' });
    expect((await load({ configFile: home.at('own.json') })).inlineIgnores).toBe(false);
  });

  it('stay forbidden by the repository, whatever the user leaves open', async () => {
    user(true);
    repo(false);
    expect((await load()).inlineIgnores).toBe(false);
  });

  it('are allowed by the stronger of two files of the user', async () => {
    user(false);
    home.write({ 'own.json': '{ "inlineIgnores": true }' });
    expect((await load({ configFile: home.at('own.json') })).inlineIgnores).toBe(true);
  });

  it('may be allowed by a repository that the user trusts', async () => {
    user(false);
    repo(true);
    expect((await load({ trustRepository: true })).inlineIgnores).toBe(true);
  });
});

describe('ng: options that only a trusted file may set', () => {
  const texts = [
    '{"gates": {"lint": {"ownConfig": true}}}',
    '{"gates": {"lint": {"limits": {"tool": "/bin/x"}}}}',
  ];

  it.each(texts)('are refused in the repository: %s', async (text) => {
    repository.write({ 'railgate.json': text });
    const error = await failure();
    expect(error.message).toMatch(
      /^railgate\.json:1:\d+: gates\.lint\.(ownConfig|limits\.tool) makes the scanned repository/,
    );
    expect(error.remedy).toContain('--trust-repository');
  });

  it.each(texts)('count with --trust-repository: %s', async (text) => {
    repository.write({ 'railgate.json': text });
    expect((await load({ trustRepository: true })).sources).toEqual(['railgate.json']);
  });

  it('count in --config and in the folder of the user', async () => {
    home.write({ 'own.json': texts[0] ?? '', '.config/railgate/config.json': texts[1] ?? '' });
    const config = await load({ configFile: home.at('own.json') });
    expect(config.gates['lint']?.options).toMatchObject({ ownConfig: true, limits: { tool: '/bin/x' } });
  });

  it('count when the user names the file of the repository', async () => {
    repository.write({ 'railgate.json': texts[0] ?? '' });
    const config = await load({ configFile: repository.at('railgate.json') });
    expect(config.gates['lint']?.options['ownConfig']).toBe(true);
    expect(config.sources).toEqual(['railgate.json']);
  });

  it('are set by their defaults without complaint', async () => {
    repository.write({ 'railgate.json': '{"gates": {"lint": {"level": "strict"}}}' });
    expect((await load()).gates['lint']?.options['ownConfig']).toBe(false);
  });
});

describe('broken: files that cannot be read', () => {
  it.each([
    ['railgate.json', '', '1:1: The file ends too early.'],
    ['railgate.json', '{', '1:2: The file ends too early. A closing brace is missing.'],
    ['railgate.json', '{"a": }', '1:7: A value is expected here.'],
    ['railgate.json', '{"a": 1 "b": 2}', '1:9: A comma is expected here.'],
    ['railgate.json', '{"a": 1,}', '1:9: '],
    ['railgate.json', '{a: 1}', '1:2: '],
    ['railgate.json', '{} // x', '1:4: Comments are not allowed in a .json file; rename it to .jsonc.'],
    ['railgate.json', '{"a": "b}', '1:7: The text has no end.'],
    ['railgate.json', '{} {}', '1:4: The file goes on after its end.'],
    ['railgate.json', '['.repeat(100_000), '1:1: The file is nested too deeply.'],
    ['railgate.json', '{"a":'.repeat(100_000), '1:1: The file is nested too deeply.'],
    ['railgate.jsonc', '/* x', '1:1: '],
    ['railgate.yaml', 'a: [', '1:5: This is not YAML: '],
    ['railgate.yaml', 'a: b: c\n', '1:4: This is not YAML: '],
    ['railgate.yaml', 'a: !!js/function x\n', '1:4: This is not YAML: Unresolved tag'],
    ['railgate.yaml', '{}\n---\n{}\n', '2:1: A second document starts here, behind `---`'],
    ['railgate.yaml', '- '.repeat(60_000), '1:1: The file is nested or indented too deeply.'],
    ['railgate.yaml', bomb(), '1:1: The file has more than 50000 values.'],
    ['railgate.yaml', chain(), '1:1: The file is nested more than 64 levels deep.'],
  ])('%s, case %#', async (name, text, expected) => {
    expect(await messageFor(name, text)).toContain(`${name}:${expected}`);
  });

  it('invalid UTF-8, NUL, too large', async () => {
    writeFileSync(repository.at('railgate.json'), Buffer.from([0x7b, 0xff, 0x7d]));
    expect((await failure()).message).toBe('railgate.json is not valid UTF-8.');
    expect(await messageFor('railgate.json', '{\0}')).toContain('railgate.json holds binary data');
    expect(await messageFor('railgate.json', ' '.repeat(1024 * 1024 + 1))).toContain(
      'railgate.json has 1048577 bytes',
    );
  });

  it('a folder, a dangling link, a link out of the repository', async () => {
    mkdirSync(repository.at('railgate.json'));
    expect((await failure()).message).toBe('railgate.json is a folder and not a file.');
    const second = new TempRepository();
    symlinkSync('nowhere', second.at('railgate.yaml'));
    const env = { HOME: home.path };
    await expect(loadConfig(second.path, { gates: [], env })).rejects.toThrow(
      'railgate.yaml cannot be read: it is not there',
    );
    second.remove();
    const third = new TempRepository();
    home.write({ 'private.json': '{"password": "x"}' });
    symlinkSync(home.at('private.json'), third.at('railgate.json'));
    await expect(loadConfig(third.path, { gates: [], env })).rejects.toThrow(
      'symbolic link that leaves the repository',
    );
    third.remove();
  });

  it.each([
    ['nowhere.json', 'does not exist.'],
    ['config.ts', 'is not a .json, .jsonc, .yaml or .yml file.'],
    ['folder.json', 'is a folder and not a file.'],
  ])('--config %s', async (name, expected) => {
    home.write({ 'config.ts': 'export default {}', 'folder.json/x': '' });
    const error = await failure({ configFile: home.at(name) });
    expect(error.message).toBe(`${home.at(name)} ${expected}`);
  });

  it.runIf(isRoot)('without permission', async () => {
    repository.write({ 'railgate.json': '{}' });
    chmodSync(repository.at('railgate.json'), 0o600);
    const error = await asNobody(() => failure());
    expect(error.message).toBe('railgate.json cannot be read: permission denied.');
  });

  it.runIf(isRoot)('a home that belongs to somebody else is as good as none', async () => {
    home.write({ '.config/railgate/config.json': '{"failOn": "low"}' });
    chmodSync(home.path, 0o700);
    expect(await asNobody(() => load())).toEqual(DEFAULTS);
  });
});

describe('configSchema', () => {
  it('follows its own standard and has a description for everything', async () => {
    const { Ajv } = await import('ajv');
    const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, logger: false });
    ajv.addVocabulary(['x-trusted']);
    const schema = configSchema([lint, secrets]);
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(() => ajv.compile(schema)).not.toThrow();
    for (const property of Object.values(schema['properties'] as Record<string, { description?: string }>)) {
      expect(property.description).toMatch(/\.$/);
    }
  });

  it('refuses a gate whose option has the name of a common key', () => {
    const options = {
      type: 'object',
      properties: { timeout: { type: 'number', description: 'x' } },
      additionalProperties: false,
    } as const;
    expect(() => configSchema([{ meta: { id: 'x', timeout: 1 }, options }])).toThrow('option timeout');
  });
});

/** `b` is nine times `a`, `c` nine times `b`, and so on. */
function bomb(): string {
  const letters = [...'abcdefghi'];
  const first = 'a: &a [x,x,x,x,x,x,x,x,x]\n';
  return (
    first +
    letters
      .slice(1)
      .map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${letters[i]}`).join(',')}]\n`)
      .join('')
  );
}

/** Each value holds the one before. */
function chain(): string {
  return `a0: &a0 x\n${Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`).join('')}`;
}
