import { basename } from 'node:path';

import { cleanText, UsageError, type Waiver } from '@railgate/contract';
import { TextPosition } from '@railgate/kit';

import { loadMasks, type Mask } from '../masks.js';
import { WAIVERS_FILE } from '../report-files.js';
import { parsePurl } from '../waivers/purl.js';
import { globProblem, itemsOf } from './check-config.js';
import type { PlacedWaiver } from './config.js';
import { type DocumentNode, memberOf, valueOfNode } from './document.js';
import { type Problem, problemsError } from './problems.js';
import { WAIVERS_SCHEMA } from './schema.js';
import { presentFiles, readDocument, type SourceFile, userFile } from './source-file.js';
import { createValidator } from './validate.js';

const PAGE = 'waivers.md';
/** Names that somebody may take for the right one. */
const MISTAKEN = [
  'railgate.waivers.yml',
  'railgate.waivers.json',
  'railgate.waivers.jsonc',
  'railgate.waiver.yaml',
];

/**
 * What is let through: `railgate.waivers.yaml` in the root; none without it.
 *
 * @param file a file of the user's own instead, since who names it chooses who judges.
 * @throws {UsageError} on everything in the file that is not right, with line and column.
 */
export async function loadWaivers(root: string, file?: string): Promise<PlacedWaiver[]> {
  const source = file === undefined ? inRepository(root) : userFile(file, file, PAGE);
  if (source === undefined) return [];
  const document = await readDocument(source);
  if (isEmpty(document.root)) return [];
  const validator = createValidator(WAIVERS_SCHEMA);
  const problems = await validator.problemsOf(document, true);
  const all = problems.length > 0 ? problems : itemsOf(document.root).flatMap(checkWaiver);
  if (all.length > 0) throw problemsError(document, all);
  const position = new TextPosition(document.text);
  const { maskSecrets } = await loadMasks();
  return itemsOf(document.root).map((entry) => ({
    waiver: shown(valueOfNode(entry) as Waiver, maskSecrets),
    path: file === undefined ? WAIVERS_FILE : basename(file),
    line: position.at(entry.offset).line,
  }));
}

function inRepository(root: string): SourceFile | undefined {
  const [mistaken] = presentFiles(root, MISTAKEN);
  if (mistaken !== undefined) {
    throw new UsageError(`${cleanText(mistaken)} is not read.`, `Rename it to ${WAIVERS_FILE}.`);
  }
  return presentFiles(root, [WAIVERS_FILE]).length === 0
    ? undefined
    : { folder: root, file: WAIVERS_FILE, name: WAIVERS_FILE, page: PAGE };
}

/** Reason and owner stand in every report: nobody's secret, and no escape sequence, comes along. */
function shown(waiver: Waiver, mask: Mask): Waiver {
  const [reason, owner] = [waiver.reason, waiver.owner].map((text) => cleanText(mask(text.trim())));
  return { ...waiver, reason: reason ?? '', owner: owner ?? '' };
}

/** A file with nothing but comments. */
function isEmpty(root: DocumentNode): boolean {
  return root.kind === 'object' && root.members.length === 0;
}

/** What the schema cannot say. */
function checkWaiver(entry: DocumentNode): Problem[] {
  const path = memberOf(entry, 'path')?.value;
  const expires = memberOf(entry, 'expires')?.value;
  const purl = memberOf(entry, 'purl')?.value;
  const problems = path === undefined ? [] : globProblem(path);
  if (purl?.kind === 'scalar' && parsePurl(String(purl.value)) === undefined) {
    problems.push({ offset: purl.offset, message: 'purl is no package URL such as pkg:npm/lodash.' });
  }
  if (expires?.kind === 'scalar' && !isDay(String(expires.value))) {
    problems.push({ offset: expires.offset, message: `The calendar has no day ${String(expires.value)}.` });
  }
  return problems;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
