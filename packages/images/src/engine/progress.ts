import type { Readable } from 'node:stream';

import { GateError } from '@railgate/contract';

import type { EngineAddress } from './address.js';
import { connectionError } from './connection-error.js';

/** One line of what an engine tells while it pulls or builds. */
export interface ProgressLine {
  readonly status?: string;
  readonly stream?: string;
  readonly id?: string;
  /** There was HTTP 200 long before. */
  readonly error?: string;
  /** Of BuildKit: what it is at, in base64. */
  readonly trace?: string;
}

/** A line longer than this is none of an engine. BuildKit puts up to 2 MB of output into one. */
const LINE_LIMIT = 8 * 1024 * 1024;

/** JSON values, one a line. @throws {GateError} when the answer breaks off in a line, or is no JSON */
export async function* readProgress(answer: Readable, address: EngineAddress): AsyncGenerator<ProgressLine> {
  let rest = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LINE_LIMIT) throw noProgress(address);
      for (const line of lines) if (line.trim() !== '') yield parse(line, address);
    }
  } catch (error) {
    throw error instanceof GateError ? error : connectionError(address, error);
  } finally {
    answer.destroy();
  }
  if (rest.trim() !== '') yield parse(rest, address);
}

function parse(line: string, address: EngineAddress): ProgressLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw noProgress(address);
  }
  const { status, stream, id, error, errorDetail, aux } = (value ?? {}) as Record<string, unknown>;
  const failure = error ?? (errorDetail as { message?: unknown } | null | undefined)?.message;
  return {
    ...text('status', status),
    ...text('stream', stream),
    ...text('id', id),
    ...text('error', failure),
    ...(id === 'moby.buildkit.trace' && text('trace', aux)),
  };
}

function text<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  return (typeof value === 'string' && value !== '' ? { [key]: value } : {}) as Partial<Record<K, string>>;
}

function noProgress(address: EngineAddress): GateError {
  return new GateError(
    'REPORT_UNREADABLE',
    `What ${address.shown} tells of its progress is cut off or no JSON.`,
    {
      remedy: 'Try again; check that no proxy stands between you and the engine.',
    },
  );
}
