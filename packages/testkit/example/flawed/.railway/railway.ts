import { defineRailway, github, image, postgres, project, service, volume } from 'railway/iac';

export default defineRailway(() => {
  const database = postgres('postgres');
  database.networking = { tcpProxies: { '5432': {} } };

  const redis = service('redis', {
    source: image('redis:latest'),
    volumes: [volume('redis-data', { mountPath: '/data' })],
  });

  const worker = service('worker', {
    source: github('itemize/itemize', { branch: 'main', checkSuites: false, rootDirectory: 'apps/worker' }),
    env: {
      DATABASE_URL: database.env.DATABASE_URL,
      API_URL: 'http://{{api.RAILWAY_PRIVATE_DOMAIN}}:3000',
      WORKER_TOKEN: 'change-me',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      DB_SSL: 'no-verify',
    },
  });

  const site = service('site', {
    source: github('itemize/itemize', { branch: 'main', checkSuites: true, rootDirectory: 'apps/site' }),
    domains: ['itemize.example'],
  });

  return project('itemize', { privateNetworkDisabled: true, resources: [database, redis, worker, site] });
});
