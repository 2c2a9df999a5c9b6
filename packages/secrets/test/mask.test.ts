import { describe, expect, it } from 'vitest';

import {
  FORMATS,
  LastLook,
  maskLines,
  maskSecrets,
  maskWritten,
  samples,
  secretRegions,
  secretTexts,
  type Format,
} from '../src/index.js';

const made = samples(Date.now());
const token = (): string => secretOf('github-personal-access-token');
const key = (): string => secretOf(FORMATS.find(isPem)?.id ?? '');

/** A secret of several lines that is known wherever it stands. */
function isPem(format: Format): boolean {
  const [secret = ''] = secretTexts(format.hits(samples(1))[0].text, '');
  return secret.includes('\n') && secretTexts(secret, '').length === 1;
}

/** The secret of a new sample of a kind. */
function secretOf(id: string): string {
  const format = FORMATS.find((one) => one.id === id);
  const [{ text, path = '' }] = format?.hits(samples(made.between(1, 1_000_000))) ?? [{ text: '' }];
  return secretTexts(text, path)[0] ?? '';
}

describe('maskSecrets', () => {
  it.each(FORMATS.map((format) => [format.id, format] as const))('masks %s', (_, format) => {
    for (const { text } of format.hits(samples(Date.now()))) {
      const secrets = secretTexts(text, '');
      // Some are known by the name of their file alone; that samples are found at all is another test's.
      if (secrets.length === 0) continue;
      const masked = maskSecrets(text);
      for (const secret of secrets) expect(masked.includes(secret)).toBe(false);
      expect(masked).toContain('[redacted]');
    }
  });

  it('leaves what is none, and masks nothing twice', () => {
    for (const text of ['', 'A plain message about src/a.ts.', 'The variable `password` is logged.'])
      expect(maskSecrets(text)).toBe(text);
    const once = maskSecrets(`a ${token()} b ${token()} ä`);
    expect(once).toBe('a [redacted] b [redacted] ä');
    expect(maskSecrets(once)).toBe(once);
  });
});

describe('secretRegions', () => {
  it('counts as SARIF does, beyond ASCII and over several lines', () => {
    const text = `ä\n😀 "${token()}"\n${key()}`;
    const [first, second] = secretRegions(text, 'a.txt');
    expect(first).toEqual({ startLine: 2, startColumn: 5, endLine: 2, endColumn: 45 });
    expect(second).toMatchObject({ startLine: 3 });
    expect(second?.endLine).toBeGreaterThan(4);
  });
});

describe('maskLines', () => {
  it('keeps every line and its end', () => {
    const text = `a\r\n${key().replaceAll('\n', '\r\n')}\r\nb ${token()}\n`;
    const masked = maskLines(text, 'a.txt');
    expect(masked.split('\n').map((line) => line.endsWith('\r'))).toEqual(
      text.split('\n').map((line) => line.endsWith('\r')),
    );
    for (const secret of secretTexts(text, 'a.txt').flatMap((one) => one.split('\r\n')))
      expect(masked.includes(secret)).toBe(false);
  });
});

describe('maskWritten', () => {
  it.each([
    ['JSON', (secret: string) => JSON.stringify({ text: `a\n${secret}\n`, hash: '39fa2ee980eb94b0:1' })],
    ['a URI', (secret: string) => `"uri":"names/broken%20${secret}.ts"`],
    ['HTML', (secret: string) => `<td>${secret}</td>`],
    ['colours', (secret: string) => `\u001b[31m${secret}\u001b[0m`],
    ['base64', (secret: string) => Buffer.from(`token ${secret} of it`).toString('base64')],
  ])('masks a token in %s, and the rest stays as it is', (_, write) => {
    const masked = maskWritten(write(token()));
    if (_ !== 'base64') expect(masked).toBe(write('(redacted)'));
    else expect(masked).toContain('(redacted)');
    expect(maskWritten(masked)).toBe(masked);
  });

  it('leaves alone what is a secret only by the words beside it: rules and fingerprints', () => {
    const hash = made.of('0-9a-f', 32);
    for (const word of ['datadog-api-key', 'password', 'secret', 'heroku'])
      for (const text of [
        JSON.stringify({ ruleId: `secrets/${word}`, partialFingerprints: { 'railgateId/v1': `${hash}:1` } }),
        `${word} = "${hash}"`,
      ])
        expect(maskWritten(text)).toBe(text);
  });
});

describe('LastLook', () => {
  const sarif = (...said: string[]): string =>
    JSON.stringify({ runs: said.map((text) => ({ text })) }, null, 1);

  it('says of many texts that repeat each other what one look at each says', () => {
    const [first, second] = [token(), token()];
    const look = new LastLook();
    for (const text of [
      sarif('a clean line', 'another one'),
      sarif('another one', `a ${first}\nb`, 'a clean line'),
      sarif(`a ${first}\nb`, 'a clean line'),
      `<p>a clean line</p>\n<td>${first}</td><td>${second}</td>\n<td>${second}</td>`,
      `a clean line\n${sarif(`a ${second}\nb`)}\n`,
      '',
    ])
      expect(look.mask(text)).toBe(maskWritten(text));
    expect(look.mask(sarif(second))).toBe(sarif('(redacted)'));
  });

  it.each(FORMATS.map((format) => [format.id, format] as const))('sees %s as well', (_, format) => {
    const look = new LastLook();
    for (const { text } of format.hits(samples(7)))
      for (const written of [text, JSON.stringify({ text }), `<pre>${text}</pre>`, `clean\n${text}\nclean`])
        expect(look.mask(written)).toBe(maskWritten(written));
  });

  it('does not hold a long text at once, nor all that it has seen', () => {
    const look = new LastLook();
    const lines = Array.from({ length: 600_000 }, (_, i) => `line ${i}`);
    expect(look.mask(lines.join('\n')).endsWith('line 599999')).toBe(true);
    expect(look.mask([...lines, `a ${token()}`].join('\n')).endsWith('\na (redacted)')).toBe(true);
  });
});
