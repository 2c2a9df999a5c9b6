import type { CorsPolicy, SocketServer, UrlUse } from '../code/facts.js';
import { originEntries } from '../code/origins.js';
import { possibleValues } from '../code/possible.js';
import type { Value } from '../code/value.js';
import { usedAddresses } from '../services/addresses.js';
import { inProduction, urlsInProduction } from '../services/production-code.js';
import { at, counted, listed, notApplicable, pass, unknown, type Answer } from './answer.js';
import { sourceCount, unreadSource, type ServiceView } from './service-view.js';

/** The steps whose answers stand in the source of the service. */

export function urlsStep(view: ServiceView): Answer {
  const { model } = view;
  const addresses = model.code.flatMap((facts) => usedAddresses(model, facts));
  const unread = unreadSource(view);
  if (unread) return unread;
  const [first] = addresses;
  if (!first) return notApplicable(`no address of another service in ${sourceCount(view)}`);
  const seen = counted(addresses.length, 'address').replace('addresss', 'addresses');
  return pass(
    `${seen} in ${sourceCount(view)}, the first at ${at(first.at)}: none is fixed to a machine`,
    first.at,
  );
}

export function corsStep(view: ServiceView): Answer {
  const { model } = view;
  const policies = model.code.flatMap((facts) => inProduction(model, facts, facts.cors));
  const blind = policies.find((policy) => isBlind(policy));
  const unread = unreadSource(view);
  if (unread) return unread;
  if (blind)
    return unknown(
      `${at(blind.place)} (${blind.framework}) decides about origins in a way that is not followed`,
      blind.place,
    );
  const [first] = policies;
  if (!first) return notApplicable(`no CORS configuration in ${sourceCount(view)}`);
  const more = policies.length > 1 ? `, and ${counted(policies.length - 1, 'other')} likewise` : '';
  return pass(`${at(first.place)} (${first.framework}) lets in ${originText(first)}${more}`, first.place);
}

export function socketStep(view: ServiceView): Answer {
  const { model } = view;
  const servers = model.code.flatMap((facts) => inProduction(model, facts, facts.sockets));
  const clients = model.code
    .flatMap((facts) => urlsInProduction(model, facts))
    .filter(({ role }) => role === 'websocket');
  const unread = unreadSource(view);
  if (unread) return unread;
  const [server, client] = [servers[0], clients[0]];
  if (!server && !client) return notApplicable(`no WebSocket in ${sourceCount(view)}`);
  const parts = [...(server ? [serverText(server)] : []), ...(client ? [clientText(client)] : [])];
  return pass(parts.join('; '), (server ?? client)?.place);
}

/** Nothing of what it lets in is known. */
function isBlind({ origin }: CorsPolicy): boolean {
  if (origin.kind === 'unknown') return true;
  if (origin.kind !== 'value') return false;
  return possibleValues(origin.value).every(({ value }) => value.kind === 'unknown' || value.kind === 'call');
}

function originText(policy: CorsPolicy): string {
  const { origin } = policy;
  if (origin.kind === 'reflected') return 'origins that it compares';
  if (origin.kind === 'match') return `origins by ${origin.how} ${origin.text.slice(0, 60)}`;
  if (origin.kind === 'default') return 'what the library does by default';
  const names = origin.kind === 'value' ? variablesOf(origin.value) : [];
  const texts = originEntries(policy).map(({ text }) => text.slice(0, 60));
  return listed([...names, ...texts], 3) || 'what is computed';
}

function serverText({ place, library, port }: SocketServer): string {
  return `${at(place)} (${library}) ${port ? 'has a port of its own' : 'shares the port of the HTTP server'}`;
}

function clientText({ place, value }: UrlUse): string {
  const names = variablesOf(value);
  return `${at(place)} connects to ${names.length > 0 ? listed(names) : 'an address that fits its page'}`;
}

/** The variables of the environment that a value may come from. */
export function variablesOf(value: Value): string[] {
  const found = new Set<string>();
  for (const { value: one } of possibleValues(value)) {
    const parts =
      one.kind === 'template' || one.kind === 'list' ? (one.kind === 'list' ? one.items : one.parts) : [one];
    for (const part of parts) if (part.kind === 'env') for (const name of part.names) found.add(name);
  }
  return [...found];
}
