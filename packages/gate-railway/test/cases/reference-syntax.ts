import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

const env = (text: string, name = '.env.example') => webService('', { [name]: `${text}\n` });
const iac = (lines: string) => ({
  '.railway/railway.ts': `import { postgres, service } from "railway/iac";\n${lines}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'a reference', files: env('API=https://${{backend.RAILWAY_PUBLIC_DOMAIN}}/v1') },
    { name: 'with spaces', files: env('API=${{ My API.PORT }}') },
    {
      name: 'GitHub Actions',
      traps: ['RLY-URL-013 GitHub Actions'],
      files: webService('', {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    env:\n      TOKEN: ${{ secrets.RAILWAY_TOKEN }}\n      A: ${a.B}\n',
      }),
    },
    {
      name: 'templates of e-mails, Jinja and Spring',
      traps: ['RLY-URL-013 templates'],
      files: env(
        'MAIL="Hello {{user.name}}, {{ order.total }}"\nDB=${spring.datasource.url}\nURL=${API_URL}/x',
      ),
    },
    {
      name: 'a chart of Helm',
      traps: ['RLY-URL-013 templates'],
      files: webService('', { 'chart/templates/a.yaml': 'host: {{ .Values.HOST }} {{api.PORT}}\n' }),
    },
    {
      name: 'a shared variable',
      traps: ['RLY-URL-013 shared variable'],
      files: env('KEY=${{shared.API_KEY}}'),
    },
    {
      name: 'a variable of its own',
      traps: ['RLY-URL-013 own variable'],
      files: env('URL=http://x:${{PORT}}'),
    },
    {
      name: 'a function of templates',
      traps: ['RLY-URL-013 template function'],
      files: env('SECRET=${{secret(32)}}\nOTHER=${{secret(16, "abc")}}'),
    },
    { name: 'a comment', files: env('# API=${backend.PORT}\nA=1 # ${backend.PORT}') },
    { name: 'for development', files: env('API=${backend.PORT}', '.env.development') },
    { name: 'an example of another folder', files: env('API=${backend.PORT}', 'docs/.env.example') },
    {
      name: 'names as railway.ts has them',
      files: iac('postgres("Postgres");\nservice("api", { env: { URL: "${{Postgres.DATABASE_URL}}" } });'),
    },
    {
      name: 'a service that railway.ts does not have',
      files: iac('service("api", { env: { URL: "${{web.RAILWAY_PUBLIC_DOMAIN}}" } });'),
    },
    {
      name: 'a name that is computed',
      files: iac('service(name, {});\nservice("Api", { env: { URL: "${{api.PORT}}" } });'),
    },
  ],
  ng: [
    {
      name: 'one brace',
      files: env('API=https://${backend.RAILWAY_PUBLIC_DOMAIN}'),
      finds: [{ at: '.env.example:1:5', says: '${{backend.RAILWAY_PUBLIC_DOMAIN}}' }],
    },
    {
      name: 'no dollar, in quotes',
      files: env('A=1\nexport API="http://{{api.RAILWAY_PRIVATE_DOMAIN}}:3000"', '.env.production'),
      finds: [{ at: '.env.production:2:12' }],
    },
    { name: 'one brace too few', files: env('API=${{ My-API.PORT }'), finds: [{ at: '.env.example:1' }] },
    { name: 'backslashes', files: env('API=$\\{\\{api.PORT\\}\\}'), finds: [{ at: '.env.example:1' }] },
    {
      name: 'two of them, over several lines',
      files: env('A="x\ny ${api.HOST}:${api.PORT}"', 'deploy/.env.railway'),
      finds: [{ at: 'deploy/.env.railway:1:3' }, { at: 'deploy/.env.railway:1:3' }],
    },
    {
      name: 'railway.ts',
      files: iac('service("api", { env: {\n  URL: "http://{{web.RAILWAY_PRIVATE_DOMAIN}}:3000",\n} });'),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
    {
      name: 'capitals',
      files: iac('postgres("Postgres");\nservice("api", { env: { URL: "${{postgres.DATABASE_URL}}" } });'),
      finds: [{ at: '.railway/railway.ts:3', says: 'Postgres' }],
    },
  ],
};
