import { expect, it } from 'vitest';

import { detect } from '../src/index.js';

const kinds = (text: string): string[] => detect(Buffer.from(text), 'src/client.ts').map(({ kind }) => kind);

/** The token of Grafana's own test of its checksums (satokengen), in pieces. */
const GRAFANA = ['glsa_yscW25imSKJI', 'uav8zF37RZmnbiDvB05G_', 'fcaaf58a'];

it("ng: Grafana's own token has the checksum that is computed here", () => {
  expect(kinds(`auth = "${GRAFANA.join('')}"\n`)).toEqual(['grafana-service-account-token']);
});

it('ok: with another last digit it is none', () => {
  expect(kinds(`auth = "${GRAFANA.join('').slice(0, -1)}b"\n`)).toEqual([]);
});
