import { createServer } from 'node:http';

const SERVICES = { api: process.env.API_URL, worker: process.env.WORKER_URL };

const server = createServer(async (req, res) => {
  if (req.url === '/health') {
    res.end('ok');
    return;
  }
  const entries = Object.entries(SERVICES).map(async ([name, url]) => [name, await isUp(`${url}/health`)]);
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(Object.fromEntries(await Promise.all(entries))));
});

server.listen(Number(process.env.PORT ?? 8080), '::');
process.on('SIGTERM', () => server.close());

async function isUp(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
