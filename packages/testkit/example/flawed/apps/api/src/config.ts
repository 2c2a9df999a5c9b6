export const config = {
  port: 3000,
  databaseUrl: process.env.DATABASE_URL || 'postgresql://itemize:change-me@localhost:5432/itemize',
  jwtSecret: process.env.JWT_SECRET || 'change-me',
  workerUrl: process.env.WORKER_URL || 'http://localhost:8000',
  webOrigin: process.env.WEB_ORIGIN || '*',
  uploads: '/data/uploads',
};
