import { ERROR_CODES, GAP_CODES } from '@railgate/contract';

import { discoverFaults } from './faults/discover.js';
import { isImpossible, type FaultCell, type FaultCode, type FaultRow } from './faults/fault.js';
import { lintFaults } from './faults/lint.js';
import { railwayFaults } from './faults/railway.js';

export { BY_RUNNER, fault, impossible, isImpossible } from './faults/fault.js';
export type { FaultCase, FaultCell, FaultCode, FaultRow, Impossible } from './faults/fault.js';
export { SAMPLE } from './faults/sample.js';

/** Everything that can be said to be unknown, in the order of the catalogues. */
export const FAULT_CODES: readonly FaultCode[] = [...ERROR_CODES, ...GAP_CODES];

/**
 * What happens when a gate cannot know: each gate × each error code and gap. A new gate adds its row in
 * `faults/<gate>.ts`; `discover` is the file list, which comes before the gates.
 */
export const FAULT_MATRIX: Readonly<Record<string, FaultRow>> = {
  discover: discoverFaults,
  lint: lintFaults,
  railway: railwayFaults,
};

/** The matrix as Markdown, a table a gate, for the page of errors. */
export function faultMatrixMarkdown(): string {
  return Object.entries(FAULT_MATRIX).map(tableOf).join('\n');
}

function tableOf([gate, row]: readonly [string, FaultRow]): string {
  const possible = FAULT_CODES.filter((code) => !isImpossible(row[code]));
  const ruledOut = FAULT_CODES.filter((code) => isImpossible(row[code]));
  const lines = [
    `### \`${gate}\``,
    '',
    '| code | when, for instance | exit | what to do |',
    '| --- | --- | --- | --- |',
    ...possible.map((code) => lineOf(code, row[code])),
    '',
    ...(ruledOut.length > 0
      ? ['Cannot happen:', '', ...ruledOut.map((code) => lineOf(code, row[code])), '']
      : []),
  ];
  return lines.join('\n');
}

function lineOf(code: FaultCode, cell: FaultCell): string {
  if (isImpossible(cell)) return `- \`${code}\`: ${cell.impossible}`;
  return `| \`${code}\` | ${escapeCell(cell.how)} | ${cell.exitCode} | ${escapeCell(cell.remedy)} |`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
