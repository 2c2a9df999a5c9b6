import { UsageError, cleanText, didYouMean } from '@railgate/contract';

import { defineCommand } from '../command.js';

export const uploadCommand = defineCommand({
  name: 'upload',
  positionals: 'DESTINATION [FILE|DIR]...',
  arity: [1, 10_000],
  summary:
    'Sends SARIF (default: .railgate/upload) to GitHub code scanning (github), or writes it for Azure DevOps (azure).',
  options: {
    repo: { type: 'string', value: 'OWNER/NAME', help: 'repository on GitHub (default GITHUB_REPOSITORY)' },
    ref: { type: 'string', value: 'REF', help: 'refs/heads/… or refs/pull/N/merge (default GITHUB_REF)' },
    sha: { type: 'string', value: 'SHA', help: 'commit that was scanned (default GITHUB_SHA)' },
    root: { type: 'string', value: 'DIR', help: 'the checkout that was scanned (default: here)' },
    category: { type: 'string', value: 'NAME', help: 'of runs that have none' },
    out: { type: 'string', value: 'DIR', help: 'azure: where the files go (default .railgate/upload)' },
    'include-incomplete': {
      type: 'boolean',
      help: 'also what could not check everything; GitHub closes the alerts of what it did not see',
    },
    'dry-run': { type: 'boolean', help: 'check everything and send nothing' },
    'no-wait': { type: 'boolean', help: 'do not wait until GitHub has processed the files' },
    'best-effort': { type: 'boolean', help: 'exit 0 although an upload failed; say so' },
  },
  async run({ positionals: [destination = '', ...paths], options }, io) {
    if (destination === 'github') {
      const { uploadGithub } = await import('../upload/github.js');
      return uploadGithub(paths, options, io);
    }
    if (destination === 'azure') {
      const { uploadAzure } = await import('../upload/azure.js');
      return uploadAzure(paths, options, io);
    }
    throw new UsageError(
      `There is no destination ${cleanText(JSON.stringify(destination))}.${didYouMean(destination, ['github', 'azure'])}`,
      'Give github or azure: `railgate upload github`.',
    );
  },
});
