import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodedRuns } from '../src/detect/encoded-runs.js';
import { Engine } from '../src/detect/engine.js';
import { indexFormats } from '../src/formats/catalogue.js';
import { secretOf } from '../src/detect/formats.js';
import { defineFormat, detect, FORMATS, Meter, samples, type Format } from '../src/index.js';

/** Made for these tests, so that they say the same whatever kinds there are. */
const made = (id: string, details: Partial<Format>): Format =>
  defineFormat({
    id,
    title: 'Made token',
    grants: 'It opens nothing.',
    revoke: { steps: 'Nothing.' },
    severity: 'high',
    precision: 'very-high',
    references: [],
    keywords: ['zqx_'],
    pattern: /(?<![A-Za-z0-9])zqx_[A-Z]{24}(?![A-Za-z0-9])/,
    hits: () => [{ text: '' }, { text: '' }],
    misses: () => [{ text: '' }, { text: '' }],
    ...details,
  });

const TOKEN = made('made-token', { window: { before: 4, after: 32 } });
const LOOSE = made('made-loose-token', { precision: 'medium', pattern: /zqx_(?<secret>[A-Z]{8,40})/ });
const NAMED = made('made-named-token', {
  keywords: ['zqxservice'],
  pattern:
    /(?:zqxservice)[\w.$-]{0,20}(?:key|token|secret|credential)["']{0,1}[ ]{0,2}[:=][ ]{0,2}["']?(?<secret>[0-9a-f]{32})(?![0-9a-f])/i,
});

const value = fc.integer({ min: 1, max: 1e6 }).map((seed) => `zqx_${samples(seed).of('A-Z', 24)}`);

/** What separates a planted value from what is around it. */
const between = fc.constantFrom(' ', '\n', '\r\n', '"', "'", ';', '=', 'ä', '€', '😀', '\0');

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)),
  fc
    .constantFrom('zqx_', 'ZQX_ABC', 'password=', 'eyJ', '-----BEGIN ', 'x'.repeat(70_000))
    .map((text) => Buffer.from(text)),
);

function found(bytes: Uint8Array, formats: readonly Format[], path = 'a.ts') {
  return detect(bytes, path, formats).filter(({ kind }) => kind.startsWith('made-'));
}

describe('detect', () => {
  it('ng: finds every planted value, wherever it is, at its exact place', () => {
    const parts = fc.array(fc.tuple(noise, between, value, between), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, noise, (planted, last) => {
        const pieces: Buffer[] = [];
        const expected: { start: number; end: number }[] = [];
        let at = 0;
        const add = (piece: Buffer): void => {
          pieces.push(piece);
          at += piece.length;
        };
        for (const [before, left, text, right] of planted) {
          add(before);
          add(Buffer.from(left));
          expected.push({ start: at, end: at + text.length });
          add(Buffer.from(text));
          add(Buffer.from(right));
        }
        add(last);
        // A mark or NUL at the beginning would make it UTF-16.
        const bytes = Buffer.concat([Buffer.from('text of a file: '), ...pieces]);
        const hits = found(bytes, [TOKEN]).map(({ start, end }) => ({ start: start - 16, end: end - 16 }));
        expect(hits).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('ng: finds all values in one window, and one that is not the first of its kind there', () => {
    const texts = [1, 2, 3].map((seed) => `zqx_${samples(seed).of('A-Z', 24)}`);
    const bytes = Buffer.from(`zqx_short ${texts.join(' ')} zqx_`);
    expect(found(bytes, [TOKEN])).toHaveLength(3);
    expect(
      found(Buffer.from(texts.join(',')), [made('made-wide', { window: { before: 500, after: 500 } })]),
    ).toHaveLength(3);
  });

  it('ok: does not take the edge of a window for the edge of a value', () => {
    const long = `zqx_${'A'.repeat(12)}${samples(1).of('A-Z', 300)}`;
    const cut = made('made-cut', {
      pattern: /(?<![A-Z])[A-Z]{24,400}(?![A-Z])/,
      window: { before: 0, after: 40 },
    });
    expect(found(Buffer.from(long), [cut])).toEqual([]);
    const behind = made('made-behind', {
      pattern: /(?<![A-Z])[A-Z]{24}/,
      window: { before: 30, after: 4 },
    });
    expect(found(Buffer.from(`${samples(9).of('A-Z', 50)}zqx_`), [behind])).toEqual([]);
  });

  it('ng: keeps one hit for each place: the one that is known best', () => {
    const text = `zqx_${samples(4).of('A-Z', 24)}`;
    const bytes = Buffer.from(`password = "${text}"\nexport const a = '${text}'\n`);
    expect(found(bytes, [LOOSE, TOKEN]).map(({ kind }) => kind)).toEqual(['made-token', 'made-token']);
    expect(detect(bytes, 'a.ts', [LOOSE, TOKEN])).toEqual(detect(bytes, 'a.ts', [TOKEN, LOOSE]));
    expect(detect(bytes, 'a.ts', [TOKEN])).toHaveLength(2);
  });

  it('ng: a statement of SQL knows better than a name what a password is', () => {
    const text = `ALTER ROLE app WITH PASSWORD '${samples(3).of('A-Za-z0-9', 28)}9x';`;
    expect(detect(Buffer.from(text), 'a.sql').map(({ kind }) => kind)).toEqual(['sql-user-password']);
  });

  it('ok: asks `holds` and measures entropy', () => {
    const text = Buffer.from(`zqx_${samples(5).of('A-Z', 24)}`);
    expect(found(text, [made('made-held', { holds: () => false })])).toEqual([]);
    expect(found(text, [made('made-random', { entropy: 6 })])).toEqual([]);
    expect(found(text, [made('made-random', { entropy: 2 })])).toHaveLength(1);
  });

  it('ng: looks for the secret alone before a costly pattern, and finds the same', () => {
    expect(secretOf(NAMED.pattern.source)).toBe('[0-9a-f]{32}');
    expect(secretOf('(?<secret>a)')).toBeUndefined();
    expect(secretOf(`${'x'.repeat(70)}(?<secret>[)(]\\)(?:b|c)+)d`)).toBe('[)(]\\)(?:b|c)+');
    const hex = samples(6).of('0-9a-f', 32);
    expect(found(Buffer.from(`ZQXSERVICE_API_KEY="${hex}"`), [NAMED])).toHaveLength(1);
    expect(found(Buffer.from(`ZQXSERVICE_API_KEY="${hex.slice(1)}"`), [NAMED])).toEqual([]);
  });

  it('ng: finds what is in UTF-16, at the place of the bytes', () => {
    const text = `zqx_${samples(7).of('A-Z', 24)}`;
    const content = `// ä€😀 ${text}\r\n`;
    const little = Buffer.from(`\uFEFF${content}`, 'utf16le');
    const start = 2 * (content.indexOf(text) + 1);
    const expected = [{ kind: 'made-token', start, end: start + 2 * text.length }];
    expect(found(little, [TOKEN])).toEqual(expected);
    expect(found(Buffer.from(little).swap16(), [TOKEN])).toEqual(expected);
  });
});

describe('what is encoded', () => {
  it('is looked at wherever it begins, and as short as may be', () => {
    const shortest = Buffer.from('a text of letters.').toString('base64');
    for (let before = 0; before < 40; before++) {
      const runs = [...encodedRuns(Buffer.from(`${' '.repeat(before)}${shortest} ${shortest.slice(1)}`))];
      expect(runs).toEqual([{ encoding: 'base64', start: before, end: before + 24 }]);
    }
  });

  const text = `zqx_${samples(8).of('A-Z', 24)}`;

  it.each(['base64', 'base64url', 'hex'] as const)(
    'ng: is found in %s, at the place of its characters',
    (encoding) => {
      const encoded = Buffer.from(`token is ${text}, so there`).toString(encoding);
      const [hit, ...others] = found(Buffer.from(`data: ${encoded}\n`), [TOKEN]);
      expect(others).toEqual([]);
      const place = `data: ${encoded}`.slice(hit?.start, hit?.end);
      expect(Buffer.from(place, encoding).toString()).toContain(text);
      expect(hit).toMatchObject({ kind: 'made-token', encoded: encoding === 'hex' ? 'hex' : 'base64' });
    },
  );

  it('ng: is found far inside of a long run, and in one whose beginning was cut off', () => {
    const long = Buffer.from(`${'lorem ipsum '.repeat(20_000)}${text} ${'dolor '.repeat(9000)}`).toString(
      'base64',
    );
    for (const cut of [0, 1, 2, 3])
      expect(found(Buffer.from(long.slice(cut)), [TOKEN]), `${cut}`).toHaveLength(1);
  });

  it('ok: is not looked for two levels deep, nor in short runs and binary data', () => {
    const once = Buffer.from(`the ${text}`).toString('base64');
    expect(found(Buffer.from(Buffer.from(once).toString('base64')), [TOKEN])).toEqual([]);
    const binary = Buffer.concat([Buffer.alloc(12, 0xff), Buffer.from(text)]).toString('base64');
    expect(found(Buffer.from(binary), [TOKEN])).toEqual([]);
  });
});

describe('evil input', () => {
  const MEGABYTE = 1024 * 1024;
  const engine = new Engine(indexFormats([TOKEN, LOOSE, NAMED]));

  function work(unit: string, megabytes: number): Meter {
    const meter = new Meter();
    engine.find(Buffer.alloc(megabytes * MEGABYTE, unit), 'a.ts', meter);
    return meter;
  }

  it.each([
    ['assignments', 'password='],
    ['assignments of something', 'password="a'],
    ['beginnings of tokens', 'eyJ'],
    ['base64', 'QUJD'],
    ['base64 of keywords', 'enF4X3Bhc3N3b3JkPTovLw'],
    ['hex', '70617373776f7264'],
    ['quotes', '"\''],
    ['a keyword of formats', 'zqx_'],
    ['a name of a format', 'zqxservice_token='],
    ['beginnings of URLs', '://a:'],
    ['NUL', '\0'],
    ['ends of lines', '\r\n'],
    ['dashes of keys', '-----BEGIN '],
  ])('broken: a line of %s is read a few times, in pieces, and twice as much in twice as long', (_, unit) => {
    const [one, two] = [work(unit, 1 / 16), work(unit, 1 / 8)];
    expect((8 * two.characters) / MEGABYTE).toBeLessThan(6);
    expect(two.characters).toBeLessThanOrEqual(one.characters * 2.2 + 20_000);
    for (const { texts, characters } of two.work.values()) expect(characters / texts).toBeLessThan(80_000);
  });

  it.each(['eyJ', '"\'', 'QUJD', 'zqx_', ' '])(
    'broken: a line of 50 MB of %j is no more than 50 of one',
    (unit) => {
      expect(work(unit, 50).characters / MEGABYTE).toBeLessThan(50 * 6);
    },
  );

  it('broken: all formats at once cost each its share, and no more', () => {
    const words = FORMATS.flatMap(({ keywords }) => keywords).join(' ');
    const bytes = Buffer.alloc(MEGABYTE / 8, words);
    const meter = new Meter();
    detect(bytes, 'a.ts', FORMATS, meter);
    for (const [id, { characters }] of meter.work) expect(characters / bytes.length, id).toBeLessThan(2.5);
  });
});
