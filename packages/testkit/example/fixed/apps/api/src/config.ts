/** Everything that differs between environments. A missing variable stops the start, not a request. */
export const config = {
  port: Number(process.env.PORT ?? 3000),
  databaseUrl: required('DATABASE_URL'),
  databaseCa: process.env.DATABASE_CA,
  jwtSecret: required('JWT_SECRET'),
  paymentsSecret: required('PAYMENTS_WEBHOOK_SECRET'),
  workerUrl: required('WORKER_URL'),
  workerToken: required('WORKER_TOKEN'),
  webOrigins: origins(required('WEB_ORIGINS')),
  uploads: process.env.RAILWAY_VOLUME_MOUNT_PATH ?? '/tmp/itemize',
};

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

function origins(list: string): string[] {
  const entries = list.split(',').map((entry) => entry.trim());
  return entries.map((entry) => (entry.endsWith('/') ? entry.slice(0, -1) : entry)).filter(Boolean);
}
