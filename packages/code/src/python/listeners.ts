import type { Listener } from '../facts.js';
import { field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { addressOf } from './address.js';
import type { Call, PythonFile } from './file.js';
import { isOnlyMain } from './main-program.js';
import { serverOf, type Server } from './servers.js';

type Found = Pick<Listener, 'framework' | 'host' | 'port' | 'onSocket'>;

/** Servers that begin to listen: `uvicorn.run(…)`, `app.run(…)`, `serve(…)`, and the `bind` of gunicorn's and hypercorn's settings. */
export function listenersOf(file: PythonFile): Listener[] {
  const called = file.calls.flatMap((call) => {
    const server = serverOf(file, call);
    return server ? [placed(file, call.node, ofCall(file, call, server))] : [];
  });
  return [...called, ...boundOf(file)];
}

function placed(file: PythonFile, node: Node, found: Found): Listener {
  return { ...found, ...file.at(node), onlyAsMain: isOnlyMain(file, node) };
}

function ofCall(file: PythonFile, call: Call, server: Server): Found {
  const { framework, host, port, address, sockets = [] } = server;
  const onSocket = sockets.some((name) => call.keywords.has(name));
  const whole = address && file.argument(call, ...address);
  if (whole) return { framework, ...addressOf(whole), onSocket: onSocket || isPath(whole) };
  const [hostValue, portValue] = [host && file.argument(call, ...host), port && file.argument(call, ...port)];
  return {
    framework,
    ...(hostValue && !isNone(hostValue) && { host: hostValue }),
    ...(portValue && !isNone(portValue) && { port: portValue }),
    onSocket,
  };
}

/** None stands for the default. */
function isNone(value: Value): boolean {
  return value.kind === 'literal' && value.value === null;
}

function isPath(value: Value): boolean {
  return value.kind === 'literal' && /^(?:unix|fd):|^\//.test(String(value.value));
}

/** `bind = "0.0.0.0:8000"` in gunicorn.conf.py, `config.bind = [ … ]` of hypercorn. */
function boundOf(file: PythonFile): Listener[] {
  const isGunicorn = /(?:^|\/)gunicorn[\w.-]{0,40}\.py$/.test(file.syntax.path);
  return nodesOfType(file.syntax.root, 'assignment').flatMap((node) => {
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    const framework =
      isGunicorn && left?.text === 'bind' ? 'gunicorn' : isHypercorn(file, left) ? 'hypercorn' : '';
    if (framework === '' || !right) return [];
    const value = file.valueOf(right);
    return [placed(file, node, { framework, ...addressOf(value), onSocket: isPath(value) })];
  });
}

function isHypercorn(file: PythonFile, left: Node | undefined): boolean {
  if (left?.type !== 'attribute' || field(left, 'attribute')?.text !== 'bind') return false;
  return /^hypercorn(?:\.config)?\.Config$/.test(file.values.names.originOf(field(left, 'object')) ?? '');
}
