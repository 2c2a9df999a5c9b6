import { formatOf, samples, type Samples } from '@railgate/secrets';

import { makeObey } from './obey.js';

/** A text with a secret, and what must be found in it. */
interface Planted {
  /** What the engine does to find it, for messages. */
  readonly what: string;
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Left out where any kind will do. */
  readonly kind?: string;
}

export interface EngineProof {
  readonly planted: number;
  /** What was not found, in words; empty when all was. */
  readonly missed: readonly string[];
}

/** Kinds of different make: a prefix, a prefix with a checksum, a name beside the value, several lines. */
const KINDS = ['aws-access-key-id', 'github-personal-access-token', 'railway-token', 'stripe-secret-key'];

/**
 * Runs made secrets through all that the pool does with a file. The same in each run: they are no secrets, and a proof that
 * differs from run to run would be none.
 */
export function engineProof(): EngineProof {
  const obey = makeObey(new Uint8Array(32));
  const planted = plantedTexts(samples(SEED));
  const missed = planted.filter(({ path, bytes, kind }) => {
    const { places } = obey({ path, bytes });
    return !places.some((place) => kind === undefined || place.kind === kind);
  });
  return { planted: planted.length, missed: missed.map(({ what }) => what) };
}

const SEED = 20_261_122;

function plantedTexts(from: Samples): Planted[] {
  const password = from.of('A-Za-z0-9', 24);
  const tokens = KINDS.map((id): Planted => {
    const [{ text, path = 'proof.txt' }] = formatOf(id)?.hits(from) ?? [{ text: '' }];
    return { what: `the format ${id}`, path, bytes: utf8(text), kind: id };
  });
  const [token] = tokens;
  const encoded = token ? Buffer.from(token.bytes).toString('base64') : '';
  return [
    ...tokens,
    { what: 'an assignment', path: 'proof.py', bytes: utf8(`db_password = "${password}"\n`) },
    {
      what: 'a password in a URL',
      path: 'proof.ts',
      bytes: utf8(`'postgres://me:${password}@db.railway.app/db'`),
    },
    {
      what: 'a file known by its name',
      path: '.netrc',
      bytes: utf8(`machine railway.app login me password ${password}\n`),
    },
    {
      what: 'base64',
      path: 'proof.txt',
      bytes: utf8(`${encoded}\n`),
      ...(token?.kind && { kind: token.kind }),
    },
    {
      what: 'UTF-16',
      path: 'proof.txt',
      bytes: new Uint8Array(Buffer.from(`\uFEFF${Buffer.from(token?.bytes ?? []).toString()}`, 'utf16le')),
      ...(token?.kind && { kind: token.kind }),
    },
  ];
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
