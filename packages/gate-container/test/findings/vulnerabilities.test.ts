import type { ImageFinding } from '@railgate/contract';
import { buildRun, finishRun, readResults } from '@railgate/sarif/run';
import { describe, expect, it } from 'vitest';

import { findVulnerabilities, type AnyFinding } from '../../src/findings/vulnerabilities.js';
import type { ImageView } from '../../src/findings/view.js';
import type { Options } from '../../src/options.js';
import { BASE, COPIED, NOW, OWN, UNMAPPED, layerId, lodash, useOf, viewOf, vulnerability } from '../made.js';

function found(view: ImageView, unfixable: Options['unfixable'] = 'report') {
  return findVulnerabilities(view, { unfixable, now: NOW }).findings;
}
const place = (finding: AnyFinding): string =>
  finding.at
    ? `${finding.at.path}:${finding.at.region.startLine}`
    : `${finding.in.image}:${finding.in.path ?? ''}`;
const places = (findings: readonly AnyFinding[]) => findings.map(place);
const seen = (...vulnerabilities: ReturnType<typeof vulnerability>[]) => ({ vulnerabilities });

function identities(view: ImageView): string[] {
  const { findings, rules } = findVulnerabilities(view, { unfixable: 'report', now: NOW });
  const evidence = { engines: [], expected: {}, seen: {} };
  const meta = { id: 'container', title: 'Railgate Container' };
  const run = buildRun({ meta, target: 'root', rules, findings, evidence, gaps: [] });
  finishRun(run, { readText: () => 'FROM node\nRUN a\nCOPY . .\n', redact: (text) => text });
  return readResults(run).map(({ identity }) => identity);
}

describe('where a vulnerable package comes from', () => {
  it('is the instruction of its layer, with the way to mend it there', () => {
    const [finding, ...others] = found(viewOf(seen(vulnerability({ diffId: OWN }))));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ruleId: 'CVE-2022-48174',
      severity: 'critical',
      at: { path: 'Dockerfile', region: { startLine: 2 } },
      subject: { kind: 'dependency', image: 'api', advisories: ['CVE-2022-48174'] },
    });
    expect(finding?.message).toBe(
      'busybox 1.36.1-r0 in the image api is vulnerable: stack overflow in ash.c. Severity critical by nvd, score 9.8. ' +
        'It was brought by `RUN apk add curl` (Dockerfile:2). Known as CVE-2022-48174. ' +
        'Fixed in 1.36.1-r5: upgrade it in that instruction (`apk add --no-cache --upgrade busybox`).',
    );
  });

  it('is the FROM for what the base image brings, and the remedy is a newer one', () => {
    const [finding] = found(viewOf(seen(vulnerability())));
    expect(finding).toMatchObject({
      at: { path: 'Dockerfile', region: { startLine: 1 } },
      subject: { image: 'node' },
    });
    expect(finding?.message).toContain('It is from the base image node:20-alpine (Dockerfile:1).');
    expect(finding?.message).toContain(
      'Fixed in 1.36.1-r5: build again with `docker build --pull`, which fetches node:20-alpine anew: its tag names a line, not one version; ' +
        'or upgrade it below the `FROM`: `RUN apk add --no-cache --upgrade busybox`.',
    );
  });

  it('is the manifest for a package of a language', () => {
    const [finding] = found(viewOf(seen(lodash('4.17.20'))));
    expect(finding?.message).toContain('It is in /app/node_modules/lodash/package.json.');
    expect(finding?.message).toContain(
      'Fixed in 4.17.21: upgrade lodash (app/node_modules/lodash/package.json)',
    );
  });

  it('is every Dockerfile that starts from a base image that is looked at by itself', () => {
    const uses = [
      useOf('web/Dockerfile', 1),
      useOf('api/Dockerfile', 1, { isFinal: false }),
      useOf('api/Dockerfile', 7),
      useOf('job/Dockerfile', 3, { isFinal: false }),
    ];
    const findings = found(
      viewOf(seen(vulnerability()), { name: 'node', trace: UNMAPPED, uses, isBase: true }),
    );
    expect(places(findings)).toEqual(['api/Dockerfile:7', 'job/Dockerfile:3', 'web/Dockerfile:1']);
    expect(findings[0]?.related?.map(({ region }) => region.startLine)).toEqual([1]);
    expect(findings[1]?.message).toContain('(job/Dockerfile:3), which only helps to build.');
    expect(findings[2]?.message).not.toContain('only helps to build');
  });

  it('is the image where no Dockerfile shows it, and where the history does not explain the layer', () => {
    const named = { path: 'railgate.json', region: { startLine: 4 } };
    const [finding] = found(viewOf(seen(lodash('4.17.20')), { trace: UNMAPPED, named }));
    expect(finding).toMatchObject({
      in: { image: 'api', path: 'app/node_modules/lodash/package.json' },
      related: [{ ...named, message: 'The image is named here.' }],
    });
    expect(finding).not.toHaveProperty('at');
    expect(finding?.message).toContain(
      'Which instruction brought it is not known: No Dockerfile of the repository shows its history.',
    );
    for (const diffId of [layerId('9'), undefined]) {
      const one = { ...vulnerability(), diffId } as ReturnType<typeof vulnerability>;
      expect(places(found(viewOf(seen(one))))).toEqual(['api:']);
    }
  });
});

describe('one finding', () => {
  it('for one package in several layers, paths and versions: at our own line, with the others beside it', () => {
    const findings = found(
      viewOf(
        seen(
          lodash('4.17.20', { diffId: BASE, path: 'usr/lib/node_modules/a/lodash/package.json' }),
          lodash('4.17.15', { diffId: COPIED, path: 'app/vendor/lodash/package.json' }),
          lodash('4.17.20'),
          lodash('4.17.20', { path: 'app/node_modules/b/node_modules/lodash/package.json' }),
        ),
      ),
    );
    expect(places(findings)).toEqual(['Dockerfile:2']);
    const [finding] = findings;
    expect(finding?.related?.map(({ region, message }) => [region.startLine, message])).toEqual([
      [3, '`COPY . .` brings it, too.'],
      [1, 'The base image node:20-alpine brings it, too.'],
    ]);
    expect(finding?.message).toContain('lodash 4.17.15, 4.17.20 in the image api');
    expect(finding?.message).toContain('package.json and 1 more.');
  });

  it('for one vulnerability under several ids, by the canonical one', () => {
    const { findings, rules } = findVulnerabilities(
      viewOf(
        seen(
          lodash('4.17.20', { id: 'GHSA-35jh-r3h4-6jhm', aliases: ['CVE-2021-23337'] }),
          lodash('4.17.20', { aliases: [] }),
        ),
      ),
      { unfixable: 'report', now: NOW },
    );
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['CVE-2021-23337']);
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(['CVE-2021-23337']));
  });

  it('each for two packages, and for two vulnerabilities', () => {
    const ssl = vulnerability({ name: 'ssl_client', purl: 'pkg:apk/alpine/ssl_client@1.36.1-r0' });
    const other = vulnerability({ id: 'CVE-2023-42363' });
    expect(found(viewOf(seen(vulnerability(), ssl, other)))).toHaveLength(3);
  });

  it('the same in any order of what was seen', () => {
    const all = [
      lodash('4.17.20'),
      lodash('4.17.15', { path: 'x/lodash/package.json' }),
      vulnerability(),
      lodash('4.17.20', { diffId: BASE, score: 9 }),
    ];
    const sorted = (findings: readonly AnyFinding[]) => findings.map((one) => JSON.stringify(one)).sort();
    expect(sorted(found(viewOf(seen(...[...all].reverse()))))).toEqual(sorted(found(viewOf(seen(...all)))));
  });
});

describe('identity', () => {
  it('stays when the image is built again on another tag, with other layers and versions', () => {
    const before = identities(viewOf(seen(vulnerability(), lodash('4.17.20'))));
    const rebuilt = viewOf(
      seen(
        vulnerability({ version: '1.36.1-r2', purl: 'pkg:apk/alpine/busybox@1.36.1-r2?distro=3.21.0' }),
        lodash('4.17.19'),
      ),
      { trace: { ...viewOf().trace, base: 'docker.io/library/node:22-alpine@sha256:' + 'a'.repeat(64) } },
    );
    expect(identities(rebuilt)).toEqual(before);
  });

  it('of what a base image brings is the same through an image and by itself', () => {
    const through = identities(viewOf(seen(vulnerability())));
    const alone = identities(
      viewOf(seen(vulnerability()), {
        name: 'node',
        trace: UNMAPPED,
        uses: [useOf('Dockerfile', 1)],
        isBase: true,
      }),
    );
    expect(alone).toEqual(through);
    expect(identities(viewOf(seen(vulnerability({ diffId: OWN }))))).not.toEqual(through);
  });
});

describe('severity', () => {
  const unfixed = vulnerability({ fixed: [], status: 'will_not_fix' });
  it.each([
    ['report', 'critical', undefined],
    ['lower', 'high', 'It counts one level less, since no fixed version is known (`unfixable`).'],
    ['ignore', 'info', 'It counts nothing, since no fixed version is known (`unfixable`).'],
  ] as const)('of what nobody has fixed: %s', (policy, severity, reason) => {
    const [finding] = found(viewOf(seen(unfixed)), policy);
    expect(finding?.severity).toBe(severity);
    if (reason !== undefined) expect(finding?.message).toContain(reason);
    expect(finding?.message).toContain(
      'No fixed version is known (will_not_fix): start from an image without it',
    );
    expect(found(viewOf(seen(vulnerability())), policy)[0]?.severity).toBe('critical');
  });

  it('is the worst of what was said', () => {
    const [finding] = found(
      viewOf(seen(lodash('4.17.20', { severity: 'low', score: 2 }), lodash('4.17.15', { severity: 'high' }))),
    );
    expect(finding?.severity).toBe('high');
    expect((finding?.subject as { sources?: unknown[] }).sources).toHaveLength(2);
  });
});

describe('hostile data', () => {
  it('stays on one line, without escapes, and bounded', () => {
    const evil = '\u001b[31m\nevil](x)<b>\u202e';
    const [finding] = found(
      viewOf(
        seen(
          vulnerability({
            name: evil,
            version: evil.repeat(1000),
            title: evil.repeat(5000),
            status: evil,
            path: evil,
            fixed: [],
            references: ['javascript:alert(1)', 'https://ok.example/a'],
          }),
        ),
        { name: evil, trace: UNMAPPED },
      ),
    );
    const place = (finding as ImageFinding).in;
    // eslint-disable-next-line no-control-regex -- these are what it is about
    expect([finding?.message, place.image, place.path].join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(finding?.message.length).toBeLessThan(2500);
    const { rules } = findVulnerabilities(
      viewOf(seen(vulnerability({ references: ['javascript:alert(1)', 'https://ok.example/a'] }))),
      { unfixable: 'report', now: NOW },
    );
    expect(rules[0]?.references).toEqual(['https://ok.example/a']);
  });
});
