import type { Call, SourceFile } from '../common/source-file.js';
import type { UrlUse } from '../facts.js';
import { className } from './class-name.js';

/** What a call does with an address. */
export function role(call: Call, file: SourceFile): UrlUse['role'] | 'silent' | undefined {
  const { method, tree } = call;
  const name = className(call, file);
  if (!tree.on && tree.isNew !== true) return ofFunction(method);
  if (tree.isNew === true && /(?:Exception|Error)$/.test(name)) return 'silent';
  if (/(?:^|\\)Log\\\w+$/.test(name) || LOGS.test(file.writtenName(call))) return 'silent';
  if (WEBSOCKETS.test(name)) return 'websocket';
  if (CLIENTS.test(name)) return 'request';
  const isRequest = /^(?:get|post|put|patch|delete|head|request|requestAsync|getAsync|postAsync)$/.test(
    method,
  );
  return isRequest && BY_NAME.test(file.writtenName(call)) ? 'request' : undefined;
}

function ofFunction(name: string): UrlUse['role'] | 'silent' | undefined {
  if (TALKS.test(name)) return 'silent';
  return FUNCTIONS.test(name) ? 'request' : undefined;
}

const TALKS =
  /^(?:error_log|var_dump|print_r|printf|dd|dump|die|exit|trigger_error|str_contains|str_starts_with|str_ends_with|strpos|stripos|in_array|preg_match|array_search|info|logger|assert|str_replace|redirect)$/i;
const FUNCTIONS =
  /^(?:curl_init|curl_setopt|curl_setopt_array|file_get_contents|fopen|get_headers|mysqli_connect|mysql_connect|pg_connect|mongodb_connect|stream_socket_client|fsockopen|simplexml_load_file|copy)$/i;
const LOGS = /(?:^|\.)(?:log|logger)\.\w+$/i;
const WEBSOCKETS =
  /^(?:WebSocket\\Client|Ratchet\\Client\\(?:connect|Connector)|Phrity\\WebSocket\\Client|Amp\\Websocket\\Client\\connect)$/;
/** Classes that are given an address when they are made, or by their static methods. */
const CLIENTS =
  /(?:^|\\)(?:GuzzleHttp\\Client|Facades\\Http\\\w+|Http\\(?:get|post|put|patch|delete|head|baseUrl|send|withToken|withHeaders|timeout)|HttpClient\\(?:HttpClient|ScopingHttpClient)\\\w+|HttpClient\\create\w*|PDO|mysqli|Predis\\Client|MongoDB\\Client|MongoClient|SoapClient|AMQPStreamConnection|AMQPSSLConnection|Elasticsearch\\ClientBuilder|Curl|Buzz\\Browser|Unirest\\Request\\\w+|Meilisearch\\Client|MeiliSearch\\Client)$/;
/** An object that somebody made. */
const BY_NAME =
  /(?:^|[._>$])(?:http|client|guzzle|httpclient|http_client|api|curl)(?:client)?\.\w+$|^Http\.\w+(?:\(\))?\.\w+$/i;
