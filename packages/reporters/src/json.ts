import type { Reporter } from '@railgate/contract';

/** `run.json`: the manifest, indented, since people and diffs read it and it is small. */
export const jsonReporter: Reporter = {
  id: 'json',
  file: 'run.json',
  mediaType: 'application/json',
  render: ({ manifest }) => `${JSON.stringify(manifest, null, 2)}\n`,
};
