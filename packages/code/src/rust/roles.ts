import type { Call, SourceFile } from '../common/source-file.js';
import type { UrlUse } from '../facts.js';

/** What a call does with an address. */
export function role(call: Call, file: SourceFile): UrlUse['role'] | 'silent' | undefined {
  const { method, tree } = call;
  if (method.endsWith('!')) return SPEAKING.test(method) ? 'silent' : undefined;
  if (tree.on && COMPARING.has(method)) return 'silent';
  const name = file.nameOf(call);
  if (name !== undefined) return ofPath(name);
  return tree.on ? ofMethod(file, call) : undefined;
}

const SPEAKING =
  /^(?:e?print(?:ln)?|write(?:ln)?|debug|info|warn|error|trace|log|panic|assert\w*|debug_assert\w*|bail|anyhow|ensure|eyre|unreachable|todo|unimplemented|dbg|span|event|matches)!$/;
const COMPARING: ReadonlySet<string> = new Set([
  'contains', 'starts_with', 'ends_with', 'replace', 'expect', 'context', 'with_context', 'strip_prefix', 'eq', 'find',
]); // prettier-ignore

function ofPath(name: string): UrlUse['role'] | undefined {
  if (/(?:^|::)(?:connect_async(?:_with_config)?|ws_connect)$/.test(name)) return 'websocket';
  return CLIENTS.test(name) ? 'request' : undefined;
}

const CLIENTS =
  /(?:^|::)(?:reqwest::(?:blocking::)?get|ureq::(?:get|post|put|delete|request)|\w*(?:Pool|Connection)::(?:connect|establish|connect_lazy)|Database::connect|redis::Client::open|(?:mongodb::)?Client::(?:with_uri_str|open)|ClientOptions::parse|async_nats::connect|surf::(?:get|post)|tokio_postgres::connect|\w*Client::connect|Channel::from_(?:static|shared)|Endpoint::from_(?:static|shared)|ConnectionManager::new|Config::from_url|isahc::(?:get|post))$/;

function ofMethod(file: SourceFile, call: Call): UrlUse['role'] | undefined {
  const { method } = call;
  const origin = file.originOf(call) ?? '';
  if (/^connect(?:_lazy)?$/.test(method) && /PoolOptions::new|ConnectOptions/.test(origin)) return 'request';
  if (!/^(?:get|post|put|patch|delete|head|request)$/.test(method)) return undefined;
  if (
    /(?:^|::)(?:reqwest|awc|surf|ureq)\b/.test(origin) ||
    /(?:^|::)Client(?:::new|::builder)?$/.test(origin)
  ) {
    return 'request';
  }
  const receiver = file.writtenName(call).split('.').at(-2) ?? '';
  return /client$|^http|reqwest|agent/i.test(receiver) &&
    /\b(?:reqwest|awc|surf|ureq)\b/.test(file.syntax.text)
    ? 'request'
    : undefined;
}
