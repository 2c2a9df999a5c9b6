import { defineFormat } from '../format.js';

/** https://docs.railway.com/integrations/api#creating-a-token: project tokens and account tokens are UUIDs. */
const TOKEN_PAGE = 'https://docs.railway.com/integrations/api#creating-a-token';

export const RAILWAY = [
  defineFormat({
    id: 'railway-token',
    title: 'Railway token',
    grants:
      'It deploys to the project and reads every variable of its environment; an account token does so for all projects.',
    revoke: {
      steps:
        'Delete the token in the project settings under Tokens (an account token in the account settings), then rotate every variable that it could read.',
      url: 'https://railway.com/account/tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: [TOKEN_PAGE],
    keywords: ['RAILWAY_TOKEN', 'RAILWAY_API_TOKEN', 'Project-Access-Token', 'backboard.railway'],
    pattern:
      /(?:RAILWAY_(?:API_)?TOKEN|Project-Access-Token|backboard\.railway\.(?:app|com)[^\n]{0,120}?Bearer)[^\n]{0,40}?(?<![0-9a-f]|[0-9a-f]-)(?<secret>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9a-f-])/i,
    window: { before: 0, after: 240 },
    hits: (samples) => [
      { text: `RAILWAY_TOKEN=${samples.uuid()}\n` },
      { text: `  RAILWAY_API_TOKEN: "\${RAILWAY_API_TOKEN:-${samples.uuid()}}"\n`, path: 'compose.yaml' },
      { text: `-H "Project-Access-Token: ${samples.uuid()}"` },
    ],
    misses: (samples) => [
      { text: `RAILWAY_PROJECT_ID=${samples.uuid()}\n` },
      { text: `RAILWAY_TOKEN=${samples.uuid().slice(0, -1)}\n` },
      { text: 'RAILWAY_TOKEN=${{ secrets.RAILWAY_TOKEN }}\n' },
    ],
  }),
];
