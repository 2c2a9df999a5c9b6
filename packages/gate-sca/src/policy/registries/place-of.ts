import type { Network } from '@railgate/kit';

import type { Place, Places } from './registry.js';

/** An address of the user's configuration, with the name and password that it may hold. Nothing where it is none. */
export function placeOf(address: string, network?: Network): Place | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const login = `${decode(url.username)}:${decode(url.password)}`;
  url.username = '';
  url.password = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return {
    url: url.href,
    ...(login !== ':' && { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    ...(network && { network }),
  };
}

/** One address, which a variable of the user's may replace. */
export function placeFrom(own: string | undefined, usual: string, named: string): Places {
  const place = placeOf(own ?? usual);
  return place ? [place] : { why: `${named} is no address.` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
