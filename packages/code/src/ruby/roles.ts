import type { Call, SourceFile } from '../common/source-file.js';
import type { UrlUse } from '../facts.js';

/** What a call does with an address. */
export function role(call: Call, file: SourceFile): UrlUse['role'] | 'silent' | undefined {
  const name = file.writtenName(call).replaceAll('::', '.');
  if ((TALKS.test(call.method) && !name.includes('HTTP')) || LOGS.test(name)) return 'silent';
  if (WEBSOCKETS.test(name)) return 'websocket';
  if (CLIENTS.some(([from, method]) => name.startsWith(from) && method.test(call.method))) return 'request';
  return REQUESTS.test(call.method) && BY_NAME.test(name) ? 'request' : undefined;
}

const TALKS =
  /^(?:puts|p|pp|print|printf|warn|raise|abort|fail|start_with\?|end_with\?|include\?|match\?|match|eql\?|origins|desc|describe|context|it|expect|redirect_to|link_to|say)$/;
const LOGS = /(?:^|\.)(?:logger|log|LOGGER|LOG)\.\w+$/;
const WEBSOCKETS =
  /^(?:Faye\.WebSocket\.Client\.new|WebSocket\.Client\.Simple\.connect|WebSocket\.EventMachine\.Client\.connect|Async\.WebSocket\.Client\.connect)$/;
const REQUESTS = /^(?:get|post|put|patch|delete|head|request)$/;
/** An object that somebody made. */
const BY_NAME = /(?:^|[._@])(?:conn|connection|client|http|https|api|session|faraday)(?:_client)?\.\w+$/i;
const VERBS =
  /^(?:get|post|put|patch|delete|head|options|new|start|request|get_response|post_form|run|open|execute)$/;
/** Libraries by the name of their class, and the methods of theirs that take an address. */
const CLIENTS: readonly (readonly [string, RegExp])[] = [
  ['Net.HTTP', VERBS],
  ['HTTParty.', VERBS],
  ['Faraday.', VERBS],
  ['RestClient.', VERBS],
  ['HTTP.', VERBS],
  ['HTTPX.', VERBS],
  ['Typhoeus', VERBS],
  ['Excon.', VERBS],
  ['HTTPClient.', VERBS],
  ['Async.HTTP.', /^(?:get|post|parse|new)$/],
  ['URI.open', /^open$/],
  ['OpenURI.', VERBS],
  ['Redis.', /^new$/],
  ['RedisClient.', /^(?:new|config)$/],
  ['ConnectionPool', /^new$/],
  ['PG.', /^(?:connect|new)$/],
  ['PG.Connection.', /^(?:open|new)$/],
  ['Sequel.', /^connect$/],
  ['Mysql2.Client.', /^new$/],
  ['ActiveRecord.Base.', /^establish_connection$/],
  ['Mongo.Client.', /^new$/],
  ['Mongoid.', /^connect_to$/],
  ['Bunny.', /^(?:new|run)$/],
  ['NATS.', /^(?:connect|start)$/],
  ['Elasticsearch.Client.', /^new$/],
  ['Meilisearch.Client.', /^new$/],
  ['OpenAI.Client.', /^new$/],
  ['OpenAI.', /^new$/],
  ['Dalli.Client.', /^new$/],
  ['GRPC.', /^new$/],
  ['base_uri', /^base_uri$/],
];
