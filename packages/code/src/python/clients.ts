import type { ClientSetting } from '../facts.js';
import type { Value } from '../value.js';
import type { PythonFile } from './file.js';

/** How clients of databases, queues and services are set up. What is given without a keyword stands under `url`. */
export function clientsOf(file: PythonFile): ClientSetting[] {
  return file.calls.flatMap((call) => {
    const library = LIBRARIES.get(call.name.split('.')[0] ?? '');
    if (library === undefined || !CREATING.test(call.name)) return [];
    const options = new Map<string, Value>();
    const [first] = call.positional;
    if (first) options.set('url', file.valueOf(first));
    for (const [key, node] of call.keywords) options.set(key, file.valueOf(node));
    return [{ ...file.at(call.node), library, options }];
  });
}

const CREATING =
  /\.(?:create_(?:async_)?engine|from_url|Redis|StrictRedis|RedisCluster|connect(?:_robust)?|create_pool|Pool|ConnectionPool|AsyncConnectionPool|MongoClient|AsyncIOMotorClient|AsyncMongoClient|Celery|Client|AsyncClient|Session|ClientSession|Database|URLParameters|ConnectionParameters|RedisSettings|SimpleClient|AsyncSimpleClient)$/;
const LIBRARIES: ReadonlyMap<string, string> = new Map([
  ['redis', 'redis'],
  ['aioredis', 'redis'],
  ['psycopg', 'psycopg'],
  ['psycopg2', 'psycopg'],
  ['psycopg_pool', 'psycopg'],
  ['asyncpg', 'asyncpg'],
  ['sqlalchemy', 'sqlalchemy'],
  ['sqlmodel', 'sqlalchemy'],
  ['databases', 'databases'],
  ['pymongo', 'pymongo'],
  ['motor', 'motor'],
  ['pymysql', 'pymysql'],
  ['aiomysql', 'aiomysql'],
  ['celery', 'celery'],
  ['arq', 'arq'],
  ['pika', 'pika'],
  ['aio_pika', 'pika'],
  ['httpx', 'httpx'],
  ['aiohttp', 'aiohttp'],
  ['requests', 'requests'],
  ['socketio', 'socket.io-client'],
]);
