import { UsageError, cleanText, didYouMean } from '@railgate/contract';

import { defineCommand } from '../command.js';

const ACTIONS = ['update', 'import', 'status'];

export const dbCommand = defineCommand({
  name: 'db',
  positionals: 'update [ECOSYSTEM]... | import PATH | status',
  arity: [1, 100],
  summary:
    'The database of advisories on this machine: fetches it from osv.dev, imports `<ecosystem>/all.zip` from a folder, or says what is there.',
  options: {
    from: {
      type: 'string',
      value: 'URL',
      help: 'update: address below which <ecosystem>/all.zip lies (default: osv.dev)',
    },
    kev: {
      type: 'string',
      value: 'URL',
      help: "update: of CISA's catalogue of known exploited vulnerabilities",
    },
    epss: { type: 'string', value: 'URL', help: "update: of FIRST's EPSS scores" },
    'no-signals': { type: 'boolean', help: 'update: advisories alone, neither KEV nor EPSS' },
    'max-data-age': { type: 'string', value: 'AGE', help: 'status: mark what is older, 7d or 12h' },
    json: { type: 'boolean', help: 'as JSON' },
  },
  async run({ positionals: [action = '', ...rest], options }, io) {
    if (action === 'update') return (await import('../db/update.js')).updateDb(rest, options, io);
    if (action === 'import') return (await import('../db/import.js')).importDb(rest, options, io);
    if (action === 'status') return (await import('../db/status.js')).statusOfDb(rest, options, io);
    throw new UsageError(
      `There is no action ${cleanText(JSON.stringify(action))}.${didYouMean(action, ACTIONS)}`,
      'Give update, import or status: `railgate db status`.',
    );
  },
});
