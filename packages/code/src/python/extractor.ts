import type { Extractor } from '../extractor.js';
import { corsOf } from './cors.js';
import { socketsOf } from './sockets.js';
import { routesOf } from './routes.js';
import { cookiesOf } from './cookies.js';
import { clientsOf } from './clients.js';
import { envReadsOf } from './env-reads.js';
import { exportsOf } from './exports.js';
import { PythonFile } from './file.js';
import { hostFiltersOf } from './host-filters.js';
import { importedFiles } from './imports.js';
import { httpsRedirectsOf } from './https-redirects.js';
import { listenersOf } from './listeners.js';
import { urlsOf } from './urls.js';

export const python: Extractor = {
  languages: ['python'],
  keywords: [
    'environ', 'getenv', 'localhost', '127.0.0.1', '0.0.0.0', 'http://', 'https://', 'ws://', 'wss://', 'railway',
    'cors', 'access-control', 'uvicorn', 'hypercorn', 'waitress', 'listen', 'serve(', '.run(', 'bind', 'settings',
    'decouple', 'env(', 'websocket', 'socketio', 'cookie', 'redis', 'samesite', 'router', '@app.', '.route(',
    'aiohttp', 'run_app', 'port=', 'httpserver', 'tcpserver', 'httpx', 'requests', 'urlopen', '.internal',
    'urlpatterns', 'postgres', 'create_engine', 'mongo', 'launch(', 'tornado', 'celery', 'fastapi', 'flask', 'asyncpg',
    'make_server', 'run_server', 'start_server', 'wsgiserver', 'run_simple', 'cheroot', 'granian', 'run_webhook',
    'allowed_hosts', 'ssl_redirect', 'httpsredirect',
  ], // prettier-ignore
  extract(syntax, modules) {
    const file = new PythonFile(syntax, modules);
    return {
      listeners: listenersOf(file),
      urls: urlsOf(file),
      cors: corsOf(file),
      env: envReadsOf(file),
      sockets: socketsOf(file),
      routes: routesOf(file),
      cookies: cookiesOf(file),
      clients: clientsOf(file),
      hosts: hostFiltersOf(file),
      httpsRedirects: httpsRedirectsOf(file),
      imports: importedFiles(file),
    };
  },
  exports: exportsOf,
};
