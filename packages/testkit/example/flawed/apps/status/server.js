import { createServer } from 'node:http';

const SERVICES = { api: 'http://api.railway.internal/health', worker: 'http://localhost:8000/health' };

createServer(async (req, res) => {
  const entries = Object.entries(SERVICES).map(async ([name, url]) => [name, (await fetch(url)).ok]);
  const status = Object.fromEntries(await Promise.all(entries));
  const title = new URL(req.url, 'http://localhost').searchParams.get('title');
  res.setHeader('content-type', 'text/html');
  res.setHeader('access-control-allow-origin', '*');
  res.end(`<h1>${title}</h1><pre>${JSON.stringify(status)}</pre>`);
}).listen(8080, '127.0.0.1');
