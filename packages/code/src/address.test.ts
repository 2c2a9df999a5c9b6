import { describe, expect, it } from 'vitest';

import { addressOf, HOLE, isLocalNetwork, isLoopback, isRailwayPrivate } from './address.js';
import type { Value } from './value.js';

const place = { path: 'a.ts', region: { startLine: 1 } };
const text = (value: string): Value => ({ kind: 'literal', value, place });
const env = (name: string): Value => ({ kind: 'env', names: [name], place });
const template = (...parts: Value[]): Value => ({ kind: 'template', parts, place });

describe('addressOf', () => {
  it.each([
    ['http://localhost:8000/api', 'http localhost 8000 /api'],
    ['HTTPS://A.up.railway.app', 'https A.up.railway.app - '],
    ['redis://user:p@ss@redis:6379/0', 'redis redis 6379 /0'],
    ['http://[::1]:3000?x', 'http [::1] 3000 ?x'],
    ['http://[::1]', 'http [::1] - '],
    ['api.railway.internal', '- api.railway.internal - '],
    ['api.railway.internal:80', '- api.railway.internal 80 '],
    ['a sentence', undefined],
    ['not a scheme://host', undefined],
    ['', undefined],
  ])('%s', (written, expected) => {
    expect(shown(text(written))).toBe(expected);
  });

  it('marks what is not known, and names it', () => {
    const value = template(
      text('http://u:'),
      env('PASSWORD'),
      text('@'),
      env('HOST'),
      text(':'),
      env('PORT'),
    );
    expect(addressOf(value)).toMatchObject({ host: HOLE, hostNames: ['HOST'], port: HOLE });
  });

  it('is nothing for what is wholly unknown', () => {
    expect(addressOf(env('API_URL'))).toBeUndefined();
    expect(addressOf({ kind: 'unknown', place })).toBeUndefined();
  });

  it('knows hosts of this machine and of local networks', () => {
    const local = ['localhost', '127.0.0.1', '0.0.0.0', '[::1]', 'app.localhost', 'LOCALHOST'];
    expect(local.filter((host) => !isLoopback(host))).toEqual([]);
    expect(['localhost.com', 'x127.0.0.1', '1127.0.0.1', 'db'].filter(isLoopback)).toEqual([]);
    expect(
      ['192.168.1.5', '10.0.0.1', '172.20.0.2', 'nas.local'].filter((one) => !isLocalNetwork(one)),
    ).toEqual([]);
    expect(['172.40.0.1', '110.0.0.1', 'a.com'].filter(isLocalNetwork)).toEqual([]);
  });

  it('knows the private network by name and by variable', () => {
    const byVariable = addressOf(template(text('http://'), env('RAILWAY_PRIVATE_DOMAIN')));
    expect(byVariable && isRailwayPrivate(byVariable)).toBe(true);
    const other = addressOf(template(text('http://'), env('API_HOST')));
    expect(other && isRailwayPrivate(other)).toBe(false);
  });

  it('takes hostile texts in linear time', () => {
    const start = performance.now();
    for (const piece of ['a.', '[', ':', '@', '-', HOLE]) addressOf(text(`http://${piece.repeat(900)}`));
    addressOf(text(`http://${'a'.repeat(1_000_000)}`));
    expect(performance.now() - start).toBeLessThan(500);
  });
});

function shown(value: Value): string | undefined {
  const address = addressOf(value);
  return address && [address.scheme ?? '-', address.host, address.port ?? '-', address.rest].join(' ');
}
