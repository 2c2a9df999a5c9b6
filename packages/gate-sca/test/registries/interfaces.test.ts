import type { Ecosystem } from '@railgate/dependencies';
import { writeFiles } from '@railgate/testkit';
import { describe, expect, it, vi } from 'vitest';

import type { RegistryFacts } from '../../src/policy/registry-facts.js';
import { dependenciesOf } from '../made.js';
import { SERVICES } from './services.js';
import { ask, locked, NEW, NO_ANSWERS, User } from './support.js';

const user = new User();

/** What each says of its package in `SERVICES`. */
const SAID: readonly (readonly [Ecosystem, string, Readonly<Record<string, object | undefined>>, boolean])[] =
  [
    ['RubyGems', 'rack', { '2.0': { published: NEW, licence: '(MIT OR Ruby)' }, '9.9': undefined }, true],
    [
      'crates.io',
      'serde',
      {
        '1.0.0': { published: '2020-01-01T00:00:00Z', yanked: '' },
        '2.0.0': { published: '2026-11-20T00:00:00Z' },
        '3.0.0': {},
      },
      false,
    ],
    [
      'NuGet',
      'Newton.json',
      {
        '1.0.0': {
          published: '2026-11-20T00:00:00+00:00',
          licence: 'MIT',
          deprecated: 'Use System.Text.Json.',
        },
        '2.0.0': { licence: 'MIT', yanked: 'It is unlisted.' },
        '9.9.9': undefined,
      },
      true,
    ],
    [
      'Hex',
      'plug',
      {
        '1.0.0': { published: '2026-11-20T00:00:00.000000Z', licence: 'Apache-2.0' },
        '1.1.0': { published: '2020-01-01T00:00:00.000000Z', licence: 'Apache-2.0', yanked: 'CVE in it' },
        '1.2.0': {
          published: '2020-01-01T00:00:00.000000Z',
          licence: 'Apache-2.0',
          deprecated: 'deprecated',
        },
      },
      true,
    ],
    [
      'Pub',
      'http',
      {
        '1.0.0': { published: '2026-11-20T00:00:00Z', deprecated: 'It is discontinued: use dio.' },
        '2.0.0': {
          published: '2020-01-01T00:00:00Z',
          deprecated: 'It is discontinued: use dio.',
          yanked: '',
        },
      },
      false,
    ],
  ];

describe.each(SAID)('%s', (ecosystem, name, said, saysLicences) => {
  const wanted = locked(ecosystem, ...Object.keys(said).map((version) => ({ name, version })));
  const told = (facts: RegistryFacts) =>
    Object.fromEntries(Object.keys(said).map((version) => [version, facts.of(ecosystem, name, version)]));

  it('ok: says what its interface says, and names what it does not know', async () => {
    const stub = await user.serve(SERVICES[ecosystem] ?? {});
    const facts = await ask(wanted);
    expect(told(facts)).toEqual(said);
    expect(facts.saysLicences(ecosystem)).toBe(saysLicences);
    const unknown = Object.entries(said).find(([, value]) => value === undefined)?.[0];
    const silence = unknown === undefined ? [] : [`${stub.host} does not know ${name} ${unknown}.`];
    expect(facts.silence(ecosystem)).toEqual(silence);
  });

  it.each(NO_ANSWERS)('broken: %s is no answer', async (_, reply, message) => {
    const stub = await user.serve(SERVICES[ecosystem] ?? {});
    stub.reply('any', reply);
    const facts = await ask(wanted);
    expect(Object.values(told(facts)).every((one) => one === undefined)).toBe(true);
    expect([facts.saysLicences(ecosystem), facts.silence(ecosystem)]).toEqual([
      false,
      [expect.stringMatching(message)],
    ]);
  });
});

describe('crates.io', () => {
  it('is not asked where the user has put something without a sparse index in its place', async () => {
    vi.stubEnv('CARGO_HOME', user.home);
    const config = '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "vendor"\n';
    await writeFiles(user.home, { 'config.toml': config });
    const facts = await ask(locked('crates.io', { name: 'serde' }));
    expect(facts.silence('crates.io')).toEqual([expect.stringContaining('replaces crates.io')]);
  });
});

describe('others', () => {
  it('are not asked where the user names several sources, or where the answer would prove nothing', async () => {
    const two =
      '<packageSources><add key="a" value="https://a.example/" /><add key="b" value="https://b.example/" /></packageSources>';
    await writeFiles(user.home, { '.nuget/NuGet/NuGet.Config': two });
    const facts = await ask(
      dependenciesOf(
        (['NuGet', 'Go', 'Packagist', 'Maven'] as const).map((ecosystem) => ({
          ecosystem,
          packages: [{ name: 'a' }],
        })),
      ),
    );
    expect(facts.silence('NuGet')).toEqual([expect.stringContaining('several sources')]);
    expect(facts.silence('Go')).toEqual([expect.stringContaining('its author writes as he likes')]);
    expect(facts.silence('Packagist')).toHaveLength(1);
    expect(facts.silence('Maven')).toHaveLength(1);
  });

  it('are asked no more after three failures in a row', async () => {
    const stub = await user.serve({});
    stub.reply('any', 405);
    await ask(locked('Hex', ...Array.from({ length: 100 }, (_, i) => ({ name: `p${i}` }))));
    // Eight are under way at the same time.
    expect(stub.requests.length).toBeLessThan(20);
  });
});
