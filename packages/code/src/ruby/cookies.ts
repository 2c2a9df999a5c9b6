import type { Call, SourceFile } from '../common/source-file.js';
import type { CookieSetting } from '../facts.js';
import { textOf } from '../possible.js';
import { field } from '../syntax.js';
import type { Value } from '../value.js';

/** Cookies: the session's of Rails, Rack and Sinatra, and those that are set one by one. */
export function cookiesOf(file: SourceFile): CookieSetting[] {
  return [...called(file), ...assigned(file)];
}

/** `session_store :cookie_store, key: "_x", same_site: :none`, `use Rack::Session::Cookie, …`, `response.set_cookie "x", {…}`. */
function called(file: SourceFile): CookieSetting[] {
  return file.calls.flatMap((call): CookieSetting[] => {
    if (!isSetting(call)) return [];
    const last = call.given.at(-1);
    const hash = last && file.evaluator.of(last);
    const option = (name: string) =>
      file.namedArgument(call, name) ?? (hash?.kind === 'object' ? hash.entries.get(name) : undefined);
    const name =
      textOf(option('key')) ?? (call.method === 'set_cookie' ? textOf(file.argument(call, 0)) : undefined);
    return [settingOf(file.at(call.node), name, option)];
  });
}

function isSetting({ method, given }: Call): boolean {
  if (method === 'session_store' || method === 'set_cookie') return true;
  const [first] = given;
  if (!first) return false;
  const text = first.text.slice(0, 40);
  return (method === 'use' && /^Rack::Session::/.test(text)) || (method === 'set' && text === ':sessions');
}

/** `cookies[:x] = { value: y, same_site: :none }`, `cookies.signed[:x] = {…}`. */
function assigned(file: SourceFile): CookieSetting[] {
  return file.nodes(['assignment']).flatMap((node): CookieSetting[] => {
    const left = field(node, 'left');
    const object = left?.type === 'element_reference' ? field(left, 'object') : undefined;
    if (!left || !object || !/^cookies(?:\.\w+){0,3}$/.test(object.text.slice(0, 60))) return [];
    const value = file.evaluator.of(field(node, 'right'));
    const entries = value.kind === 'object' ? value.entries : new Map<string, Value>();
    const tree = file.reading.read(left);
    const name = tree.kind === 'index' ? textOf(file.evaluator.of(tree.key)) : undefined;
    return [settingOf(file.at(node), name, (key) => entries.get(key))];
  });
}

function settingOf(
  at: Pick<CookieSetting, 'place' | 'guard'>,
  name: string | undefined,
  option: (name: string) => Value | undefined,
): CookieSetting {
  const [sameSite, secure, domain] = [option('same_site'), option('secure'), option('domain')];
  return {
    ...at,
    ...(name !== undefined && { name }),
    ...(sameSite && { sameSite }),
    ...(secure && { secure }),
    ...(domain && { domain }),
  };
}
