import { existsSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';

import { expect, it } from 'vitest';

import { findInstalledTool, installedTool, toolsFolder } from './installed-tool.js';

it('names the folder that tools/ci/setup fills, and not the cache that tests see', () => {
  expect(isAbsolute(toolsFolder())).toBe(true);
  expect(basename(toolsFolder())).toBe('bin');
  expect(toolsFolder()).not.toContain('no-cache');
});

it('gives the path of an installed tool', ({ skip }) => {
  if (findInstalledTool('osv-scanner') === undefined) skip('osv-scanner is missing: run tools/ci/setup');
  expect(existsSync(installedTool('osv-scanner'))).toBe(true);
});

it('fails with the remedy when the tool is not there', () => {
  expect(findInstalledTool('no-such-tool')).toBeUndefined();
  expect(() => installedTool('no-such-tool')).toThrow('no-such-tool is missing: run tools/ci/setup');
});
