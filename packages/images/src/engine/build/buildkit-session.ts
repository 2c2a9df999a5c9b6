import { randomUUID } from 'node:crypto';
import type { Http2Server, ServerHttp2Stream } from 'node:http2';

import { ask, type Session } from '../session.js';

/** A channel through which BuildKit asks the client for what a build needs. */
export interface BuildKitSession {
  readonly id: string;
  close(): void;
}

/** What is answered, as messages of Protocol Buffers; all else is not there: no secret, no ssh agent, no file. */
const ANSWERS: ReadonlyMap<string, Uint8Array> = new Map([
  // Nobody's login: registries are asked as anybody may. Without an answer, BuildKit asks none that wants a token.
  ['/moby.filesync.v1.Auth/Credentials', Uint8Array.of()],
  // SERVING. A session that does not answer is given up.
  ['/grpc.health.v1.Health/Check', Uint8Array.of(0x08, 0x01)],
]);

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const UNIMPLEMENTED = '12';

/**
 * gRPC over the connection that the engine is asked to turn round (`POST /session` of Docker's API): it is the client then.
 *
 * @throws {RefusedError} when the engine, or what stands before it, does not want that
 */
export async function openBuildKitSession(session: Session, signal: AbortSignal): Promise<BuildKitSession> {
  const server = await newServer();
  const id = randomUUID();
  const headers = {
    upgrade: 'h2c',
    'x-docker-expose-session-uuid': id,
    'x-docker-expose-session-name': 'railgate',
    'x-docker-expose-session-sharedkey': '',
    'x-docker-expose-session-grpc-method': [...ANSWERS.keys()],
  };
  const connection = await ask(
    session,
    'opening a session of BuildKit',
    (abortSignal) => session.transport.upgrade('/session', headers, abortSignal),
    { signal },
  );
  // How it ends is told by the build.
  connection.on('error', () => undefined);
  server.emit('connection', connection);
  return {
    id,
    close() {
      connection.destroy();
      server.close();
    },
  };
}

async function newServer(): Promise<Http2Server> {
  const { createServer } = await import('node:http2');
  const server = createServer();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    stream.resume();
    answer(stream, ANSWERS.get(String(headers[':path'])));
  });
  server.on('sessionError', () => undefined);
  return server;
}

/** https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md */
function answer(stream: ServerHttp2Stream, message: Uint8Array | undefined): void {
  const headers = { ':status': 200, 'content-type': 'application/grpc' };
  if (message === undefined) {
    stream.respond({ ...headers, 'grpc-status': UNIMPLEMENTED }, { endStream: true });
    return;
  }
  stream.respond(headers, { waitForTrailers: true });
  stream.on('wantTrailers', () => {
    stream.sendTrailers({ 'grpc-status': '0' });
  });
  // Not compressed, and its length.
  stream.end(Buffer.from([0, 0, 0, 0, message.length, ...message]));
}
