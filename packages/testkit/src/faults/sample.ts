import type { Files } from '../make-repo.js';

/** A small repository in which every gate finds something to look at and nothing to report. */
export const SAMPLE: Files = {
  'package.json': '{ "name": "sample", "private": true, "scripts": { "start": "node server.js" } }\n',
  'railpack.json': '{ "$schema": "https://schema.railpack.com" }\n',
  'server.js': "console.log('up');\n",
  'worker.py': 'print("up")\n',
};
