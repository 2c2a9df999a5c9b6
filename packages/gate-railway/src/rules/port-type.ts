import type { EnvValue, Listener } from '@railgate/code';
import { cleanText, type Fix, type Place } from '@railgate/contract';

import type { Report, RailwayRule } from '../rule.js';
import { effectiveListeners } from '../services/effective.js';

export const portType: RailwayRule = {
  id: 'railway/port-type',
  name: 'PortType',
  summary: 'PORT reaches a server as a text, or as no number at all.',
  description:
    'Reports servers of Python that want a number and get the text of a variable (`uvicorn.run(app, port=os.getenv("PORT", 8000))`), and `parseInt(process.env.PORT)` without a fallback, which is NaN where the variable is not set. Silent on texts in Node, whose `listen` takes them, on servers of Python that convert the port themselves (Flask, aiohttp), and behind a test for development.',
  why: 'A variable of the environment is a text. The server stops with a TypeError as soon as PORT is set, though it works with the number that is its fallback; NaN makes Node listen on a port of its own choice.',
  remediation:
    'Convert it, with a fallback inside: `int(os.getenv("PORT", "8000"))`, `Number(process.env.PORT ?? 3000)`.',
  example: {
    language: 'python',
    before: 'uvicorn.run(app, host="0.0.0.0", port=os.getenv("PORT", 8000))',
    after: 'uvicorn.run(app, host="0.0.0.0", port=int(os.getenv("PORT", 8000)))',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-PORT-006'],
  references: ['https://docs.railway.com/networking/troubleshooting/application-failed-to-respond'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const listener of effectiveListeners(service, facts)) {
        const { port } = listener;
        if (port?.kind !== 'env') continue;
        const isText = facts.language === 'python' && port.type === 'text' && wantsNumber(listener);
        if (isText) yield textReport(listener, port);
        else if (facts.language !== 'python' && port.type === 'number' && !port.fallback) {
          yield {
            message: `Without ${cleanText(port.names[0])} this port is NaN: give a number that counts then.`,
            at: listener.place,
          };
        }
      }
    },
  },
};

/** They hand the port to the socket as it is; their sources. */
const NUMBERS: ReadonlySet<string> = new Set([
  'uvicorn', 'granian', 'werkzeug', 'http.server', 'socketserver', 'wsgiref', 'gradio', 'hypercorn', 'eventlet', 'gevent',
]); // prettier-ignore

function wantsNumber({ framework }: Listener): boolean {
  return NUMBERS.has(framework);
}

function textReport(listener: Listener, port: EnvValue): Report {
  const message = `${cleanText(listener.framework)} wants a number as its port, and ${cleanText(port.names[0])} is a text: write int(…) around it.`;
  const { fallback, place } = port;
  // int() around a read without a fallback of its own fails where the variable is not set.
  const fix = fallback && isWithin(fallback.place, place) ? wrapped(place) : undefined;
  return { message, at: place.path === listener.place.path ? place : listener.place, ...(fix && { fix }) };
}

function isWithin(inner: Place, outer: Place): boolean {
  const { startLine, endLine = startLine, startColumn = 1, endColumn = Infinity } = outer.region;
  const { startLine: line, startColumn: column = 1 } = inner.region;
  if (inner.path !== outer.path || line < startLine || line > endLine) return false;
  return (line > startLine || column > startColumn) && (line < endLine || column < endColumn);
}

function wrapped({ path, region }: Place): Fix | undefined {
  const { startLine, startColumn, endLine, endColumn } = region;
  if (startColumn === undefined || endLine === undefined || endColumn === undefined) return undefined;
  const before = { startLine, startColumn, endLine: startLine, endColumn: startColumn };
  const after = { startLine: endLine, startColumn: endColumn, endLine, endColumn };
  const edits = [
    { path, region: before, text: 'int(' },
    { path, region: after, text: ')' },
  ];
  return { description: 'Make it a number.', safe: true, edits };
}
