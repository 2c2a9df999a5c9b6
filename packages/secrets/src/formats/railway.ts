import { defineFormat } from '../format.js';
import { beside, token } from './form.js';
import { source, UUID } from './pattern-parts.js';

/** Project tokens and account tokens are UUIDs. */
const TOKEN_PAGE = 'https://docs.railway.com/integrations/api#creating-a-token';
const GRANTS =
  'It deploys to the project and reads every variable of its environment; an account token does so for all projects.';
const REVOKE = {
  steps:
    'Delete the token in the project settings under Tokens (an account token in the account settings), then rotate every variable that it could read.',
  url: 'https://railway.com/account/tokens',
};

/** The variables that the command line reads, the header of project tokens, and what people call them else. */
const NAMES = [
  'railway_token',
  'railway_api_token',
  'railway_access_token',
  'railway_project_token',
  'railway_account_token',
  'railway_team_token',
  'railway_api_key',
  'railway_auth_token',
  'project_access_token',
];

export const RAILWAY = [
  defineFormat({
    id: 'railway-token',
    title: 'Railway token',
    grants: GRANTS,
    revoke: REVOKE,
    severity: 'critical',
    precision: 'high',
    references: [TOKEN_PAGE],
    ...beside(NAMES, UUID, { named: [] }),
    hits: (samples) => [
      { text: `RAILWAY_TOKEN=${samples.uuid()}\n` },
      { text: `  RAILWAY_API_TOKEN: "\${RAILWAY_API_TOKEN:-${samples.uuid()}}"\n`, path: 'compose.yaml' },
      { text: `-H "Project-Access-Token: ${samples.uuid()}"` },
      { text: `const railwayToken = process.env.RAILWAY_TOKEN ?? '${samples.uuid()}';\n`, path: 'deploy.ts' },
      { text: `RUN RAILWAY_TOKEN=${samples.uuid()} railway up --ci\n`, path: 'Dockerfile' },
    ],
    misses: (samples) => [
      { text: `RAILWAY_PROJECT_ID=${samples.uuid()}\n` },
      { text: `RAILWAY_TOKEN=${samples.uuid().slice(0, -1)}\n` },
      { text: 'RAILWAY_TOKEN=${{ secrets.RAILWAY_TOKEN }}\n' },
      { text: `# RAILWAY_TOKEN is for the project ${samples.uuid()}\n` },
    ],
  }),
  defineFormat({
    id: 'railway-token-in-request',
    title: 'Railway token in a call of the API',
    grants: GRANTS,
    revoke: REVOKE,
    severity: 'critical',
    precision: 'high',
    references: [TOKEN_PAGE],
    keywords: ['backboard.railway'],
    // The header stands before or behind the address, in a command, a call or an object of options.
    pattern: new RegExp(
      `Bearer (?<secret>${source(UUID)})(?![0-9a-f-])(?:(?=[^]{0,240}backboard\\.railway)|(?<=backboard\\.railway\\.(?:app|com)[^]{0,440}))`,
    ),
    window: { before: 300, after: 480 },
    entropy: 2.5,
    hits: (samples) => [
      {
        text: `curl https://backboard.railway.com/graphql/v2 -H "Authorization: Bearer ${samples.uuid()}"\n`,
      },
      {
        text: `curl -H 'Authorization: Bearer ${samples.uuid()}' \\\n  https://backboard.railway.app/graphql/v2\n`,
      },
      {
        text: `fetch('https://backboard.railway.com/graphql/v2', {\n  headers: { Authorization: 'Bearer ${samples.uuid()}' },\n})\n`,
        path: 'deploy.ts',
      },
    ],
    misses: (samples) => [
      { text: `curl https://backboard.railway.com/graphql/v2?project=${samples.uuid()}\n` },
      { text: `curl https://api.of-us.com -H "Authorization: Bearer ${samples.uuid()}"\n` },
      { text: 'curl https://backboard.railway.com/graphql/v2 -H "Authorization: Bearer $RAILWAY_TOKEN"\n' },
    ],
  }),
  defineFormat({
    id: 'railway-session-token',
    title: 'Railway session of the command line',
    grants: 'It does everything that the signed-in user may in all projects.',
    revoke: {
      steps: 'Log out (`railway logout`), then end the session in the account settings.',
      url: 'https://railway.com/account/security',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.railway.com/cli/login'],
    // `~/.railway/config.json`; sealed by iron (https://hapi.dev/module/iron).
    ...token(['rw_Fe26.2**', ['A-Za-z0-9_*-', 100, 900]]),
  }),
];
