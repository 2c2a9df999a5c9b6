import { plainText } from '@railgate/contract';

import type { ImageRule, Problem } from '../image-rule.js';

export const secretInEnvironment: ImageRule = {
  id: 'container/secret-in-environment',
  name: 'SecretInEnvironment',
  summary: 'The configuration of an image holds a secret.',
  description:
    'Reports credentials that the scanner sees in the configuration of an image: values of `ENV`, arguments of the build that its history shows, labels and commands. Names of variables without a value are no secret, and neither are values that look like placeholders.',
  why: 'The configuration is the first thing that is fetched of an image, and `docker inspect` and `docker history` show it to everybody who has it. Each container that is started from the image gets the value, and so does every program in it.',
  remediation:
    'Revoke the secret: it has to be taken for known. Take it out of `ENV` and `ARG`, give it to the container when it is started (a variable of the service, a secret of the orchestrator), and to a build with `RUN --mount=type=secret`. Then build the image again.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\nRUN npm ci',
    after: 'FROM node:22-slim\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci',
  },
  severity: 'high',
  precision: 'medium',
  cwe: [526, 798],
  tags: ['secret'],
  references: [
    'https://docs.docker.com/build/building/secrets/',
    'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
  ],
  since: '0.1.0',
  *check({ view }): Generator<Problem> {
    const seen = new Set<string>();
    for (const secret of view.observed.secrets) {
      const { rule, title, severity, path } = secret;
      if (path !== undefined || seen.has(rule)) continue;
      seen.add(rule);
      yield {
        message: `The configuration of the image holds a secret: ${plainText(title, 200)}.`,
        remedy: 'Revoke it, give it to the container when it starts instead, and build the image again.',
        what: rule,
        severity,
        occurrences: [],
        setBy: ['ENV', 'ARG'],
      };
    }
  },
};
