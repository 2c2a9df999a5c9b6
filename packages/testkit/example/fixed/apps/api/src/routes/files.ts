import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { resolve, sep } from 'node:path';
import { promisify } from 'node:util';

import { Router } from 'express';

import { config } from '../config.js';

const run = promisify(execFile);
const SIZES: Readonly<Record<string, string>> = { small: '128x128', large: '1024x1024' };

export const files = Router();

files.get('/:name', (req, res) => {
  const path = insideUploads(req.params.name);
  if (path === undefined) {
    res.sendStatus(404);
    return;
  }
  createReadStream(path).pipe(res);
});

files.post('/:name/preview', async (req, res) => {
  const path = insideUploads(req.params.name);
  const size = SIZES[String(req.query.size)];
  if (path === undefined || size === undefined) {
    res.sendStatus(404);
    return;
  }
  await run('convert', [path, '-resize', size, `${path}.preview.png`], { timeout: 10_000 });
  res.sendStatus(201);
});

/** The file of that name, unless the name leads out of the folder. */
function insideUploads(name: string): string | undefined {
  const root = resolve(config.uploads);
  const path = resolve(root, name);
  return path.startsWith(root + sep) ? path : undefined;
}
