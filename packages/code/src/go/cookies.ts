import type { SourceFile } from '../common/source-file.js';
import type { CookieSetting } from '../facts.js';
import { textOf } from '../possible.js';
import { structsMade } from './structs.js';

/** Cookies of net/http, fiber and gorilla's sessions, and those that gin's context sets. */
export function cookiesOf(file: SourceFile): CookieSetting[] {
  return [...ofStructs(file), ...ofContext(file)];
}

const COOKIES = /^(?:net\/http|github\.com\/gofiber\/fiber\/v\d)\.Cookie$|\/sessions?\.Options$/;

function ofStructs(file: SourceFile): CookieSetting[] {
  return structsMade(file, COOKIES).map(({ node, field }) => {
    const name = textOf(field('Name'));
    const [sameSite, secure, domain] = ['SameSite', 'Secure', 'Domain'].map(field);
    return {
      ...file.at(node),
      ...(name !== undefined && { name }),
      ...(sameSite && { sameSite }),
      ...(secure && { secure }),
      ...(domain && { domain }),
    };
  });
}

/** `c.SetCookie(name, value, maxAge, path, domain, secure, httpOnly)`, after `c.SetSameSite(mode)`. */
function ofContext(file: SourceFile): CookieSetting[] {
  const mode = file.calls.find(({ method, given }) => method === 'SetSameSite' && given.length === 1);
  const sameSite = mode && file.argument(mode, 0);
  return file.calls.flatMap((call) => {
    if (call.method !== 'SetCookie' || call.given.length !== 7) return [];
    const name = textOf(file.argument(call, 0));
    const [domain, secure] = [file.argument(call, 4), file.argument(call, 5)];
    return [
      {
        ...file.at(call.node),
        ...(name !== undefined && { name }),
        ...(sameSite && { sameSite }),
        ...(secure && { secure }),
        ...(domain && textOf(domain) !== '' && { domain }),
      },
    ];
  });
}
