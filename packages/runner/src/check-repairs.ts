import type { NotRepaired, Repair, RepairTarget, Repairs } from '@railgate/contract';

import { fields, list, relativePath, text } from './check-shape.js';

/**
 * The repairs that a gate gives when it is asked for them.
 *
 * @throws {GateError} `REPORT_UNREADABLE` that names the field.
 */
export function checkRepairs(value: unknown): Repairs {
  const repairs = fields(value, 'repairs');
  return {
    texts: list(repairs['texts'], 'repairs.texts').map(fileOf),
    done: list(repairs['done'], 'repairs.done').map(repairOf),
    notDone: list(repairs['notDone'], 'repairs.notDone').map(notRepairedOf),
  };
}

function fileOf(value: unknown): Repairs['texts'][number] {
  const file = fields(value, 'repairs.texts');
  return {
    path: relativePath(file['path'], 'repairs.texts.path'),
    text: text(file['text'], 'repairs.texts.text'),
  };
}

function repairOf(value: unknown): Repair {
  const repair = fields(value, 'repairs.done');
  return {
    description: text(repair['description'], 'repairs.done.description'),
    removes: list(repair['removes'], 'repairs.done.removes').map(targetOf),
    paths: list(repair['paths'], 'repairs.done.paths').map((path) =>
      relativePath(path, 'repairs.done.paths'),
    ),
    brings: list(repair['brings'], 'repairs.done.brings').map((purl) => text(purl, 'repairs.done.brings')),
  };
}

function notRepairedOf(value: unknown): NotRepaired {
  const { reason, command } = fields(value, 'repairs.notDone');
  return {
    ...targetOf(value),
    reason: text(reason, 'repairs.notDone.reason'),
    ...(command !== undefined && { command: text(command, 'repairs.notDone.command') }),
  };
}

function targetOf(value: unknown): RepairTarget {
  const target = fields(value, 'repairs');
  return {
    ruleId: text(target['ruleId'], 'repairs.ruleId'),
    path: relativePath(target['path'], 'repairs.path'),
    purl: text(target['purl'], 'repairs.purl'),
  };
}
