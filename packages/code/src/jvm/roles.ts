import type { Call, SourceFile } from '../common/source-file.js';
import type { UrlUse } from '../facts.js';

/** What a call does with an address. */
export function role(call: Call, file: SourceFile): UrlUse['role'] | 'silent' | undefined {
  const written = file.writtenName(call);
  if (LOGS.test(written) || TALKS.test(call.method)) return 'silent';
  const { method, tree } = call;
  if (tree.isNew === true || /^[A-Z]/.test(method)) {
    if (/WebSocketClient$/.test(method)) return 'websocket';
    return CREATED.test(method) ? 'request' : undefined;
  }
  if (
    /^(?:webSocket|webSocketSession|ws|wss|newWebSocket|connectToServer|doHandshake|buildAsync)$/.test(method)
  ) {
    return isClient(call, file) ? 'websocket' : undefined;
  }
  return REQUESTS.some(([on, name]) => name.test(method) && on.test(ownerOf(call, file)))
    ? 'request'
    : undefined;
}

const LOGS = /(?:^|\.)(?:log|logger|LOG|LOGGER|System\.out|System\.err|out|console)\.\w+$/;
const TALKS =
  /^(?:print(?:ln|f)?|equals|equalsIgnoreCase|startsWith|endsWith|contains|containsKey|matches|replace(?:All|First)?|indexOf|assert\w*|error|require|check|lastIndexOf|compareTo|hasText|logger|info|warn|debug|trace|description|example|summary|removePrefix|substringAfter|IllegalArgumentException|IllegalStateException|RuntimeException)$/;
/** Types whose constructors take the address that they will ask. */
const CREATED =
  /^(?:HttpGet|HttpPost|HttpPut|HttpDelete|HttpPatch|MongoClient|MongoClientURI|JedisPool|Jedis|JedisPooled|DriverManagerDataSource|SimpleDriverDataSource|Socket)$/;
/** What a method is called on, as far as it is known, and the methods that take an address there. */
const REQUESTS: readonly (readonly [RegExp, RegExp])[] = [
  [/rest_?template/i, /^(?:getFor|postFor|patchFor|exchange|execute|put|delete|headFor|optionsFor)\w*$/],
  [/web_?client|rest_?client|webclient/i, /^(?:create|baseUrl|uri)$/],
  [/HttpRequest|request_?builder|Request\.?Builder/i, /^(?:newBuilder|uri|url)$/],
  [/okhttp|Request/, /^url$/],
  [/retrofit/i, /^baseUrl$/],
  [/feign/i, /^target$/],
  [/Jsoup|Unirest|HttpRequest|Fuel|khttp/, /^(?:connect|get|post|put|patch|delete|head)$/],
  [/DriverManager/, /^getConnection$/],
  [/hikari|data_?source/i, /^(?:set)?(?:jdbcUrl|url)$/i],
  [/MongoClients?|KMongo/, /^(?:create|createClient)$/],
  [/Redis(?:Client|URI)|Redisson/i, /^(?:create|setAddress)$/],
  [/useSingleServer/, /^setAddress$/],
  [/^(?:org\.jetbrains\.exposed\..*)?Database$/, /^connect$/],
  [
    /(?:^|\.)(?:http_?client|client)$|HttpClient/i,
    /^(?:get|post|put|patch|delete|head|request|prepareGet|preparePost)$/,
  ],
];

/** The type or the name of what a method is called on, with the function that made it. */
function ownerOf(call: Call, file: SourceFile): string {
  const { on } = call.tree;
  if (!on) return '';
  const written = file.names.dotted(on) ?? '';
  const tree = file.reading.read(on);
  const chain = tree.kind === 'call' ? file.names.calleeOf(tree) : '';
  return `${written} ${chain} ${file.originOf(call) ?? ''}`.slice(0, 300).trim();
}

function isClient(call: Call, file: SourceFile): boolean {
  return /client/i.test(ownerOf(call, file));
}
