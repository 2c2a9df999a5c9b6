import type { SourceFile } from '../common/source-file.js';
import type { CookieSetting } from '../facts.js';
import { textOf } from '../possible.js';
import type { Value } from '../value.js';
import { chainOf } from './chains.js';

/** Cookies and sessions that are built in a chain: `Cookie::build(("sid", id)).same_site(SameSite::Lax).secure(true)`. */
export function cookiesOf(file: SourceFile): CookieSetting[] {
  if (!/cookie|session/i.test(file.syntax.text)) return [];
  return file.calls.flatMap((call) => {
    const name = file.nameOf(call) ?? '';
    if (!MADE.test(name)) return [];
    const chain = chainOf(file, call);
    const option = (method: RegExp): Value | undefined => {
      const found = chain.find((one) => method.test(one.method) && one.given.length > 0);
      return found && file.argument(found, 0);
    };
    const [secure, domain] = [option(/^(?:with_|cookie_)?secure$/), option(/^(?:with_|cookie_)?domain$/)];
    const sameSite = sameSiteIn(
      option(/^(?:with_|cookie_)?same_site$/),
      chain.map(({ node }) => node.text),
    );
    const first = file.argument(call, 0);
    const cookie =
      textOf(first?.kind === 'list' ? first.items[0] : first) ?? textOf(option(/^(?:with_|cookie_)name$/));
    return [
      {
        ...file.at(call.node),
        ...(cookie !== undefined && { name: cookie }),
        ...(sameSite && { sameSite }),
        ...(secure && { secure }),
        ...(domain && { domain }),
      },
    ];
  });
}

const MADE =
  /(?:^|::)(?:Cookie::(?:build|new)|SessionManagerLayer::new|SessionMiddleware::builder|SessionLayer::new)$/;

/** `SameSite::Lax` is no value that is known: its name says it. */
function sameSiteIn(value: Value | undefined, texts: readonly string[]): Value | undefined {
  if (!value) return undefined;
  const mode = /same_site\(\s*(?:\w+::)*SameSite::(Lax|Strict|None)\b/.exec(
    (texts.at(-1) ?? '').slice(0, 2000),
  )?.[1];
  return mode === undefined ? value : { kind: 'literal', value: mode, place: value.place };
}
