import { GateError, cleanText } from '@railgate/contract';

import { fieldsIn, textIn, type Fields } from './fields.js';
import { JsonFault, JsonStream } from './json-stream.js';
import { LIMITS } from './limits.js';

/** Bytes of a report that are read at most: some 350,000 vulnerabilities with their texts. */
export const REPORT_LIMIT = 1024 * 1024 * 1024;
/** Bytes of one entry, and of what a report says beside its entries. The memory that reading takes hangs on it. */
export const ENTRY_LIMIT = 16 * 1024 * 1024;

const SCHEMA = 2;

/** The image that was handed over: the one that the report must be about. */
export interface Asked {
  readonly id: string;
  readonly diffIds: readonly string[];
}

/** What a result says of itself. Trivy writes it before the lists. */
export interface ResultHead {
  /** A file, or a word for many. */
  readonly target: string;
  /** `os-pkgs`, `lang-pkgs`, `secret`, `config`. */
  readonly kind: string;
  /** Trivy's name of the list: `alpine`, `node-pkg`. */
  readonly type: string;
}

/** Takes what stands in a report, as it comes. */
export interface EntryReader {
  /** @param list `Packages`, `Vulnerabilities` … */
  entry(list: string, entry: unknown, result: ResultHead, report: ReportHead): void;
  /** A result that is not in Trivy's form, or a list of the one that is named. */
  strange(result?: ResultHead): void;
}

/** What a report says before its results. */
export interface ReportHead {
  readonly artifactName: string;
}

/**
 * Reads a report of Trivy's to its end, one entry at a time: the memory that it takes does not hang on its size.
 *
 * @returns all but the results
 * @throws {GateError} `REPORT_UNREADABLE`
 */
export async function readReport(chunks: AsyncIterable<Buffer>, reader: EntryReader): Promise<Fields> {
  const json = new JsonStream(chunks, { text: REPORT_LIMIT, value: ENTRY_LIMIT });
  try {
    const next = await json.peek();
    if (next === '') throw unreadable('it is empty');
    if (next === '[' || next === 'n') throw unreadable('it is no object');
    const report = await readMembers(json, reader);
    await json.end();
    return checked(report);
  } catch (error) {
    throw error instanceof JsonFault ? unreadable(error.message, error) : error;
  }
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

async function readMembers(json: JsonStream, reader: EntryReader): Promise<Fields> {
  const members = new Map<string, unknown>();
  let hasResults = false;
  for await (const key of json.members()) {
    if (key === 'Results' && (await json.peek()) === '[') {
      const head = { artifactName: textIn(members.get('ArtifactName'), LIMITS.path) };
      await json.entries(() => readResult(json, head, reader));
      hasResults = true;
      continue;
    }
    if (key === 'ArtifactName' && hasResults) throw outOfOrder();
    const value = await json.value();
    if (key === 'Results' && value !== null) throw unreadable('its Results are no list');
    members.set(key, value);
  }
  return Object.fromEntries(members);
}

/** What a result says of itself, by its keys in the report. */
const ABOUT = new Map([['Target', 'target'], ['Class', 'kind'], ['Type', 'type']] as const); // prettier-ignore

async function readResult(json: JsonStream, report: ReportHead, reader: EntryReader): Promise<void> {
  if ((await json.peek()) !== '{') {
    await json.value();
    reader.strange();
    return;
  }
  const head = { target: '', kind: '', type: '' };
  let hasLists = false;
  for await (const key of json.members()) {
    const about = (ABOUT as ReadonlyMap<string, keyof ResultHead>).get(key);
    if (about !== undefined && hasLists) throw outOfOrder();
    if ((await json.peek()) === '[') {
      hasLists = true;
      await json.entries(async () => reader.entry(key, await json.value(), head, report));
      continue;
    }
    const value = await json.value();
    if (about !== undefined) head[about] = textIn(value, LIMITS.path);
    else if (LISTS.has(key) && value !== null) reader.strange(head);
  }
}

const LISTS: ReadonlySet<string> = new Set(['Packages', 'Vulnerabilities', 'Secrets', 'Misconfigurations']);

function checked(report: Fields): Fields {
  if (report['SchemaVersion'] === SCHEMA) return report;
  const schema = cleanText(JSON.stringify(report['SchemaVersion']) ?? 'missing').slice(0, 40);
  throw unreadable(`its SchemaVersion is ${schema}, not ${SCHEMA}`);
}

/** What an entry means hangs on what the result says of itself, so that must be known before. */
function outOfOrder(): GateError {
  return unreadable('its parts stand in another order than that in which Trivy writes them');
}

function unreadable(why: string, cause?: unknown): GateError {
  return new GateError('REPORT_UNREADABLE', `Trivy's report cannot be believed: ${why}.`, {
    remedy: 'Run the gate again; if it stays, use the version of Trivy that `railgate doctor` names.',
    ...(cause !== undefined && { cause }),
  });
}
