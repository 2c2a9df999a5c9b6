import type { Outcome, RunEvent } from '@railgate/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { liveProgress, plainProgress } from '../src/index.js';
import { Screen } from './screen.js';

const of = { gate: 'lint', target: 'apps/api' } as const;
const found: Outcome = {
  ...of,
  enforced: true,
  status: 'done',
  findings: [{ ruleId: 'lint/x', severity: 'high', path: 'a', line: 1, identity: 'i', state: 'new' }],
  gaps: [{ code: 'FILE_BINARY', message: 'a.ts is binary.' }],
  degraded: [],
  evidence: { engines: [], expected: { files: 2 }, seen: { files: 1 } },
};
const broken: Outcome = {
  gate: 'sca',
  target: 'root',
  enforced: true,
  status: 'broken',
  code: 'NEED_UNMET',
  message: 'npm is missing.',
  remedy: 'Install it.',
};

const EVENTS: readonly RunEvent[] = [
  { type: 'discovered', files: 1200, projects: 2, source: 'git' },
  { type: 'planned', steps: [of, { gate: 'sca', target: 'root' }], skipped: 1 },
  { type: 'started', ...of },
  { type: 'started', gate: 'sca', target: 'root' },
  { type: 'progress', ...of, at: 'src/a.ts' },
  ...[10, 20, 30, 40, 50, 60].map(
    (seconds) => ({ type: 'heartbeat', ...of, seconds, at: 'src/a.ts' }) as const,
  ),
  { type: 'finished', ...of, outcome: found, milliseconds: 61_200 },
  { type: 'finished', gate: 'sca', target: 'root', outcome: broken, milliseconds: 12 },
  { type: 'writing', folder: '.railgate' },
  { type: 'waiting', message: 'Another run writes.' },
];

describe('plainProgress', () => {
  it('writes one line an event, and a heartbeat every 30 seconds', () => {
    const lines: string[] = [];
    const progress = plainProgress({ write: (text) => lines.push(text) });
    for (const event of EVENTS) progress.onEvent(event);
    progress.stop();
    progress.onEvent({ type: 'writing', folder: 'late' });
    expect(lines.join('')).toBe(
      [
        'Found 1,200 files in 2 projects (by git).',
        'Running 2 checks, 1 skipped.',
        'lint apps/api: running 30 s, at src/a.ts',
        'lint apps/api: running 60 s, at src/a.ts',
        'lint apps/api: could not check 1 part, 1 finding (1 min 1 s)',
        'sca root: could not check: NEED_UNMET: npm is missing. (12 ms)',
        'Writing the reports to .railgate.',
        'Another run writes.',
        '',
      ].join('\n'),
    );
  });

  it('lets no name start a line or command the CI', () => {
    const lines: string[] = [];
    const progress = plainProgress({ write: (text) => lines.push(text) });
    progress.onEvent({
      type: 'heartbeat',
      gate: 'lint',
      target: 'x\n::error::y',
      seconds: 30,
      at: '\u001b[2J##vso[task.complete]',
    });
    expect(lines).toEqual(['lint x\\n::error::y: running 30 s, at \\u001b[2J# #vso[task.complete]\n']);
  });
});

describe('liveProgress', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function start(columns = 80, rows = 24) {
    const screen = new Screen(columns, rows);
    let now = 0;
    const progress = liveProgress(screen, { color: true, columns: 80, clock: () => now });
    const tick = (milliseconds: number) => {
      now += milliseconds;
      vi.advanceTimersByTime(milliseconds);
    };
    return { screen, progress, tick };
  }

  it('redraws a few lines, and keeps a line for each finished check', () => {
    const { screen, progress, tick } = start();
    for (const event of EVENTS.slice(0, 5)) progress.onEvent(event);
    tick(12_000);
    expect(screen.cursorHidden).toBe(true);
    expect(screen.lines()).toEqual([
      '  lint apps/api  12 s  src/a.ts',
      '  sca root  12 s',
      expect.stringMatching(/^[⠋-⠿] 0 of 2 checks done {2}1,200 files in 2 projects$/u) as string,
    ]);
    for (const event of EVENTS.slice(5)) progress.onEvent(event);
    progress.stop();
    expect(screen.lines()).toEqual([
      '? lint apps/api  could not check 1 part, 1 finding  1 min 1 s',
      '? sca root  could not check: NEED_UNMET: npm is missing.  12 ms',
      'Another run writes.',
    ]);
  });

  it('gives the terminal back when it is stopped in the middle, once', () => {
    const { screen, progress, tick } = start();
    for (const event of EVENTS.slice(0, 5)) progress.onEvent(event);
    tick(300);
    progress.stop();
    progress.stop();
    const written = screen.written;
    tick(5000);
    progress.onEvent({ type: 'started', ...of });
    expect(screen.written).toBe(written);
    expect(screen.lines()).toEqual([]);
    expect(screen.cursorHidden).toBe(false);
    expect(screen.listeners).toBe(0);
  });

  it('writes nothing when nothing happened', () => {
    const { screen, progress } = start();
    progress.stop();
    expect(screen.written).toBe('');
  });

  it.each([[12], [20], [40]])('keeps within %i columns', (columns) => {
    const { screen, progress, tick } = start(columns);
    for (const event of EVENTS.slice(0, 5)) progress.onEvent(event);
    tick(1000);
    progress.onEvent({ type: 'progress', ...of, at: '見出し'.repeat(40) });
    tick(1000);
    expect(screen.lines()).toHaveLength(3);
    progress.stop();
    expect(screen.lines()).toEqual([]);
  });

  it('leaves nothing behind when the window gets narrower or wider', () => {
    const { screen, progress, tick } = start(80);
    for (const event of EVENTS.slice(0, 5)) progress.onEvent(event);
    progress.onEvent({
      type: 'progress',
      ...of,
      at: 'src/a/rather/long/path/to/some/file/of/the/project.ts',
    });
    tick(500);
    screen.resize(30);
    tick(500);
    expect(screen.lines()).toHaveLength(3);
    screen.resize(100);
    tick(500);
    expect(screen.lines()).toHaveLength(3);
    progress.stop();
    expect(screen.lines()).toEqual([]);
  });

  it('takes no more lines than a low window has', () => {
    const { screen, progress, tick } = start(80, 5);
    progress.onEvent({ type: 'planned', steps: [], skipped: 0 });
    for (let i = 0; i < 40; i++) progress.onEvent({ type: 'started', gate: 'lint', target: `p${i}` });
    tick(500);
    expect(screen.lines()).toHaveLength(3);
    progress.stop();
    expect(screen.lines()).toEqual([]);
  });

  it('prints no control character of a name', () => {
    const { screen, progress, tick } = start();
    progress.onEvent({ type: 'started', gate: 'lint', target: '\u001b[2J\u001b[H\r\nx' });
    tick(200);
    expect(screen.lines()[0]).toContain('\\u001b[2J\\u001b[H\\r\\nx');
    progress.stop();
  });
});
