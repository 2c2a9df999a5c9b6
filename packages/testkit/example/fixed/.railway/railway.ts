import { defineRailway, github, postgres, preserve, project, service } from 'railway/iac';

const REPOSITORY = 'itemize/itemize';

export default defineRailway(() => {
  const database = postgres('postgres');

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

  return project('itemize', { resources: [database, worker, api, web, status] });
});
