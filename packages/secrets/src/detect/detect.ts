import { KeywordScanner } from '@railgate/kit';

import type { Format } from '../format.js';
import { FORMATS } from '../formats/index.js';
import type { Hit } from '../hit.js';

const WINDOW = { before: 256, after: 512 };

/** Finds secrets in the bytes of one file. Deterministic; hits in the order of their places. */
export function detect(bytes: Uint8Array, path: string, formats: readonly Format[] = FORMATS): Hit[] {
  void path;
  const owners = formats.flatMap((format) => format.keywords.map(() => format));
  const scanner = new KeywordScanner(
    formats.flatMap(({ keywords }) => keywords),
    { ignoreCase: true },
  );
  const keywords = formats.flatMap((format) => format.keywords);
  const hits = new Map<string, Hit>();
  scanner.scan(bytes, (keyword, end) => {
    const format = owners[keyword];
    if (!format) return;
    const at = end - (keywords[keyword]?.length ?? 0);
    const hit = match(format, bytes, at);
    if (hit) hits.set(`${hit.kind} ${hit.start}`, hit);
  });
  return [...hits.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

function match(format: Format, bytes: Uint8Array, at: number): Hit | undefined {
  const { before, after } = format.window ?? WINDOW;
  const from = Math.max(0, at - before);
  const length = Math.min(bytes.length, at + after) - from;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString('latin1');
  const found = new RegExp(format.pattern.source, `${format.pattern.flags}d`).exec(text);
  const [start, end] = found?.indices?.groups?.['secret'] ?? found?.indices?.[0] ?? [];
  if (start === undefined || end === undefined) return undefined;
  if (format.holds && !format.holds(text.slice(start, end))) return undefined;
  return { kind: format.id, start: from + start, end: from + end };
}
