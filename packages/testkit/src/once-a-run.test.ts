import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { onceARun } from './once-a-run.js';
import { withTempFolder } from './temp-folder.js';

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));

it('does it once, and everybody waits for it', async () => {
  await withTempFolder(async (folder) => {
    const said: string[] = [];
    const make = async (): Promise<void> => {
      said.push('begins');
      await pause();
      said.push('ends');
    };
    const askers = [1, 2, 3].map(async () => {
      await onceARun(folder, 'image', make);
      said.push('goes on');
    });
    await Promise.all(askers);
    expect(said).toEqual(['begins', 'ends', 'goes on', 'goes on', 'goes on']);
    await onceARun(folder, 'another', make);
    expect(said.filter((each) => each === 'begins')).toHaveLength(2);
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });
});

it('lets the next one try when it failed', async () => {
  await withTempFolder(async (folder) => {
    let tries = 0;
    const make = (): Promise<void> => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('disk full')) : Promise.resolve();
    };
    await expect(onceARun(folder, 'image', make)).rejects.toThrow('disk full');
    await onceARun(folder, 'image', make);
    await onceARun(folder, 'image', make);
    expect(tries).toBe(2);
  });
});

it('waits for nobody who is gone', async () => {
  await withTempFolder(async (folder) => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(folder, 'image.lock'), String(pid));
    let done = false;
    await onceARun(folder, 'image', () => {
      done = true;
      return Promise.resolve();
    });
    expect(done).toBe(true);
  });
});

it('waits for another process as long as that lives', async () => {
  await withTempFolder(async (folder) => {
    const lock = join(folder, 'image.lock');
    writeFileSync(lock, String(process.ppid));
    const waiting = onceARun(folder, 'image', () => Promise.reject(new Error('done twice')));
    await pause();
    expect(existsSync(lock)).toBe(true);
    writeFileSync(join(folder, 'image.done'), '');
    await waiting;
  });
});
