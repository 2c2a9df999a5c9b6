import type { PreparedRun } from '@railgate/images';
import { describe, expect, it } from 'vitest';

import { PreparedRuns } from './prepared-runs.js';

const IMAGE = ['image', '--input', 'a'];
const CONFIG = ['config', 'b'];

/** Runs of which only is known what was made and removed, in this order. */
function recorded(more: { failing?: number; removing?: Promise<void> } = {}) {
  const events: string[] = [];
  let count = 0;
  const runs = new PreparedRuns(async ([kind = '']) => {
    const name = `${kind} ${++count}`;
    const isFailing = count === more.failing;
    await Promise.resolve();
    if (isFailing) throw new Error(`${name} cannot be made`);
    events.push(`${name} made`);
    return {
      start: () => expect.unreachable('Nothing is started here.'),
      remove: async () => {
        await more.removing;
        if (!events.includes(`${name} removed`)) events.push(`${name} removed`);
      },
    } satisfies PreparedRun;
  });
  const use = async (args: readonly string[], name = 'used'): Promise<void> =>
    runs.use(args, () => Promise.resolve(void events.push(name)));
  return { events, runs, use };
}

describe('prepared runs', () => {
  it('are used once, by a run with the same arguments', async () => {
    const { events, runs, use } = recorded();
    runs.prepare(IMAGE);
    await use(CONFIG);
    await use(IMAGE);
    await use(IMAGE);
    await runs.end();
    const made = events.filter((event) => event.endsWith('made'));
    expect(made).toEqual(['image 1 made', 'config 2 made', 'image 3 made']);
    expect(events.filter((event) => event.endsWith('removed'))).toHaveLength(3);
  });

  it('are removed at the end where nobody used them', async () => {
    const { events, runs } = recorded();
    runs.prepare(IMAGE);
    runs.prepare(IMAGE);
    await runs.end();
    expect(events).toEqual(['image 1 made', 'image 2 made', 'image 1 removed', 'image 2 removed']);
  });

  it('are removed when what uses them fails', async () => {
    const { events, runs } = recorded();
    await expect(runs.use(IMAGE, () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    await runs.end();
    expect(events).toEqual(['image 1 made', 'image 1 removed']);
  });

  it('that cannot be made say so to the run that wants it, and the next one is made', async () => {
    const { events, runs, use } = recorded({ failing: 1 });
    runs.prepare(IMAGE);
    await expect(use(IMAGE)).rejects.toThrow('image 1 cannot be made');
    await use(IMAGE);
    await runs.end();
    expect(events).toEqual(['image 2 made', 'used', 'image 2 removed']);
  });

  it('that cannot be made and that nobody wants are no concern of anybody', async () => {
    const { events, runs } = recorded({ failing: 1 });
    runs.prepare(IMAGE);
    await runs.end();
    expect(events).toEqual([]);
  });

  it('are removed beside what comes next, and all are gone at the end', async () => {
    let remove = (): void => undefined;
    const removing = new Promise<void>((resolve) => (remove = resolve));
    const { events, runs, use } = recorded({ removing });
    await use(IMAGE);
    await use(IMAGE);
    const ended = runs.end().then(() => events.push('ended'));
    expect(events).toEqual(['image 1 made', 'used', 'image 2 made', 'used']);
    remove();
    await ended;
    expect(events.slice(4).sort()).toEqual(['ended', 'image 1 removed', 'image 2 removed']);
    expect(events.at(-1)).toBe('ended');
  });

  it('that are in use are removed when the session ends, and none is made after it', async () => {
    const { events, runs, use } = recorded();
    const inUse = runs.use(IMAGE, () => new Promise<never>(() => undefined));
    inUse.catch(() => undefined);
    await runs.end();
    expect(events).toEqual(['image 1 made', 'image 1 removed']);
    await expect(use(IMAGE)).rejects.toThrow('The session is over.');
  });
});
