import { bindAddress } from '../common/bind-address.js';
import type { SourceFile } from '../common/source-file.js';
import type { SocketServer } from '../facts.js';
import { looksAtOrigin } from './cors.js';

/** WebSocket servers: upgrades of axum and warp, actix' actors and actix-ws, tungstenite. */
export function socketsOf(file: SourceFile): SocketServer[] {
  if (!/websocket|on_upgrade|tungstenite|actix_ws|\bws::/i.test(file.syntax.text)) return [];
  const hasAdapter = /\b(?:redis|async_nats|lapin)\b/.test(file.syntax.text);
  const originChecked = looksAtOrigin(file);
  return file.calls.flatMap((call) => {
    const name = file.nameOf(call) ?? '';
    const found = LIBRARIES.find(([path, method]) => path.test(name) && method.test(call.method));
    if (!found) return [];
    const bind =
      found[2] === 'tungstenite'
        ? file.calls.find((one) => /TcpListener::bind$/.test(file.nameOf(one) ?? ''))
        : undefined;
    const address = bind && file.argument(bind, 0);
    const port = address && bindAddress(address).port;
    return [{ ...file.at(call.node), library: found[2], ...(port && { port }), originChecked, hasAdapter }];
  });
}

const LIBRARIES: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^(?!.*warp)/, /^on_upgrade$/, 'axum'],
  [/(?:^|::)(?:actix_web_actors::)?ws::(?:start|WsResponseBuilder::new)$/, /^(?:start|new)$/, 'actix-web'],
  [/(?:^|::)actix_ws::handle$/, /^handle$/, 'actix-web'],
  [
    /(?:^|::)(?:tokio_tungstenite::|async_tungstenite::\w+::)?accept_(?:hdr_)?async(?:_with_config)?$/,
    /^accept/,
    'tungstenite',
  ],
];
