import type { CookieSetting } from '../facts.js';
import { field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import type { Call, PythonFile } from './file.js';
import { stringText } from './text.js';

/** Cookies that are set, and those of sessions in the settings of Django and Flask. */
export function cookiesOf(file: PythonFile): CookieSetting[] {
  return [...file.calls.flatMap((call) => ofCall(file, call)), ...configured(file)];
}

function ofCall(file: PythonFile, call: Call): CookieSetting[] {
  if (call.method === 'set_cookie') {
    return [setting(file, call, call.keywords.get('key') ?? call.positional[0], NAMES)];
  }
  const isSession =
    /(?:^|\.)SessionMiddleware$/.test(call.name) ||
    (/^(?:add_middleware|Middleware)$/.test(call.method) &&
      /(?:^|\.)SessionMiddleware$/.test(call.positional[0]?.text ?? ''));
  return isSession ? [setting(file, call, call.keywords.get('session_cookie'), SESSION_NAMES)] : [];
}

interface Names {
  readonly sameSite: string;
  readonly secure: string;
}

const NAMES: Names = { sameSite: 'samesite', secure: 'secure' };
const SESSION_NAMES: Names = { sameSite: 'same_site', secure: 'https_only' };

function setting(file: PythonFile, call: Call, key: Node | undefined, names: Names): CookieSetting {
  const name = stringText(key);
  const [sameSite, secure, domain] = [names.sameSite, names.secure, 'domain'].map((one) =>
    file.argument(call, one),
  );
  return {
    ...file.at(call.node),
    ...(name !== undefined && { name }),
    ...(sameSite && { sameSite }),
    ...(secure && { secure }),
    ...(domain && { domain }),
  };
}

const SETTING = /^((?:SESSION|CSRF|REMEMBER|LANGUAGE|JWT)_COOKIE)_(SAMESITE|SECURE|DOMAIN|NAME)$/;

/** `SESSION_COOKIE_SAMESITE = "None"`, `app.config["SESSION_COOKIE_SECURE"] = True`, `app.config.update(…)`: one for each cookie. */
function configured(file: PythonFile): CookieSetting[] {
  const cookies = new Map<string, { node: Node; values: Map<string, Value> }>();
  for (const [key, value, node] of assignments(file)) {
    const [, cookie, what] = SETTING.exec(key) ?? [];
    if (cookie === undefined || what === undefined) continue;
    const known = cookies.get(cookie) ?? { node, values: new Map<string, Value>() };
    known.values.set(what, file.valueOf(value));
    cookies.set(cookie, known);
  }
  return [...cookies].map(([cookie, { node, values }]) => ofValues(file, cookie, node, values));
}

function ofValues(
  file: PythonFile,
  cookie: string,
  node: Node,
  values: ReadonlyMap<string, Value>,
): CookieSetting {
  const [sameSite, secure, domain] = ['SAMESITE', 'SECURE', 'DOMAIN'].map((what) => values.get(what));
  const given = values.get('NAME');
  const name = given?.kind === 'literal' ? String(given.value) : cookie;
  return {
    ...file.at(node),
    name,
    ...(sameSite && { sameSite }),
    ...(secure && { secure }),
    ...(domain && { domain }),
  };
}

function* assignments(file: PythonFile): Generator<readonly [string, Node, Node]> {
  for (const node of nodesOfType(file.syntax.root, 'assignment')) {
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    const key = left?.type === 'subscript' ? stringText(field(left, 'subscript')) : left?.text;
    if (key !== undefined && right) yield [key, right, node];
  }
  for (const { method, keywords, node } of file.calls) {
    if (method === 'update') for (const [key, value] of keywords) yield [key, value, node];
  }
}
