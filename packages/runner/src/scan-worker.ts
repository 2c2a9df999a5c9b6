import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

import type { FileEntry, Gate, ScanInput, Target, Workspace } from '@railgate/contract';
import { schemaViolations, toLog } from '@railgate/sarif/run';

import { assignFiles } from './discover/assign-files.js';
import { importModule } from './import-module.js';
import { loadMasks, warmMasks } from './masks.js';
import { plainError } from './plain-error.js';
import { ProgressCell } from './progress-cell.js';
import { finishScan, gateOf, hasWords, scanTarget, type Seen } from './scan-target.js';
import { AnswerWriter } from './shared-tools.js';
import { visibleFiles } from './visible-files.js';
import type { FromWorker, ScanOrder, ThreadAnswer, ToWorker, WorkerSetup } from './worker-protocol.js';

/** The entry of a scan's thread: one order after the other, each answered, whatever the gate does. */
function serve(port: MessagePort, { progress }: WorkerSetup): void {
  const cell = new ProgressCell(progress);
  let workspace: Workspace | undefined;
  let controller = new AbortController();
  let isAsked = false;
  port.on('message', (message: ToWorker) => {
    if (message.type === 'abort') return controller.abort();
    if (message.type === 'load') return void load(message.gate, message.module, () => isAsked);
    if (message.type === 'open') return (workspace = message.workspace);
    if (workspace === undefined) throw new Error('an order came before the workspace');
    isAsked = true;
    controller = new AbortController();
    return void answer(message.order, workspace, controller.signal, cell, port);
  });
  // Loads the validator, while the main thread still lists the files.
  schemaViolations(toLog([]));
}

/** What fails here fails again in the scan, which says so. */
async function load(id: string, module: string, isAsked: () => boolean): Promise<void> {
  try {
    await gateOf(await importModule(module), id).warmUp?.();
  } catch {
    // Nobody has asked yet.
  }
  await setImmediate();
  // Most scans have something to say, and the files are still being listed.
  if (!isAsked()) await warmMasks();
}

const writer = new AnswerWriter();

async function answer(
  order: ScanOrder,
  workspace: Workspace,
  signal: AbortSignal,
  cell: ProgressCell,
  port: MessagePort,
): Promise<void> {
  const send = (message: FromWorker): void => port.postMessage(message);
  let result: ThreadAnswer;
  try {
    const gate = gateOf(await importModule(order.module), order.gate);
    const target = withFiles(order.target, workspace);
    const input: ScanInput = {
      target,
      workspace: shownTo(gate, target, workspace),
      options: order.options,
      now: new Date(order.now),
      offline: order.offline,
      maxDataAge: order.maxDataAge,
      repair: order.repair,
      signal,
      processes: {
        started: (group) => send({ type: 'process', state: 'started', group }),
        ended: (group) => send({ type: 'process', state: 'ended', group }),
      },
      progress: (at) => cell.write(at),
    };
    const seen = await scanTarget(gate, input);
    if (order.isAlone && isLittle(seen)) {
      result = { seen: seen.scan };
    } else {
      if (hasWords(seen.scan)) send({ type: 'words' });
      const { gate: id, repair } = order;
      const place = { gate: id, target: target.id, workspace, isRepair: repair !== undefined };
      result = { scan: await finishScan(seen.scan, place, seen.textOf) };
    }
  } catch (error) {
    // Here, where the text still has its lines: they tell whose words stand beside a secret.
    result = { error: plainError(error, workspace.root, (await loadMasks()).maskSecrets) };
  }
  send({ type: 'answer', json: writer.write(result, order.gate) });
}

/** Results that the main thread finishes without anybody noticing: nothing can stop it meanwhile. */
const LITTLE = 1000;

function isLittle({ scan, textOf }: Seen): boolean {
  return textOf === undefined && (scan.run.results ?? []).length <= LITTLE;
}

let assigned: ReadonlyMap<string, readonly FileEntry[]> | undefined;

function withFiles(target: Omit<Target, 'files'>, workspace: Workspace): Target {
  if (target.kind === 'workspace') return { ...target, files: workspace.files };
  assigned ??= assignFiles(workspace);
  return { ...target, files: assigned.get(target.path) ?? [] };
}

function shownTo(gate: Gate, target: Target, workspace: Workspace): Workspace {
  const files = visibleFiles(workspace, target, gate.meta.inputs);
  return files === workspace.files ? workspace : { ...workspace, files };
}

if (parentPort) serve(parentPort, workerData as WorkerSetup);
