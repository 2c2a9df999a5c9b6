import type { RuleCases } from '../rule-cases.js';

const workflow = (steps: string, head = '') => ({
  '.railway/railway.ts': 'export {};\n',
  '.github/workflows/deploy.yml': `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n${head}    steps:\n${steps}\n`,
});
const unsafe = 'railway config apply --yes --confirm-destructive';

export const cases: RuleCases = {
  ok: [
    { name: 'a plan', files: workflow('      - run: railway config plan --detailed-exit-code') },
    { name: 'an apply that stops at deletions', files: workflow('      - run: railway config apply --yes') },
    { name: 'the action', files: workflow('      - uses: railwayapp/config@v1') },
    {
      name: 'a comment',
      files: workflow(
        `      # - run: ${unsafe}\n      - run: |\n          # ${unsafe}\n          railway up`,
      ),
    },
    { name: 'a printed text', files: workflow(`      - run: echo "${unsafe}"\n      - run: echo ${unsafe}`) },
    { name: 'a name', files: workflow(`      - name: ${unsafe}\n        run: railway up`) },
    {
      name: 'a project of its own',
      traps: ['RLY-IAC-009 test project'],
      files: workflow(
        `      - run: |\n          railway init --name test-$GITHUB_RUN_ID\n          ${unsafe}`,
      ),
    },
    { name: 'a migration that only shows', files: workflow('      - run: railway config migrate') },
    {
      name: 'elsewhere',
      files: { '.railway/railway.ts': 'export {};\n', 'docs/ci.yml': `- run: ${unsafe}\n` },
    },
  ],
  ng: [
    {
      name: 'in one line',
      files: workflow(`      - run: ${unsafe}`),
      finds: [{ at: '.github/workflows/deploy.yml:6:7', says: '--confirm-destructive' }],
    },
    {
      name: 'in a block, through npx, over two lines',
      files: workflow(
        '      - run: |\n          npm ci && npx -y @railway/cli@5 config apply \\\n            --confirm-destructive --json',
      ),
      finds: [{ at: '.github/workflows/deploy.yml:7' }],
    },
    {
      name: 'in quotes, with a variable',
      files: workflow(`      - run: "CI=1 ${unsafe}"`),
      finds: [{ at: '.github/workflows/deploy.yml:6' }],
    },
    {
      name: 'a migration that deletes',
      files: workflow('      - run: railway config migrate --service api --apply --delete-files'),
      finds: [{ at: '.github/workflows/deploy.yml:6' }],
    },
    {
      name: 'an environment that may ask',
      files: workflow(`      - run: ${unsafe}`, '    environment: production\n'),
      finds: [{ at: '.github/workflows/deploy.yml:7', severity: 'low' }],
    },
  ],
};
