import type { Call, SourceFile } from '../common/source-file.js';
import type { UrlUse } from '../facts.js';

/** What a call does with an address. */
export function role(call: Call, file: SourceFile): UrlUse['role'] | 'silent' | undefined {
  const { method, tree } = call;
  const written = file.writtenName(call);
  if (LOGS.test(written) || TALKS.test(method)) return 'silent';
  if (method === 'BaseAddress' || CREATED.test(method)) return 'request';
  if (method === 'WithUrl') return 'websocket';
  if (method === 'ConnectAsync' && /socket/i.test(written)) return 'websocket';
  const isClient = /client|http|flurl|grpcchannel/i.test(
    `${written} ${file.originOf(call) ?? ''}`.slice(0, 300),
  );
  return tree.on && isClient && REQUESTS.test(method) ? 'request' : undefined;
}

const LOGS = /(?:^|\.)_?(?:log|logger|Log|Logger|Console|Debug|Trace)\.\w+$/;
const TALKS =
  /^(?:Log\w+|Write(?:Line)?|Equals|StartsWith|EndsWith|Contains|Replace|IndexOf|IsMatch|Information|Warning|Error|Debug|Fatal|ArgumentException|InvalidOperationException|Exception|Assert\w*|WithDescription|WithSummary|SwaggerDoc|AddServer)$/;
const CREATED =
  /^(?:HttpRequestMessage|RestClient|RestClientOptions|GrpcChannel|ForAddress|MongoClient|ClientWebSocket|ElasticClient|QdrantClient)$/;
const REQUESTS =
  /^(?:(?:Get|Post|Put|Patch|Delete)(?:String|Stream|ByteArray|FromJson|AsJson)?Async|Get|Send(?:Async)?|GetAsJsonAsync|AppendPathSegment)$/;
