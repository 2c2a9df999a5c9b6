import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BuildKitLog } from './buildkit-log.js';

/** A field of bytes, in the wire format of Protocol Buffers. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

const vertex = (digest: string, name: string, error = ''): Buffer =>
  field(1, Buffer.concat([field(1, digest), field(3, name), field(5, ''), field(7, error)]));
const output = (digest: string, said: string): Buffer =>
  field(3, Buffer.concat([field(1, digest), Buffer.from([0x18, 2]), field(4, said)]));

function logOf(...parts: readonly Buffer[]): BuildKitLog {
  const log = new BuildKitLog();
  for (const part of parts) log.add({ trace: part.toString('base64') });
  return log;
}

describe('what BuildKit tells', () => {
  it('is the step that has begun last, without its number and without escapes', () => {
    const log = logOf(
      vertex('a', '[build 1/3] FROM node:22'),
      vertex('b', '[build 2/3] RUN npm\u001b[31m ci'),
    );
    expect(log.step).toMatch(/^RUN npm.* ci$/);
    expect(log.step).not.toContain('\u001b');
    expect(logOf().step).toBeUndefined();
  });

  it('is the step that failed, with its own output and not that of others beside it', () => {
    const [a, b] = [vertex('a', '[1/2] RUN one', 'exit code: 1'), vertex('b', '[2/2] RUN two')];
    const log = logOf(b, output('a', 'oh '), output('b', 'fine'), output('a', 'no\n'), Buffer.concat([a, b]));
    expect([log.step, log.tail()]).toEqual(['RUN one', 'oh no']);
  });

  it('keeps the end of much, of a few steps', () => {
    const many = Array.from({ length: 500 }, (_, i) => output(String(i), 'x'.repeat(5000)));
    const log = logOf(vertex('499', 'RUN last'), ...many, output('499', 'the end'));
    expect(log.tail()).toMatch(/^x{393}the end$/);
    expect(logOf(vertex('0', 'RUN first'), ...many).tail()).toBe('');
  });

  it('is read as far as it can be, whatever it is', () => {
    const whole = vertex('a', '[1/1] RUN one');
    for (let length = 0; length < whole.length; length++)
      expect(() => logOf(whole.subarray(0, length))).not.toThrow();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const log = logOf(Buffer.concat([whole, bytes]));
        expect(typeof log.step).toBe('string');
      }),
    );
    const log = new BuildKitLog();
    log.add({ trace: 'no base64 %%%' });
    log.add({ stream: 'Step 1/1 : RUN one' });
    expect(log.step).toBeUndefined();
  });
});
