import type { Call, SourceFile } from '../common/source-file.js';
import type { SocketServer } from '../facts.js';
import { isLiteral } from '../possible.js';
import type { Value } from '../value.js';
import { structsMade } from './structs.js';

/** WebSocket servers: gorilla's upgrader, coder/websocket, melody, fiber's handler, golang.org/x/net/websocket. */
export function socketsOf(file: SourceFile): SocketServer[] {
  if (!file.imports.some((path) => /websocket|melody|socket\.?io/i.test(path))) return [];
  const hasAdapter = file.imports.some((path) => /redis|nats|pubsub|centrifug/i.test(path));
  return [...upgraders(file), ...called(file)].map((one) => ({ ...one, hasAdapter }));
}

type Found = Omit<SocketServer, 'hasAdapter'>;

/** Without CheckOrigin gorilla takes the own origin alone. */
function upgraders(file: SourceFile): Found[] {
  const made = structsMade(file, /^github\.com\/(?:gorilla|fasthttp)\/websocket\.\w*Upgrader$/);
  return made.map(({ node, field }) => ({
    ...file.at(node),
    library: 'gorilla',
    originChecked: !saysYes(field('CheckOrigin')),
  }));
}

function saysYes(check: Value | undefined): boolean {
  return check?.kind === 'function' && isLiteral(check.result, true);
}

function called(file: SourceFile): Found[] {
  return file.calls.flatMap((call) => {
    const name = file.nameOf(call) ?? '';
    const found = CALLS.find(([full]) => full.test(name));
    if (!found) return [];
    const [, library, checks] = found;
    return [{ ...file.at(call.node), library, originChecked: checks(file, call) }];
  });
}

const CALLS: readonly (readonly [RegExp, string, (file: SourceFile, call: Call) => boolean])[] = [
  [/^(?:github\.com\/coder|nhooyr\.io)\/websocket\.Accept$/, 'coder/websocket', acceptChecks],
  [/^github\.com\/gofiber\/(?:contrib\/)?websocket(?:\/v\d)?\.New$/, 'fiber', fiberChecks],
  [/^github\.com\/olahol\/melody\.New$/, 'melody', () => false],
  [/^golang\.org\/x\/net\/websocket\.Handler$/, 'x/net/websocket', () => false],
];

/** It compares origin and host by itself. */
function acceptChecks(file: SourceFile, call: Call): boolean {
  const options = file.argument(call, 2);
  if (options?.kind !== 'object') return true;
  const [skips, patterns] = ['InsecureSkipVerify', 'OriginPatterns'].map((key) => options.entries.get(key));
  if (skips && isLiteral(skips, true)) return false;
  return !(patterns?.kind === 'list' && patterns.items.some((item) => isLiteral(item, '*')));
}

function fiberChecks(file: SourceFile, call: Call): boolean {
  const options = file.argument(call, 1);
  return options?.kind === 'object' && options.entries.has('Origins');
}
