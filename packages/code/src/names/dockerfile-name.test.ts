import { describe, expect, it } from 'vitest';

import { isDockerfile } from './dockerfile-name.js';

describe('isDockerfile', () => {
  it.each([
    'Dockerfile',
    'a/b/Dockerfile',
    'Dockerfile.worker',
    'Dockerfile.api.prod',
    'api.Dockerfile',
    'api.prod.dockerfile',
    'Containerfile',
    'x/Containerfile.ci',
    'Dockerfile-dev',
    'docker/Dockerfile_api',
    'a/dockerfile',
  ])('ok: %s', (path) => {
    expect(isDockerfile(path)).toBe(true);
  });

  it.each([
    'Dockerfile.dockerignore',
    'api.Dockerfile.dockerignore',
    '.dockerignore',
    'Dockerfile.md',
    'docs/dockerfile.txt',
    'Dockerfile.j2',
    'Dockerfile-template',
    'dockerfile.ts',
    'dockerfile-name.ts',
    'Dockerfile-name.ts',
    'Dockerfile/readme',
    'MyDockerfile',
    'Dockerfile.',
    '.dockerfile',
    'Dockerfile\n.x',
    `Dockerfile.${'a'.repeat(101)}`,
    '',
  ])('ng: %j', (path) => {
    expect(isDockerfile(path)).toBe(false);
  });
});
