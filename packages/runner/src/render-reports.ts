import { cleanText, type PackedText, type Report, type Reporter } from '@railgate/contract';

import type { Part } from './part.js';
import { ARCHIVE_FILE, MANIFEST_FILE, gateFile, isReportPath, type ReportFile } from './report-files.js';
import { uploadFiles } from './upload-files.js';

/** As `ReportFile`, of a text that nobody holds all at once. */
export interface PackedFile {
  readonly path: string;
  readonly content: PackedText;
}

export interface Rendered {
  readonly files: readonly ReportFile[];
  readonly packed: readonly PackedFile[];
  /** Of reporters that failed, whose files are missing, and of what an upload cannot hold. The verdict is not touched. */
  readonly warnings: readonly string[];
}

/** Every file of a run: the manifest, the archive, one SARIF file a gate and target, uploads, artifacts, and the reporters'. */
export function renderReports(
  report: Report,
  parts: readonly Part[],
  reporters: readonly Reporter[],
): Rendered {
  const files = new Map<string, string>();
  const packed = new Map<string, PackedText>();
  const warnings: string[] = [];
  for (const reporter of reporters) renderOne(reporter, report, files, warnings);
  keepAlways(files, MANIFEST_FILE, report.manifest);
  keepAlways(files, ARCHIVE_FILE, report.log);
  if (!isStaged(report)) {
    addGateFiles(report, parts, reporters, files);
    addUploads(report, files, warnings);
  }
  for (const { artifacts } of parts)
    for (const { path, content } of artifacts) {
      if (files.has(path) || packed.has(path)) warnings.push(madeTwice(path));
      else if (typeof content === 'string') files.set(path, content);
      else packed.set(path, content);
    }
  return { files: filesOf(files), packed: filesOf(packed), warnings };
}

function filesOf<T>(files: ReadonlyMap<string, T>): { path: string; content: T }[] {
  return [...files].map(([path, content]) => ({ path, content }));
}

function madeTwice(path: string): string {
  return `Two gates made the file ${cleanText(path)}; the first one was kept. Please report it.`;
}

/** Somebody waits for the commit, and a part of the repository is nothing to upload. */
function isStaged({ manifest }: Report): boolean {
  return manifest.discovery.source === 'index';
}

function renderOne(reporter: Reporter, report: Report, files: Map<string, string>, warnings: string[]): void {
  try {
    if (!isReportPath(reporter.file)) throw new Error(`${reporter.file} is no name for a report`);
    const content = reporter.render(report);
    if (content !== undefined) files.set(reporter.file, content);
  } catch (error) {
    warnings.push(failure(`The report ${reporter.file}`, error));
  }
}

function failure(what: string, error: unknown): string {
  const why = cleanText(error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  return `${what} could not be made: ${why}. The verdict is not affected.`;
}

function addUploads(report: Report, files: Map<string, string>, warnings: string[]): void {
  try {
    const uploads = uploadFiles(report);
    for (const { path, content } of uploads.files) files.set(path, content);
    warnings.push(...uploads.warnings);
  } catch (error) {
    warnings.push(failure('The files for the upload', error));
  }
}

/** The manifest and the archive do not depend on any reporter. */
function keepAlways(files: Map<string, string>, path: string, value: unknown): void {
  if (!files.has(path)) files.set(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** In the form that the archive has. */
function addGateFiles(
  report: Report,
  parts: readonly Part[],
  reporters: readonly Reporter[],
  files: Map<string, string>,
): void {
  const archive = reporters.find(({ file }) => file === ARCHIVE_FILE);
  const pairs = parts.filter(({ run }) => run !== undefined).map(({ outcome }) => outcome);
  for (const [index, run] of report.log.runs.entries()) {
    const pair = pairs[index];
    if (!pair) continue;
    const log = { ...report.log, runs: [run] };
    files.set(gateFile(pair.gate, pair.target), renderLog(archive, { ...report, log }));
  }
}

function renderLog(archive: Reporter | undefined, report: Report): string {
  try {
    const content = archive?.render(report);
    if (content !== undefined) return content;
  } catch {
    // It has a warning already, from the archive itself.
  }
  return `${JSON.stringify(report.log, null, 2)}\n`;
}
