import { GateError, cleanText } from '@railgate/contract';

import { fieldsIn, isFields, type Fields } from './fields.js';

/**
 * Bytes of a report that are read at most: some 14,000 vulnerabilities with their texts. One of this size takes 190 MB of
 * memory while it is read.
 */
export const REPORT_LIMIT = 40 * 1024 * 1024;

const SCHEMA = 2;

/** The image that was handed over: the one that the report must be about. */
export interface Asked {
  readonly id: string;
  readonly diffIds: readonly string[];
}

/**
 * A report of Trivy's that is whole and about the right image.
 *
 * @throws {GateError} `REPORT_UNREADABLE`
 */
export function parseReport(bytes: Buffer): Fields {
  const report = parse(bytes);
  if (!isFields(report)) throw unreadable('it is no object');
  if (report['SchemaVersion'] !== SCHEMA) {
    throw unreadable(
      `its SchemaVersion is ${cleanText(JSON.stringify(report['SchemaVersion']) ?? 'missing').slice(0, 40)}, not ${SCHEMA}`,
    );
  }
  const results = report['Results'];
  if (results !== undefined && results !== null && !Array.isArray(results))
    throw unreadable('its Results are no list');
  return report;
}

/** @throws {GateError} `REPORT_UNREADABLE` when it is about something else */
export function checkAbout(report: Fields, asked: Asked): void {
  if (report['ArtifactType'] !== 'container_image') throw unreadable('it is not about an image');
  const metadata = fieldsIn(report['Metadata']);
  const diffIds = metadata['DiffIDs'] ?? [];
  const isAsked =
    metadata['ImageID'] === asked.id &&
    Array.isArray(diffIds) &&
    diffIds.length === asked.diffIds.length &&
    asked.diffIds.every((diffId, index) => diffIds[index] === diffId);
  if (!isAsked) throw unreadable('it is about another image than the one that was handed over');
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) throw unreadable('it is empty');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw unreadable('it is no JSON, or it was cut off', error);
  }
}

function unreadable(why: string, cause?: unknown): GateError {
  return new GateError('REPORT_UNREADABLE', `Trivy's report cannot be believed: ${why}.`, {
    remedy: 'Run the gate again; if it stays, use the version of Trivy that `railgate doctor` names.',
    ...(cause !== undefined && { cause }),
  });
}
