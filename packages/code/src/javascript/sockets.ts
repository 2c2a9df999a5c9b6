import type { SocketServer } from '../facts.js';
import { nodesOfType } from '../syntax.js';
import type { Call, ScriptFile } from './file.js';

/** WebSocket servers: `new WebSocketServer({ … })` of ws, `new Server(…)` of socket.io. */
export function socketsOf(file: ScriptFile): SocketServer[] {
  return file.calls.flatMap((call) => {
    const library = libraryOf(file, call);
    if (library === undefined) return [];
    const options = file.optionsOf(call)?.entries;
    const port = options?.get('port') ?? (library === 'socket.io' ? numberPort(file, call) : undefined);
    return [
      {
        ...file.at(call.node),
        library,
        ...(port && !options?.has('noServer') && { port }),
        originChecked: library === 'socket.io' || options?.has('verifyClient') === true || checksOrigin(file),
        hasAdapter: hasAdapter(file),
      },
    ];
  });
}

function libraryOf(file: ScriptFile, { node, callee }: Call): string | undefined {
  if (node.type !== 'new_expression') return undefined;
  const imported = file.values.importOf(callee);
  if (imported?.from === 'socket.io') return 'socket.io';
  if (imported?.from !== 'ws' && imported?.from !== 'isomorphic-ws') return undefined;
  return /^(?:WebSocketServer|Server)$|\.Server$/.test(imported.name) ? 'ws' : undefined;
}

/** `new Server(3001)`. */
function numberPort(file: ScriptFile, { given }: Call) {
  const value = file.valueOf(given[0]);
  const isPort = value.kind === 'env' || (value.kind === 'literal' && typeof value.value === 'number');
  return isPort ? value : undefined;
}

/** The file looks at the Origin header of an upgrade. */
function checksOrigin(file: ScriptFile): boolean {
  return nodesOfType(file.syntax.root, 'member_expression', 'subscript_expression').some((node) =>
    /headers(?:\.origin|\[['"]origin['"]\])$/.test(node.text),
  );
}

function hasAdapter(file: ScriptFile): boolean {
  return [...file.packages].some((name) =>
    /^@socket\.io\/.*-(?:adapter|emitter)$|^socket\.io-(?:redis|adapter)/.test(name),
  );
}
