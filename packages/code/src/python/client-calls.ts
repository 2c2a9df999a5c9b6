import type { UrlUse } from '../facts.js';
import type { Call } from './file.js';

/** What a call asks of an address: an HTTP request or a connection, a WebSocket; nothing for other calls. */
export function clientRole({ name, method }: Call): UrlUse['role'] | undefined {
  if (WEBSOCKETS.test(name) || method === 'ws_connect') return 'websocket';
  const top = name.split('.')[0] ?? '';
  if (CLIENTS.has(top) && !/\.(?:mock|Mock\w*)$/.test(name)) return 'request';
  if (/^urllib\.request\.|^http\.client\.HTTPS?Connection$|^django\.http\.Http/.test(name)) return 'request';
  if (/^(?:urllib3|grpc\.(?:aio\.)?(?:in)?secure_channel|langchain|openai)\b/.test(name)) return 'request';
  return REQUESTS.has(method) && BY_NAME.test(name) ? 'request' : undefined;
}

const WEBSOCKETS =
  /^(?:websockets\.(?:\w+\.)*connect|websocket\.(?:create_connection|WebSocketApp)|socketio\.(?:Async)?(?:Simple)?Client(?:\.connect)?)$/;
const REQUESTS: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'request',
  'stream',
  'connect',
  'fetch',
]);
/** An object that somebody handed over. */
const BY_NAME = /(?:^|[._])(?:requests?|session|client|http|https|api)(?:_client|_session)?\.\w+$/i;
const CLIENTS: ReadonlySet<string> = new Set([
  'requests', 'httpx', 'aiohttp', 'psycopg', 'psycopg2', 'asyncpg', 'redis', 'aioredis', 'sqlalchemy', 'sqlmodel',
  'pymongo', 'motor', 'celery', 'kombu', 'pika', 'aio_pika', 'nats', 'pymysql', 'aiomysql', 'MySQLdb', 'databases',
  'tortoise', 'peewee', 'mongoengine', 'beanie', 'arq', 'rq', 'elasticsearch', 'qdrant_client', 'weaviate', 'openai',
  'ollama', 'supabase', 'aiokafka', 'kafka', 'gql', 'psycopg_pool', 'httplib2', 'cloudscraper', 'curl_cffi', 'niquests',
]); // prettier-ignore
