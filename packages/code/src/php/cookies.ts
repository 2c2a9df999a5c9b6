import type { Call, SourceFile } from '../common/source-file.js';
import type { CookieSetting } from '../facts.js';
import { textOf } from '../possible.js';
import { parts } from '../syntax.js';
import type { Value } from '../value.js';
import { entryOf } from './syntax.js';

/** Cookies: `setcookie`, those of the session, config/session.php of Laravel. */
export function cookiesOf(file: SourceFile): CookieSetting[] {
  return [...called(file), ...configured(file)];
}

/** The places of path, domain and secure where no array of options is given. */
const PLACES: ReadonlyMap<
  string,
  { readonly domain: number; readonly secure: number; readonly options: number }
> = new Map([
  ['setcookie', { domain: 4, secure: 5, options: 2 }],
  ['setrawcookie', { domain: 4, secure: 5, options: 2 }],
  ['session_set_cookie_params', { domain: 2, secure: 3, options: 0 }],
]);

function called(file: SourceFile): CookieSetting[] {
  return file.calls.flatMap((call): CookieSetting[] => {
    const places = call.tree.on ? undefined : PLACES.get(call.method.toLowerCase());
    if (!places) return iniSetting(call, file);
    const name = places.options === 0 ? 'of the session' : textOf(file.argument(call, 0));
    const options = file.argument(call, places.options);
    const option = (key: string, place?: number): Value | undefined => {
      if (options?.kind === 'object') return options.entries.get(key);
      return place === undefined ? undefined : file.argument(call, place);
    };
    return [
      setting(
        file.at(call.node),
        name,
        option('samesite'),
        option('secure', places.secure),
        option('domain', places.domain),
      ),
    ];
  });
}

/** `ini_set('session.cookie_samesite', 'Strict')`. */
function iniSetting(call: Call, file: SourceFile): CookieSetting[] {
  if (call.tree.on || call.method.toLowerCase() !== 'ini_set') return [];
  const key = textOf(file.argument(call, 0)) ?? '';
  const value = file.argument(call, 1);
  if (!value || !/^session\.cookie_(?:samesite|domain)$/.test(key)) return [];
  const isSite = key.endsWith('samesite');
  return [
    setting(
      file.at(call.node),
      'of the session',
      isSite ? value : undefined,
      undefined,
      isSite ? undefined : value,
    ),
  ];
}

/** `'same_site' => env('SESSION_SAME_SITE', 'lax')` with `domain` and `secure` beside it. */
function configured(file: SourceFile): CookieSetting[] {
  return file.nodes(['array_creation_expression']).flatMap((node): CookieSetting[] => {
    const entries = parts(node).flatMap((one) => entryOf(one) ?? []);
    const site = entries.find(
      ({ key }) => key === 'same_site' || key === 'samesite' || key === 'cookie_samesite',
    );
    if (!site || isOfCall(node.parent?.type)) return [];
    const value = (...names: string[]): Value | undefined => {
      const found = entries.find(({ key }) => key !== undefined && names.includes(key));
      return found && file.evaluator.of(found.value);
    };
    return [
      setting(
        file.at(site.value),
        'of the session',
        file.evaluator.of(site.value),
        value('secure', 'cookie_secure'),
        value('domain', 'cookie_domain'),
      ),
    ];
  });
}

/** Given to `setcookie`, which is asked itself. */
function isOfCall(type: string | undefined): boolean {
  return type === 'argument';
}

function setting(
  at: Pick<CookieSetting, 'place' | 'guard'>,
  name: string | undefined,
  sameSite: Value | undefined,
  secure: Value | undefined,
  domain: Value | undefined,
): CookieSetting {
  return {
    ...at,
    ...(name !== undefined && { name }),
    ...(sameSite && { sameSite }),
    ...(secure && { secure }),
    ...(domain && { domain }),
  };
}
