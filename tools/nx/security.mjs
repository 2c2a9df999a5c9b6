// The `security` target of this repository's own projects: scan the project with the checkout's build and leave a
// shard. Cached by Nx; the date is an input, since cutoffs and expiries depend on it. What users get is `@railgate/nx`.
import { dirname } from 'node:path';

/** @type {import('@nx/devkit').CreateNodesV2} */
export const createNodesV2 = [
  '{package.json,packages/*/package.json}',
  (files) => files.map((file) => [file, nodesOf(dirname(file))]),
];
export const createNodes = createNodesV2;

function nodesOf(root) {
  return { projects: { [root]: { targets: { security: securityTarget(root) } } } };
}

function securityTarget(root) {
  const project = root === '.' ? 'root' : root;
  const shard = `.railgate/shards/${project.replaceAll('/', '--')}.json`;
  return {
    command: `node packages/cli/bundle/main.js scan --project ${project} --shard ${shard}`,
    cache: true,
    inputs: [
      // A gate may read any file, whatever its project, and `judge` compares them all. The gates' own code is among them.
      '{workspaceRoot}/**/*',
      '!{workspaceRoot}/railgate.waivers.yaml',
      { env: 'SOURCE_DATE_EPOCH' },
      { runtime: 'node tools/nx/today.mjs' },
      { runtime: 'node tools/nx/advisories.mjs' },
    ],
    outputs: [`{workspaceRoot}/${shard}`],
    metadata: { description: 'Scans the project with every gate and keeps the result as a shard.' },
  };
}
