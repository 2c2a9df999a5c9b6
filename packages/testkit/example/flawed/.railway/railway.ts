import { defineRailway, github, postgres, project, service } from 'railway/iac';

export default defineRailway(() => {
  const database = postgres('postgres');
  database.networking = { tcpProxies: { '5432': {} } };

  const worker = service('worker', {
    source: github('itemize/itemize', { branch: 'main', checkSuites: false, rootDirectory: 'apps/worker' }),
    env: {
      DATABASE_URL: database.env.DATABASE_URL,
      WORKER_TOKEN: 'change-me',
      DB_SSL: 'no-verify',
    },
  });

  return project('itemize', { resources: [database, worker] });
});
