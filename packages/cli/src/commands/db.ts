import { UsageError, cleanText, didYouMean } from '@railgate/contract';

import { defineCommand } from '../command.js';

const ACTIONS = ['update', 'import', 'status'];

export const dbCommand = defineCommand({
  name: 'db',
  positionals: 'update [NAME]... | import PATH | status',
  arity: [1, 100],
  summary:
    "The databases on this machine, of advisories and of Trivy: fetches them from osv.dev and from Trivy's registries, imports `<ecosystem>/all.zip` and `db/trivy.db` from a folder, or says what is there. Names are ecosystems, `trivy` and `trivy-java`.",
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
    'trivy-from': {
      type: 'string',
      value: 'REGISTRY',
      help: 'update: registry and path below which trivy-db:2 lies (default: mirror.gcr.io/aquasec, then ghcr.io/aquasecurity)',
    },
    'no-trivy': { type: 'boolean', help: "update: advisories alone, none of Trivy's databases" },
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
