import {
  originEntries,
  possibleValues,
  textOf,
  type CorsPolicy,
  type SocketServer,
  type UrlUse,
  type Value,
} from '@railgate/code';

import { usedAddresses } from '../services/addresses.js';
import { inProduction, urlsInProduction } from '../services/production-code.js';
import { shorten } from '../names/show.js';
import { at, counted, listed, notApplicable, pass, unknown, type Answer } from './answer.js';
import { sourceCount, unreadSource, type ServiceView } from './service-view.js';

/** The steps whose answers stand in the source of the service. */

export function urlsStep(view: ServiceView): Answer {
  const { model } = view;
  const used = model.code.flatMap((facts) => usedAddresses(model, facts));
  // A bare host may be where the service itself listens.
  const addresses = used.filter(
    ({ address, reachesClient }) => address.scheme !== undefined || reachesClient,
  );
  const unread = unreadSource(view);
  if (unread) return unread;
  const [first] = addresses;
  const names = addressVariables(view);
  if (!first && names.length > 0)
    return pass(`no fixed address in ${sourceCount(view)}; they come from ${listed(names, 3)}`);
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

/** Variables that are read for addresses of other services, by their names. */
function addressVariables({ model }: ServiceView): string[] {
  const reads = model.code.flatMap((facts) => inProduction(model, facts, facts.env));
  const names = new Set(reads.map(({ name }) => name).filter((name) => ADDRESS.test(name)));
  return [...names].sort();
}

const ADDRESS = /_(?:URL|URI|DSN|HOST|ENDPOINT|ORIGIN|ADDR|ADDRESS)$/;

/** Nothing of what it lets in is known. */
function isBlind({ origin }: CorsPolicy): boolean {
  if (origin.kind === 'unknown') return true;
  if (origin.kind !== 'value') return false;
  if (variablesOf(origin.value).length > 0) return false;
  return possibleValues(origin.value).every(({ value }) => value.kind === 'unknown' || value.kind === 'call');
}

function originText(policy: CorsPolicy): string {
  const { origin } = policy;
  if (origin.kind === 'reflected') return 'origins that it compares';
  if (origin.kind === 'match') return `origins by ${origin.how} ${shorten(origin.text, 60)}`;
  if (origin.kind === 'default') return 'what the library does by default';
  const names = origin.kind === 'value' ? variablesOf(origin.value) : [];
  const texts = originEntries(policy).flatMap(({ text }) => (text.trim() === '' ? [] : [shorten(text, 60)]));
  return listed([...names, ...texts], 3) || 'what is computed';
}

function serverText({ place, library, port }: SocketServer): string {
  return `${at(place)} (${library}) ${port ? 'has a port of its own' : 'shares the port of the HTTP server'}`;
}

function clientText({ place, value }: UrlUse): string {
  const names = variablesOf(value);
  return `${at(place)} connects to ${names.length > 0 ? listed(names) : 'an address that fits its page'}`;
}

/** A value that a program wrote may be a tree of any size. */
const PARTS_LIMIT = 300;

/** The variables of the environment that a value may be made of, through templates, lists and calls. */
export function variablesOf(value: Value): string[] {
  const found = new Set<string>();
  const rest: Value[] = [value];
  for (let steps = 0; rest.length > 0 && steps < PARTS_LIMIT; steps++) {
    for (const { value: one } of possibleValues(rest.shift() ?? value)) {
      const names = one.kind === 'env' ? one.names : handedNames(one);
      for (const name of names) found.add(name);
      rest.push(...partsOf(one));
    }
  }
  return [...found];
}

/** `required("WEB_ORIGINS")`: a function that is handed the name of a variable reads it. */
function handedNames(value: Value): string[] {
  if (value.kind !== 'call') return [];
  return value.arguments.flatMap((argument) => {
    const text = textOf(argument) ?? '';
    return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(text) ? [text] : [];
  });
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === 'template') return value.parts;
  if (value.kind === 'list') return value.items;
  return value.kind === 'call' ? value.arguments : [];
}
