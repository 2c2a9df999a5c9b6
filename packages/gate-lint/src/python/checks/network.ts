import {
  argument,
  isConstant,
  keyword,
  type Argument,
  type CallSite,
  type Reporter,
} from '../flow/call-site.js';
import type { AssignmentSite } from '../flow/flow.js';
import type { Value } from '../flow/value.js';
import { hostOf, isPrivateHost } from './hosts.js';

const CLIENTS =
  /^(?:requests|httpx|aiohttp|urllib3|urllib|websockets|websocket|niquests|curl_cffi|pycurl|grequests|treq)\b/;
const VERBS =
  /^(?:get|post|put|patch|delete|head|options|request|stream|urlopen|urlretrieve|Request|ws_connect|connect|create_connection|send|fetch|build_request|ServerProxy)$/;
const CONSTRUCTORS = /^(?:httpx\.Client|aiohttp\.ClientSession|requests\.Session|urllib3\.PoolManager)$/;
const TLS = 'lint/tls-verification-disabled';

/** `http://` and `ws://` addresses of other machines. */
export function checkPlainHttp(call: CallSite, report: Reporter): void {
  if (!CLIENTS.test(call.name)) return;
  for (const given of addresses(call)) {
    const address = given.value.text ?? given.value.prefix ?? '';
    if (!/^(?:http|ws):\/\//i.test(address)) continue;
    const host = hostOf(given.value.text === undefined ? wholeHost(address) : address);
    if (host === undefined || isPrivateHost(host)) continue;
    report({
      ruleId: 'lint/plain-http',
      at: given.node,
      message: `\`${call.written}\` talks to ${host} without encryption; use ${/^ws/i.test(address) ? 'wss' : 'https'}://.`,
    });
    return;
  }
}

/** `f"http://api.{domain}/"` has no constant host: only what a `/` or `:` ends counts. */
function wholeHost(prefix: string): string {
  return /^[a-z]+:\/\/[^/]+[/:?]/i.test(prefix) ? prefix : '';
}

function addresses(call: CallSite): Argument[] {
  if (CONSTRUCTORS.test(call.name)) return call.arguments.filter((one) => one.keyword === 'base_url');
  if (!VERBS.test(call.method)) return [];
  return call.arguments
    .filter((one) => one.keyword === undefined || /^(?:url|uri)$/.test(one.keyword))
    .slice(0, 2);
}

/** Certificates that nobody checks. */
export function checkTls(call: CallSite, report: Reporter): void {
  const off =
    CLIENTS.test(call.name) || /(?:^|\.)(?:session|client|http)$/i.test(call.receiverText)
      ? switchedOff(call)
      : undefined;
  if (off !== undefined && !talksToItself(call)) {
    report({
      ruleId: TLS,
      at: off.node.parent ?? off.node,
      message: `\`${call.written}\` is told to accept any certificate by \`${off.keyword ?? ''}\`.`,
    });
  }
  if (call.name === 'ssl._create_unverified_context') {
    report({
      ruleId: TLS,
      at: call.node,
      message: '`ssl._create_unverified_context` makes a context that accepts any certificate.',
    });
  }
}

/** The keyword of a client that switches verification off. */
function switchedOff(call: CallSite): Argument | undefined {
  for (const name of ['verify', 'verify_ssl', 'ssl', 'assert_hostname', 'ssl_verify', 'validate_cert']) {
    const given = keyword(call, name);
    if (!isConstant(given, 'false')) continue;
    if (name === 'ssl' && !/^(?:aiohttp|websockets)/.test(call.name)) continue;
    return given;
  }
  const requirement = keyword(call, 'cert_reqs');
  return requirement !== undefined && isNoCertificate(requirement.value) ? requirement : undefined;
}

function isNoCertificate(value: Value): boolean {
  return value.name === 'ssl.CERT_NONE' || value.text === 'CERT_NONE';
}

/** A certificate of the own machine proves nothing anyway. */
function talksToItself(call: CallSite): boolean {
  const address = argument(call, 0, 'url')?.value;
  const base = call.receiver?.fields?.get('base_url');
  for (const value of [address, argument(call, 1)?.value, base, keyword(call, 'base_url')?.value]) {
    const host = hostOf(value?.text ?? value?.prefix ?? '');
    if (host !== undefined && /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(host)) return true;
  }
  return false;
}

/** `context.verify_mode = ssl.CERT_NONE`, `session.verify = False`. */
export function checkTlsAssignment(site: AssignmentSite, report: Reporter): void {
  const name = /(?:^|\.)(\w+)$/.exec(site.targetText)?.[1] ?? '';
  const isOff = site.valueNode.type === 'false';
  const owner = site.owner?.name ?? '';
  const says =
    name === 'check_hostname' && isOff
      ? 'The host name of the certificate is not compared'
      : name === 'verify_mode' && isNoCertificate(site.value)
        ? 'The certificate is not checked'
        : name === 'verify' &&
            isOff &&
            /^(?:requests|httpx|niquests)\b|session/i.test(`${owner}${owner === '' ? site.targetText : ''}`)
          ? 'The certificate is not checked'
          : name === '_create_default_https_context' && /unverified/.test(site.value.name ?? '')
            ? 'No certificate is checked by any request of the process'
            : undefined;
  if (says === undefined) return;
  report({ ruleId: TLS, at: site.node, message: `${says} after \`${site.targetText}\` is set here.` });
}
