import type { SourceFile } from '../common/source-file.js';
import type { SocketServer } from '../facts.js';
import { isLiteral } from '../possible.js';
import { field } from '../syntax.js';

const SERVERS: readonly (readonly [RegExp, string])[] = [
  [/^Faye::WebSocket::new$/, 'faye-websocket'],
  [/^(?:EM|EventMachine)::WebSocket::(?:run|start)$/, 'em-websocket'],
  [/^Async::WebSocket::Adapters::(?:Rack|HTTP)::open$/, 'async-websocket'],
  [/^Tubesock::hijack$/, 'tubesock'],
];

/** WebSocket servers, and Action Cable where it is told not to look at the origin. */
export function socketsOf(file: SourceFile): SocketServer[] {
  const text = file.syntax.text;
  const originChecked = /HTTP_ORIGIN|\borigin\b/i.test(text);
  const hasAdapter = /redis|ActionCable/i.test(text);
  const called = file.calls.flatMap((call): SocketServer[] => {
    const library = SERVERS.find(([name]) => name.test(file.nameOf(call) ?? ''))?.[1];
    return library === undefined ? [] : [{ ...file.at(call.node), library, originChecked, hasAdapter }];
  });
  return [...called, ...openCable(file)];
}

/** `config.action_cable.disable_request_forgery_protection = true`. */
function openCable(file: SourceFile): SocketServer[] {
  return file.nodes(['assignment']).flatMap((node): SocketServer[] => {
    const left = field(node, 'left');
    const isOpen =
      left?.type === 'call' &&
      field(left, 'method')?.text === 'disable_request_forgery_protection' &&
      isLiteral(file.evaluator.of(field(node, 'right')), true);
    return isOpen
      ? [{ ...file.at(node), library: 'Action Cable', originChecked: false, hasAdapter: true }]
      : [];
  });
}
