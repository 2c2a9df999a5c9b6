import { isRailwayPrivate, showAddress } from '@railgate/code';
import { cleanText, type Fix } from '@railgate/contract';

import { replaceInQuotes } from '../fixes/literal-edits.js';
import type { RailwayRule } from '../rule.js';
import { usedAddresses, type UsedAddress } from '../services/addresses.js';
import { whereKnown } from '../services/production-code.js';

export const tlsOnPrivateNetwork: RailwayRule = {
  id: 'railway/tls-on-private-network',
  name: 'TlsOnPrivateNetwork',
  summary: 'An address of the private network begins with https:// or wss://.',
  description:
    'Reports `https://` and `wss://` in front of a host under railway.internal, or of RAILWAY_PRIVATE_DOMAIN. A service that answers with a certificate of its own is rare: let it through with a comment that ignores the rule.',
  why: 'Railway ends TLS at its edge. Between services the network itself is encrypted, and the port speaks plain HTTP: the handshake fails.',
  remediation: 'Write `http://` or `ws://`, with the port of the service.',
  example: {
    language: 'ts',
    before: "fetch('https://api.railway.internal:3000');",
    after: "fetch('http://api.railway.internal:3000');",
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-005', 'RLY-WS-003'],
  references: ['https://docs.railway.com/networking/private-networking/how-it-works#supported-traffic'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const used of usedAddresses(service, facts)) {
        const { address, at } = used;
        if (!/^(?:https|wss)$/.test(address.scheme ?? '') || !isRailwayPrivate(address)) continue;
        const fix = fixOf(used);
        yield {
          message: `${cleanText(showAddress(address))} is on the private network, where services speak without TLS: write ${address.scheme === 'https' ? 'http' : 'ws'}://.`,
          ...whereKnown(service),
          at,
          ...(fix && { fix }),
        };
      }
    },
  },
};

/** With a port, nothing but the handshake changes. */
function fixOf({ text, at, address }: UsedAddress): Fix | undefined {
  if (text === undefined || address.port === undefined) return undefined;
  const edit = replaceInQuotes(at, text, text.replace(/^(http|ws)s/i, '$1'));
  return edit && { description: 'Speak without TLS on the private network.', safe: true, edits: [edit] };
}
