import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { withTempFolder } from '../temp-folder.js';
import { imageArchive } from './archive.js';
import { BROKEN_ARCHIVES, SAMPLE_IMAGE } from './broken-archives.js';
import { HOSTILE_LAYERS, hiddenPackageList, hostileImage } from './hostile-layers.js';
import {
  bombArchive,
  largeArchive,
  manyEntriesArchive,
  manyFilesArchive,
  writeArchive,
} from './streamed-archives.js';

/** What the machine's `tar` finds in the layer of an archive. */
function inLayer(folder: string, archive: string): string[] {
  const script = 'tar -xOf "$0" layer.tar | tar -tf -';
  return execFileSync('sh', ['-c', script, archive], { cwd: folder, encoding: 'utf8' }).split('\n');
}

describe('archives that are broken', () => {
  it('are each another than the whole one, and the same each time', () => {
    const whole = imageArchive(SAMPLE_IMAGE);
    for (const [name, make] of Object.entries(BROKEN_ARCHIVES)) {
      expect(make().equals(whole), name).toBe(false);
      expect(make().equals(make()), name).toBe(true);
      expect(make().length, name).toBeLessThan(300_000);
    }
  });
});

describe('layers made to harm', () => {
  it('lie in images of kilobytes', () => {
    for (const name of Object.keys(HOSTILE_LAYERS)) {
      expect(imageArchive(hostileImage(name)).length, name).toBeLessThan(100_000);
    }
    expect(imageArchive(hiddenPackageList('/etc/passwd')).length).toBeLessThan(100_000);
  });

  it('has no other', () => {
    expect(() => hostileImage('toString ')).toThrow('no hostile layer');
  });
});

describe('archives that are streams', () => {
  it('have as many files as asked for', async () => {
    await withTempFolder(async (folder) => {
      await writeArchive(join(folder, 'many.tar'), manyFilesArchive(12_345));
      const names = inLayer(folder, 'many.tar').filter(Boolean);
      expect(new Set(names).size).toBe(12_345);
      expect(names[11_999]).toBe('many/0011/011999');
      expect(names.at(-1)).toBe('many/0012/012344');
    });
  });

  it('have as many entries beside the image', async () => {
    await withTempFolder(async (folder) => {
      await writeArchive(join(folder, 'a.tar'), manyEntriesArchive(3000));
      const names = execFileSync('tar', ['-tf', 'a.tar'], { cwd: folder, encoding: 'utf8' }).trimEnd();
      expect(names.split('\n')).toHaveLength(3003);
      expect(names.endsWith('\nlayer.tar\nmanifest.json')).toBe(true);
    });
  });

  it('are as large as asked for', async () => {
    await withTempFolder(async (folder) => {
      await writeArchive(join(folder, 'large.tar'), largeArchive(5_000_000));
      expect(inLayer(folder, 'large.tar')).toEqual(['app/zeros', '']);
      expect(statSync(join(folder, 'large.tar')).size).toBeGreaterThan(5_000_000);
    });
  });

  it.each([
    ['gzip', 300],
    ['zstd', 3000],
  ] as const)('unpack to more than they are, with the digest that they say: %s', async (tool, times) => {
    await withTempFolder(async (folder) => {
      const unpacked = 20_000_001;
      const archive = await bombArchive(unpacked, tool);
      expect(archive.length * times).toBeLessThan(unpacked);
      writeFileSync(join(folder, 'bomb.tar'), archive);
      const script = `tar -xf bomb.tar && set -- $(tar -tf bomb.tar) && ${tool} -dc < $2 | sha256sum && grep -o 'sha256:[0-9a-f]*' $1`;
      const [digest, said] = execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' }).split(
        '\n',
      );
      expect(said).toBe(`sha256:${digest?.split(' ')[0]}`);
    });
  });
});
