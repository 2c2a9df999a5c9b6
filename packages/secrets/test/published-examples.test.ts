import { describe, expect, it } from 'vitest';

import { detect } from '../src/index.js';

const kinds = (text: string): string[] => detect(Buffer.from(text), 'src/client.ts').map(({ kind }) => kind);

/** In pieces, so that this file holds none of them. */
const PUBLISHED = {
  'stripe-test-key': ['const stripe = new Stripe("sk_te', 'st_4eC39HqLyjWDa', 'rjtT1zdp7dc");\n'],
  'webhook-signing-secret': ['const secret = "whs', 'ec_MfKQ9r8GKYqrTwjUP', 'D8ILPZIo2LaLaSw";\n'],
  'telegram-bot-token': ['const bot = new Bot("4839574812', ':AAFD39kkdpWt3ywyRZ', 'ergyOLMaJhac60qcY");\n'],
};

describe.each(Object.entries(PUBLISHED))('%s', (kind, pieces) => {
  it('ok: the one that the documentation shows is silent', () => {
    expect(kinds(pieces.join(''))).toEqual([]);
  });

  it('ng: another one of the same form is found', () => {
    const [first = '', middle = '', last = ''] = pieces;
    expect(kinds(`${first}${middle.slice(0, -1)}7${last}`)).toContain(kind);
  });
});
