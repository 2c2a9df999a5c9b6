import type { CookieSetting, CorsPolicy, FileFacts, SocketServer } from '../src/facts.js';
import { showValue } from '../src/show-value.js';

/** Facts as one line each, for tables of tests: `gin port=env PORT else 8080 host=""`. */
export function listenersIn({ listeners }: Pick<FileFacts, 'listeners'>): string[] {
  return listeners.map(({ framework, guard, onSocket, onlyAsMain, port, host }) =>
    [
      ...(guard === 'always' ? [] : [guard]),
      framework,
      ...(onSocket ? ['socket'] : [`port=${showValue(port)} host=${showValue(host)}`]),
      ...(onlyAsMain ? ['main'] : []),
    ].join(' '),
  );
}

export function corsIn({ cors }: FileFacts): string[] {
  return cors.map(({ framework, guard, origin, credentials, vary }) =>
    [
      ...(guard === 'always' ? [] : [guard]),
      framework,
      showOrigin(origin),
      ...(credentials ? [`credentials ${showValue(credentials)}`] : []),
      ...(vary === true ? ['vary'] : []),
    ].join(' '),
  );
}

function showOrigin(origin: CorsPolicy['origin']): string {
  if (origin.kind === 'value') return showValue(origin.value);
  if (origin.kind === 'match') return `${origin.how} ${origin.text}`;
  return origin.kind === 'reflected' && origin.checked === true ? 'reflected checked' : origin.kind;
}

export function urlsIn({ urls }: FileFacts): string[] {
  return urls.map(({ role, value, name, guard }) =>
    [
      ...(guard === 'always' ? [] : [guard]),
      role,
      showValue(value),
      ...(name === undefined ? [] : [name]),
    ].join(' '),
  );
}

export function envIn({ env }: FileFacts): string[] {
  return env.map(({ name, fallback }) => (fallback ? `${name} else ${showValue(fallback)}` : name));
}

export function socketsIn({ sockets }: FileFacts): string[] {
  return sockets.map(({ library, port, originChecked, hasAdapter }: SocketServer) =>
    [
      library,
      ...(port ? [`port=${showValue(port)}`] : []),
      ...(originChecked ? ['checked'] : []),
      ...(hasAdapter ? ['adapter'] : []),
    ].join(' '),
  );
}

export function cookiesIn({ cookies }: FileFacts): string[] {
  return cookies.map(({ name = '?', sameSite, secure, domain }: CookieSetting) =>
    [
      name,
      ...(sameSite ? [`sameSite=${showValue(sameSite)}`] : []),
      ...(secure ? [`secure=${showValue(secure)}`] : []),
      ...(domain ? [`domain=${showValue(domain)}`] : []),
    ].join(' '),
  );
}

export function routesIn({ routes }: FileFacts): string[] {
  return routes.map(({ method, path = '?' }) => `${method} ${path}`);
}
