import { defineRailway, github, postgres, preserve, project, redis, service } from 'railway/iac';

const REPOSITORY = 'itemize/itemize';

export default defineRailway(() => {
  const database = postgres('postgres');
  const queue = redis('redis');

  const worker = service('worker', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/worker' }),
    build: { builder: 'DOCKERFILE', dockerfilePath: 'Dockerfile', watchPatterns: ['apps/worker/**'] },
    healthcheck: '/health',
    healthcheckTimeout: 60,
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5 },
    env: {
      PORT: '8000',
      DATABASE_URL: database.env.DATABASE_URL,
      WORKER_TOKEN: preserve(),
      SUPPLIER_URL: preserve(),
    },
  });

  const api = service('api', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true }),
    build: {
      builder: 'DOCKERFILE',
      dockerfilePath: 'apps/api/Dockerfile',
      watchPatterns: ['apps/api/**', 'packages/shared/**', 'package-lock.json'],
    },
    healthcheck: '/health',
    healthcheckTimeout: 60,
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5 },
    domains: ['api.itemize.example'],
    env: {
      PORT: '3000',
      DATABASE_URL: database.env.DATABASE_URL,
      JWT_SECRET: preserve(),
      PAYMENTS_WEBHOOK_SECRET: preserve(),
      WORKER_TOKEN: preserve(),
      WEB_ORIGINS: 'https://app.itemize.example',
      WORKER_URL: 'http://${{worker.RAILWAY_PRIVATE_DOMAIN}}:8000',
    },
  });

  const web = service('web', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true }),
    build: { builder: 'RAILPACK', watchPatterns: ['apps/web/**', 'packages/shared/**', 'package-lock.json'] },
    healthcheck: '/',
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5 },
    domains: ['app.itemize.example'],
    env: {
      RAILPACK_CONFIG_FILE: 'apps/web/railpack.json',
      RAILPACK_SPA_OUTPUT_DIR: 'apps/web/dist',
      VITE_API_URL: 'https://api.itemize.example',
    },
  });

  const status = service('status', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/status' }),
    build: { builder: 'DOCKERFILE', dockerfilePath: 'Dockerfile', watchPatterns: ['apps/status/**'] },
    healthcheck: '/health',
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5 },
    domains: ['status.itemize.example'],
    env: {
      API_URL: 'https://api.itemize.example',
      WORKER_URL: 'http://${{worker.RAILWAY_PRIVATE_DOMAIN}}:8000',
    },
  });

  const notifier = service('notifier', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/notifier' }),
    build: { builder: 'RAILPACK', watchPatterns: ['apps/notifier/**'] },
    healthcheck: '/health',
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5, numReplicas: 2 },
    domains: ['live.itemize.example'],
    env: {
      PORT: '4000',
      REDIS_URL: queue.env.REDIS_URL,
      API_URL: 'http://${{api.RAILWAY_PRIVATE_DOMAIN}}:3000',
      WORKER_URL: 'http://${{worker.RAILWAY_PRIVATE_DOMAIN}}:8000',
      MAILER_URL: preserve(),
      WEB_ORIGINS: 'https://app.itemize.example',
    },
  });

  const gateway = service('gateway', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/gateway' }),
    build: { builder: 'DOCKERFILE', dockerfilePath: 'Dockerfile', watchPatterns: ['apps/gateway/**'] },
    healthcheck: '/health',
    deploy: {
      preDeployCommand: ['npx prisma migrate deploy'],
      restartPolicyType: 'ON_FAILURE',
      restartPolicyMaxRetries: 5,
      numReplicas: 2,
    },
    domains: ['partners.itemize.example'],
    env: {
      DATABASE_URL: database.env.DATABASE_URL,
      PARTNER_ORIGINS: 'https://partner.example,https://shelf.example',
    },
  });

  const site = service('site', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/site' }),
    build: { builder: 'DOCKERFILE', dockerfilePath: 'Dockerfile', watchPatterns: ['apps/site/**'] },
    healthcheck: '/',
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5 },
    domains: ['itemize.example'],
    env: { API_URL: 'http://${{api.RAILWAY_PRIVATE_DOMAIN}}:3000' },
  });

  const admin = service('admin', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/admin' }),
    build: { builder: 'DOCKERFILE', dockerfilePath: 'Dockerfile', watchPatterns: ['apps/admin/**'] },
    healthcheck: '/',
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5 },
    domains: ['admin.itemize.example'],
    env: {
      NOTIFIER_HOST: '${{notifier.RAILWAY_PRIVATE_DOMAIN}}',
      VITE_REPORTS_URL: 'https://api.itemize.example/reports',
      VITE_NOTIFIER_URL: 'https://live.itemize.example',
    },
  });

  const search = service('search', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/search' }),
    build: { builder: 'DOCKERFILE', dockerfilePath: 'Dockerfile', watchPatterns: ['apps/search/**'] },
    healthcheck: '/health',
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5 },
    domains: ['search.itemize.example'],
    env: { WEB_ORIGIN: 'https://app.itemize.example' },
  });

  const ledger = service('ledger', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/ledger' }),
    build: { builder: 'RAILPACK', watchPatterns: ['apps/ledger/**'] },
    start: 'java -jar target/ledger-1.0.0.jar',
    healthcheck: '/health',
    deploy: { restartPolicyType: 'ON_FAILURE', restartPolicyMaxRetries: 5 },
    domains: ['ledger.itemize.example'],
  });

  const reports = service('reports', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/reports' }),
    build: { builder: 'RAILPACK', watchPatterns: ['apps/reports/**'] },
    start: 'python -m reports.nightly',
    deploy: { cronSchedule: '0 3 * * *', restartPolicyType: 'NEVER' },
    env: { DATABASE_URL: database.env.DATABASE_URL },
  });

  const digest = service('digest', {
    source: github(REPOSITORY, { branch: 'main', checkSuites: true, rootDirectory: 'apps/digest' }),
    build: { builder: 'RAILPACK', watchPatterns: ['apps/digest/**'] },
    start: 'node digest.js',
    deploy: { cronSchedule: '0 6 * * 1', restartPolicyType: 'NEVER' },
    env: { API_URL: 'http://${{api.RAILWAY_PRIVATE_DOMAIN}}:3000' },
  });

  return project('itemize', {
    resources: [
      database,
      queue,
      worker,
      api,
      web,
      status,
      notifier,
      gateway,
      site,
      admin,
      search,
      ledger,
      reports,
      digest,
    ],
  });
});
