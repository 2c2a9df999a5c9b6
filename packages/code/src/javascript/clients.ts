import type { ClientSetting } from '../facts.js';
import type { Value } from '../value.js';
import type { ScriptFile } from './file.js';

/** How clients of databases, queues and sockets are set up. A sole argument that is no object stands under `url`. */
export function clientsOf(file: ScriptFile): ClientSetting[] {
  return file.calls.flatMap((call) => {
    const imported = file.values.importOf(call.callee);
    const library = imported && LIBRARIES.get(imported.from);
    if (!imported || library === undefined || !CREATING.test(imported.name)) return [];
    const options = new Map<string, Value>();
    for (const node of call.given) {
      const value = file.valueOf(node);
      if (value.kind === 'object') for (const [key, one] of value.entries) options.set(key, one);
      else if (!options.has('url')) options.set('url', value);
    }
    return [{ ...file.at(call.node), library, options }];
  });
}

const CREATING = /^(?:default|\*|[A-Z]\w*|createClient|createPool|createConnection|io|connect|Redis)$/;
const LIBRARIES: ReadonlyMap<string, string> = new Map([
  ['ioredis', 'ioredis'],
  ['redis', 'redis'],
  ['bullmq', 'bullmq'],
  ['bull', 'bull'],
  ['pg', 'pg'],
  ['mysql2', 'mysql2'],
  ['mysql2/promise', 'mysql2'],
  ['mongodb', 'mongodb'],
  ['mongoose', 'mongoose'],
  ['socket.io-client', 'socket.io-client'],
  ['ws', 'ws'],
  ['reconnecting-websocket', 'reconnecting-websocket'],
]);
