import { ERROR_CODES, GAP_CODES, addTo } from '@railgate/contract';

import { discoverFaults } from './faults/discover.js';
import { isImpossible, type FaultCell, type FaultCode, type FaultRow } from './faults/fault.js';
import { lintFaults } from './faults/lint.js';
import { railwayFaults } from './faults/railway.js';
import { secretsFaults } from './faults/secrets.js';
import { scaFaults } from './faults/sca.js';
import { sbomFaults } from './faults/sbom.js';
import { containerFaults } from './faults/container.js';

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
  secrets: secretsFaults,
  sca: scaFaults,
  sbom: sbomFaults,
  container: containerFaults,
};

/** The matrix as Markdown, a table a gate, for the page of errors. */
export function faultMatrixMarkdown(): string {
  return Object.entries(FAULT_MATRIX).map(tableOf).join('\n');
}

function tableOf([gate, row]: readonly [string, FaultRow]): string {
  const ruledOut = ruledOutLines(row);
  const lines = [
    `### \`${gate}\``,
    '',
    '| code | when, for instance | exit | what to do |',
    '| --- | --- | --- | --- |',
    ...FAULT_CODES.flatMap((code) => lineOf(code, row[code])),
    '',
    ...(ruledOut.length > 0 ? ['Cannot happen:', '', ...ruledOut, ''] : []),
  ];
  return lines.join('\n');
}

function lineOf(code: FaultCode, cell: FaultCell): string[] {
  if (isImpossible(cell)) return [];
  return [`| \`${code}\` | ${escapeCell(cell.how)} | ${cell.exitCode} | ${escapeCell(cell.remedy)} |`];
}

/** Codes with the same reason share a line. */
function ruledOutLines(row: FaultRow): string[] {
  const byReason = new Map<string, string[]>();
  for (const code of FAULT_CODES) {
    const cell = row[code];
    if (!isImpossible(cell)) continue;
    addTo(byReason, cell.impossible, `\`${code}\``);
  }
  return [...byReason].map(([reason, names]) => `- ${names.join(', ')}: ${reason}`);
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
