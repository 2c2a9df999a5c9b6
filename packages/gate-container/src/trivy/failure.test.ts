import type { RunAnswer } from '@railgate/images';
import { describe, expect, it } from 'vitest';

import { failureOf, wantsJavaDatabase } from './failure.js';

const answer = (exitCode: number, stderr = '', outOfMemory = false): RunAnswer => ({
  exitCode,
  stdout: '',
  stderr,
  outOfMemory,
});
const fatal = (words: string): string =>
  `2026-11-22T18:10:07Z\tINFO\t[vuln] Vulnerability scanning is enabled\n2026-11-22T18:10:07Z\tFATAL\tFatal error\trun error: ${words}\n`;
const failure = (of: RunAnswer) => failureOf(of, 'The scan of api:ci', 512);

describe('an exit code of Trivy that is no answer', () => {
  it.each([
    ['the time', fatal('image scan error: context deadline exceeded'), 'TOOL_TIMEOUT', '`seconds`'],
    ['the disk', fatal('write /scan/scratch/x: no space left on device'), 'TOOL_CRASHED', 'disk'],
    [
      'the database',
      fatal('init error: DB error: failed to open: /cache/db/trivy.db: invalid database'),
      'NEED_UNMET',
      'db update',
    ],
    ['an old version', 'Error: unknown flag: --skip-version-check\n', 'NEED_UNMET', 'doctor'],
    ['anything else', fatal('unable to open the archive'), 'TOOL_CRASHED', 'Read the message'],
    ['nothing', '', 'TOOL_CRASHED', 'Read the message'],
  ])('is told by its last words: %s', (_, stderr, code, remedy) => {
    const error = failure(answer(1, stderr));
    expect([error.code, error.remedy]).toEqual([code, expect.stringContaining(remedy)]);
    expect(error.message).toMatch(/^The scan of api:ci failed: Trivy ended with exit code 1\./);
    expect(error.message).not.toContain('FATAL');
  });

  it('is a crash with exit code 2, and the database is to blame where Go says so', () => {
    const error = failure(
      answer(
        2,
        'panic: page 3 already freed\n\ngoroutine 1 [running]:\ngo.etcd.io/bbolt.(*freelist).free(…)\n',
      ),
    );
    expect([error.code, error.remedy]).toEqual(['NEED_UNMET', expect.stringContaining('db update')]);
    expect(error.message).toContain('It said: panic: page 3 already freed');
    expect(
      failure(answer(2, 'panic: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n')).code,
    ).toBe('TOOL_CRASHED');
  });

  it('says which limit it was where the memory did not last', () => {
    const error = failure(answer(137, '', true));
    expect([error.code, error.message]).toEqual([
      'TOOL_CRASHED',
      'The scan of api:ci was ended: it needed more than 512 MB of memory.',
    ]);
    expect(error.remedy).toContain('`memory`');
    expect(failure(answer(137)).message).toContain('somebody killed it');
  });

  it('repeats no secret and no control character, and not without end', () => {
    const token = `${'ghp'}_${'a1'.repeat(18)}`;
    const { message } = failure(
      answer(1, fatal(`${'x'.repeat(5000)} \u001b[2J https://user:hunter2hunter2@registry/ ${token}`)),
    );
    expect(message).not.toContain(token);
    expect(message).not.toContain('hunter2hunter2');
    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(900);
  });

  it('is not read without end either', () => {
    const started = performance.now();
    failure(answer(1, `${'\t'.repeat(500_000)}FATAL${' '.repeat(500_000)}`));
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('is about Java archives where Trivy says that', () => {
    const words =
      "post analysis error: Unable to initialize the Java DB: Java DB update failed: '--skip-java-db-update' cannot be specified on the first run";
    expect(wantsJavaDatabase(answer(1, fatal(words)))).toBe(true);
    expect(wantsJavaDatabase(answer(0, fatal(words)))).toBe(false);
    expect(wantsJavaDatabase(answer(1, fatal('something else')))).toBe(false);
  });
});
