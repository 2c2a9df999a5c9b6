import { addTo, plainText } from '@railgate/contract';

import type { ImageSecret } from '../trivy/observed.js';
import type { ImageRule, Problem } from '../image-rule.js';

export const secretInLayer: ImageRule = {
  id: 'container/secret-in-layer',
  name: 'SecretInLayer',
  summary: 'A file in a layer of an image holds a secret.',
  description:
    'Reports files in which the scanner sees a credential: keys of cloud providers, tokens of services, private keys. Every layer is looked at, also for files that a later instruction removes: a layer is never changed by those after it. A test key that belongs to a library is reported as well, since nobody can tell it from yours.',
  why: 'Whoever can pull the image has every layer of it. A secret in one of them is as public as the image, stays there when a later instruction deletes the file, and is copied to every registry and machine that the image reaches.',
  remediation:
    'Revoke the secret first: it has to be taken for known. Then keep it out of the build: list the file in `.dockerignore`, give a build its secrets with `RUN --mount=type=secret`, and what runs those of the environment. Build the image again from a clean context; deleting the file in a later instruction is not enough.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nCOPY .npmrc ./\nRUN npm ci && rm .npmrc',
    after: 'FROM node:22-slim\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci',
  },
  severity: 'high',
  precision: 'medium',
  cwe: [538, 798],
  tags: ['secret'],
  references: ['https://docs.docker.com/build/building/secrets/'],
  since: '0.1.0',
  *check({ view }): Generator<Problem> {
    const byFile = new Map<string, ImageSecret[]>();
    for (const secret of view.observed.secrets) {
      if (secret.path !== undefined) addTo(byFile, JSON.stringify([secret.rule, secret.path]), secret);
    }
    for (const seen of byFile.values()) yield* problemOf(seen);
  },
};

function* problemOf(seen: readonly ImageSecret[]): Generator<Problem> {
  const [first] = seen;
  if (first?.path === undefined) return;
  const lines = [...new Set(seen.flatMap(({ line }) => line ?? []))].sort((a, b) => a - b);
  const at = lines.length === 0 ? '' : `, line ${lines.slice(0, 5).join(', ')}`;
  yield {
    message: `/${plainText(first.path, 400)}${at} holds a secret: ${plainText(first.title, 200)}.`,
    remedy:
      'Revoke it, keep the file out of the build, and build the image again: deleting it in a later layer hides nothing.',
    what: `${first.rule} ${first.path}`,
    severity: first.severity,
    occurrences: seen,
  };
}
