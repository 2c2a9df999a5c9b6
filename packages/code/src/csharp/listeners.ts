import { bindAddress } from '../common/bind-address.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { Listener } from '../facts.js';
import type { Value } from '../value.js';

type Found = Pick<Listener, 'framework' | 'host' | 'port'> & Partial<Pick<Listener, 'onSocket'>>;

/** Where Kestrel and HttpListener listen, and programs of ASP.NET that leave it to their settings. */
export function listenersOf(file: SourceFile): Listener[] {
  return file.calls.flatMap((call) =>
    ofCall(file, call).map((found) => ({
      ...file.at(call.node),
      onSocket: false,
      onlyAsMain: false,
      ...found,
    })),
  );
}

function ofCall(file: SourceFile, call: Call): Found[] {
  switch (call.method) {
    case 'UseUrls':
      return call.given.flatMap((_, index) => ofAddress(file.argument(call, index), 'aspnet'));
    case 'Add':
      return added(file, call);
    case 'Run':
    case 'RunAsync':
    case 'Start':
    case 'StartAsync':
      return started(file, call);
    case 'ListenAnyIP':
      return ofKestrel(file, call, undefined, file.argument(call, 0));
    case 'ListenLocalhost':
      return ofKestrel(file, call, file.evaluator.literal(call.node, 'localhost'), file.argument(call, 0));
    case 'Listen':
      return ofKestrel(file, call, file.argument(call, 0), file.argument(call, 1));
    default:
      return [];
  }
}

/** Not where https is served: Railway's proxy asks with http. */
function ofKestrel(file: SourceFile, call: Call, host: Value | undefined, port: Value | undefined): Found[] {
  const isTls = call.given.some(
    (node) => file.reading.read(node).kind === 'function' && node.text.includes('UseHttps'),
  );
  if (!port || isTls || !/kestrel|listenanyip|options|serveroptions/i.test(around(file, call))) return [];
  return [{ framework: 'aspnet', ...(host && { host }), port }];
}

/** What the call is made on, and what the file says of Kestrel. */
function around(file: SourceFile, call: Call): string {
  return `${file.writtenName(call)} ${file.syntax.text.includes('Kestrel') ? 'kestrel' : ''}`;
}

/** `app.Urls.Add("http://*:5000")`, `listener.Prefixes.Add("http://localhost:8080/")`. */
function added(file: SourceFile, call: Call): Found[] {
  const on = call.tree.on && file.names.dotted(call.tree.on);
  if (on?.endsWith('.Urls') === true) return ofAddress(file.argument(call, 0), 'aspnet');
  return on?.endsWith('.Prefixes') === true ? ofAddress(file.argument(call, 0), 'HttpListener') : [];
}

/** `app.Run("http://localhost:5000")`; `app.Run()` leaves it to the settings. */
function started(file: SourceFile, call: Call): Found[] {
  const { text } = file.syntax;
  const isWeb = /WebApplication|ConfigureWebHostDefaults|WebHost\b/.test(text);
  if (!isWeb || !call.tree.on || !/^Run/.test(call.method)) return [];
  const isBuilt = /(?:^|\.)(?:app|host|webHost|application)$|Build\(\)$/i.test(
    file.writtenName(call).replace(/\.\w+$/, ''),
  );
  if (!isBuilt) return [];
  const value = file.argument(call, 0);
  if (!value) return [{ framework: 'aspnet' }];
  // A middleware: `app.Run(async context => …)`.
  return value.kind === 'function' ? [] : ofAddress(value, 'aspnet');
}

/** An address of http, or several with semicolons; one that a variable gives as a whole says nothing here. */
function ofAddress(value: Value | undefined, framework: string): Found[] {
  if (!value) return [];
  if (value.kind === 'literal') {
    return String(value.value)
      .split(';')
      .filter((url) => url.startsWith('http://'))
      .map((url) => ({ framework, ...bindAddress({ ...value, value: url.replace(/\/$/, '') }) }));
  }
  if (value.kind === 'list') return value.items.slice(0, 10).flatMap((item) => ofAddress(item, framework));
  if (value.kind !== 'template') return [{ framework, host: unknownAt(value), port: unknownAt(value) }];
  const [first] = value.parts;
  const isTls = first?.kind === 'literal' && String(first.value).startsWith('https');
  return isTls ? [] : [{ framework, ...bindAddress(value) }];
}

function unknownAt({ place }: Value): Value {
  return { kind: 'unknown', place };
}
