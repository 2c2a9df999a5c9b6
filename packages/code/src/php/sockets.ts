import type { SourceFile } from '../common/source-file.js';
import type { SocketServer } from '../facts.js';
import { textOf } from '../possible.js';
import { className } from './class-name.js';

const SERVERS: readonly (readonly [name: RegExp, library: string])[] = [
  [/^Ratchet\\WebSocket\\WsServer$/, 'ratchet'],
  [/^(?:Open)?Swoole\\WebSocket\\Server$/, 'swoole'],
  [/^Workerman\\Worker$/, 'workerman'],
];

/** WebSocket servers of Ratchet, Swoole and Workerman. */
export function socketsOf(file: SourceFile): SocketServer[] {
  const { text } = file.syntax;
  const originChecked = /OriginCheck|HTTP_ORIGIN|\borigin\b/i.test(text);
  const hasAdapter = /redis/i.test(text);
  return file.calls.flatMap((call): SocketServer[] => {
    const library = SERVERS.find(([name]) => name.test(className(call, file)))?.[1];
    const isSocket =
      library !== 'workerman' || textOf(file.argument(call, 0))?.startsWith('websocket:') === true;
    return library === undefined || !isSocket
      ? []
      : [{ ...file.at(call.node), library, originChecked, hasAdapter }];
  });
}
