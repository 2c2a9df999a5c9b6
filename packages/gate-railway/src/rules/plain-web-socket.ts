import {
  HOLE,
  isLocalNetwork,
  isLoopback,
  isRailwayPrivate,
  isWritten,
  showAddress,
  type FileFacts,
} from '@railgate/code';
import { cleanText, type Fix } from '@railgate/contract';

import { replaceInQuotes } from '../fixes/literal-edits.js';
import type { RailwayRule } from '../rule.js';
import { usedAddresses, type UsedAddress } from '../services/addresses.js';
import { whereKnown } from '../services/production-code.js';

export const plainWebSocket: RailwayRule = {
  id: 'railway/plain-web-socket',
  name: 'PlainWebSocket',
  summary: 'A WebSocket to a public host is opened without TLS.',
  description:
    'Reports `ws://` in front of a public host, and in front of the host of the page (`ws://${location.host}`), where a socket is opened with it; medium where it is the fallback of a variable. Silent where the same file chooses between ws and wss close by, on hosts of this machine, of local networks and of the private network, on hosts that are unknown, and behind a test for development.',
  why: 'Pages of Railway are loaded with https, and browsers refuse to open ws:// from there; other clients get a redirect, which WebSockets do not follow.',
  remediation:
    'Write `wss://`, or take the scheme from the page: `location.protocol === "https:" ? "wss" : "ws"`.',
  example: {
    language: 'ts',
    before: 'new WebSocket(`ws://${location.host}/live`);',
    after: "new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);",
  },
  severity: 'high',
  precision: 'high',
  cwe: [319],
  catalogue: ['RLY-WS-001', 'RLY-WS-002'],
  references: ['https://docs.railway.com/networking/public-networking/specs-and-limits'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const used of usedAddresses(service, facts)) {
        const { address, use, at, isFallback } = used;
        if (address.scheme !== 'ws' || !(use.role === 'websocket' || isFallback)) continue;
        if (!isPublic(used) || choosesNearby(facts, at.region.startLine)) continue;
        const fix = fixOf(used);
        yield {
          message: `${cleanText(showAddress(address))} has no TLS, and browsers refuse it from a page of https: write wss://.`,
          ...(isFallback ? { severity: 'medium' as const } : whereKnown(service)),
          at,
          ...(fix && { fix }),
        };
      }
    },
  },
};

/** A host with a dot, or that of the page. */
function isPublic({ address }: UsedAddress): boolean {
  const { host, hostNames } = address;
  if (host === HOLE) return /(?:^|\.)location\.host(?:name)?$/.test(hostNames[0] ?? '');
  if (isLoopback(host) || isLocalNetwork(host) || isRailwayPrivate(address)) return false;
  return isWritten(address) && host.includes('.');
}

/** `https ? "wss://…" : "ws://…"`, also as two statements. */
function choosesNearby({ urls }: FileFacts, line: number): boolean {
  return urls.some(({ value, place }) => {
    const text = value.kind === 'template' ? value.parts[0] : value;
    const isSecure = text?.kind === 'literal' && /^wss:/i.test(String(text.value));
    return isSecure && Math.abs(place.region.startLine - line) <= 6;
  });
}

function fixOf({ text, at, address }: UsedAddress): Fix | undefined {
  if (text === undefined || address.port !== undefined) return undefined;
  const edit = replaceInQuotes(at, text, text.replace(/^ws:/i, 'wss:'));
  return edit && { description: 'Open the WebSocket with TLS.', safe: true, edits: [edit] };
}
