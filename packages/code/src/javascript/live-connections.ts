import type { ClientSetting } from '../facts.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { stringText } from './scope.js';
import type { Call, ScriptFile } from './file.js';

/**
 * Connections that stay open, as settings of a client: `WebSocket` with `reconnects`, and `event-stream` with
 * `heartbeat`, each true or false.
 */
export function liveConnectionsOf(file: ScriptFile): ClientSetting[] {
  return [...webSockets(file), ...eventStreams(file)];
}

function webSockets(file: ScriptFile): ClientSetting[] {
  const made = file.calls.filter((call) => isPlainSocket(file, call) && !isInPromise(call.node));
  if (made.length === 0) return [];
  const reconnects = connectsAgain(file);
  return made.map((call) => setting(file, call, 'WebSocket', 'reconnects', reconnects));
}

/** The browser's own, or that of ws; those of other packages connect again by themselves. */
function isPlainSocket(file: ScriptFile, { node, name, callee }: Call): boolean {
  if (node.type !== 'new_expression') return false;
  const imported = file.values.importOf(callee);
  if (imported) return imported.from === 'ws' && /^(?:default|WebSocket)$/.test(imported.name);
  return name === 'WebSocket' || name === 'window.WebSocket';
}

/** `new Promise((resolve) => { … })`: one question and its answer. */
function isInPromise(node: Node): boolean {
  for (const above of ancestors(node)) {
    if (above.type === 'new_expression' && field(above, 'constructor')?.text === 'Promise') return true;
  }
  return false;
}

/**
 * Something says so by its name, or a handler of `close` starts something, or tells somebody who may: the end of a
 * promise is the end of one question and its answer.
 */
function connectsAgain(file: ScriptFile): boolean {
  if (/re-?connect|retry|retries|backoff/i.test(file.syntax.text)) return true;
  return closeHandlers(file).some((handler) =>
    nodesOfType(handler, 'call_expression', 'new_expression').some((call) => {
      const callee = field(call, 'function') ?? field(call, 'constructor');
      return /setTimeout|connect|open|start|init|WebSocket|create|resolve|reject|onClose|callback|done/i.test(
        callee?.text.slice(-60) ?? '',
      );
    }),
  );
}

function closeHandlers(file: ScriptFile): Node[] {
  const assigned = nodesOfType(file.syntax.root, 'assignment_expression').flatMap((node) =>
    /\.onclose$/.test(field(node, 'left')?.text.slice(-60) ?? '') ? (field(node, 'right') ?? []) : [],
  );
  const added = file.calls.flatMap(({ method, given }) => {
    const isListener = method === 'addEventListener' || method === 'on' || method === 'once';
    return isListener && stringText(given[0]) === 'close' ? (given[1] ?? []) : [];
  });
  return [...assigned, ...added];
}

/** Streams that wait for what happens: they listen for the end of the request. Those that end by themselves are answers. */
function eventStreams(file: ScriptFile): ClientSetting[] {
  if (!file.syntax.text.includes('event-stream')) return [];
  const waits = file.calls.some(
    ({ method, given }) => method === 'on' && stringText(given[0]) === 'close' && given.length > 1,
  );
  if (!waits || file.calls.some(({ method, given }) => method === 'end' || handsOn(method, given))) return [];
  const beats = /setInterval|heart_?beat|\bping\b/i.test(file.syntax.text);
  return file.calls
    .filter(({ method, given }) => HEADERS.has(method) && given.some(namesEventStream))
    .map((call) => setting(file, call, 'event-stream', 'heartbeat', beats));
}

/** Another function may send the heartbeat; a list of clients sends nothing. */
function handsOn(method: string, given: readonly Node[]): boolean {
  if (/^(?:add|push|set|delete|has|get)$/.test(method)) return false;
  return given.some(
    (node) => node.type === 'identifier' && /^(?:res|response|reply|stream)$/.test(node.text),
  );
}

const HEADERS: ReadonlySet<string> = new Set(['setHeader', 'writeHead', 'set', 'header', 'type']);

function namesEventStream(node: Node): boolean {
  const strings = node.type === 'object' ? parts(node).map((pair) => field(pair, 'value')) : [node];
  return strings.some((one) => stringText(one)?.startsWith('text/event-stream') === true);
}

function setting(
  file: ScriptFile,
  { node }: Call,
  library: string,
  key: string,
  value: boolean,
): ClientSetting {
  const answer: Value = { kind: 'literal', value, place: file.syntax.place(node) };
  return { ...file.at(node), library, options: new Map([[key, answer]]) };
}
