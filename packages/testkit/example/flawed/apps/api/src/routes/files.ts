import { exec } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';

import { Router } from 'express';

import { config } from '../config.js';

export const files = Router();

files.get('/:name', (req, res) => {
  createReadStream(join(config.uploads, req.params.name)).pipe(res);
});

files.post('/:name/preview', (req, res) => {
  const path = `${config.uploads}/${req.params.name}`;
  exec(`convert ${path} -resize ${req.query.size} ${path}.preview.png`, (error) => {
    res.sendStatus(error ? 500 : 201);
  });
});
