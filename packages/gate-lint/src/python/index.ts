import { setImmediate } from 'node:timers/promises';

import {
  cleanText,
  GateError,
  type FileEntry,
  type Finding,
  type Gap,
  type NotScanned,
} from '@railgate/contract';
import { readSource, useBaselineWasm } from '@railgate/kit';

import type { LintContext, LintEngine, LintScan } from '../engine.js';
import { isPython, isTestPath, notScannedReason } from './paths.js';
import { ProjectClasses } from './project-classes.js';
import { loadRuff } from './ruff.js';
import { REPORTED_CODES } from './ruff-codes.js';
import { scanFile, withLineFeeds, type FileEngines, type FileScan } from './scan-file.js';
import { GRAMMAR, loadPythonParser } from './syntax/parser.js';

/** Python: ruff's flake8-bandit rules, and the flow of values over a syntax tree. Loads about 11 MB of wasm in `scan`. */
export const pythonEngine: LintEngine = {
  id: 'python',
  reads: isPython,
  scan: scanPython,
};

async function scanPython(files: readonly FileEntry[], context: LintContext): Promise<LintScan> {
  if (files.length === 0) return { findings: [], gaps: [], notScanned: [], seen: 0, engines: [] };
  const notScanned: NotScanned[] = [];
  const wanted: FileEntry[] = [];
  for (const file of files) {
    const reason = notScannedReason(file.path);
    if (reason === undefined) wanted.push(file);
    else notScanned.push({ path: file.path, reason });
  }
  useBaselineWasm();
  const engines = {
    ruff: loadRuff(REPORTED_CODES),
    parser: await loadPythonParser(),
    classes: await readClasses(wanted, context),
  };
  findCanary(engines);
  const scanned = await scanAll(wanted, engines, context);
  return {
    ...scanned,
    notScanned,
    engines: [
      { name: 'ruff', version: engines.ruff.version, canary: 'found' },
      { name: GRAMMAR.name, version: GRAMMAR.version, canary: 'found' },
    ],
  };
}

async function scanAll(
  files: readonly FileEntry[],
  engines: FileEngines,
  context: LintContext,
): Promise<Pick<LintScan, 'findings' | 'gaps' | 'seen'>> {
  const findings: Finding[] = [];
  const gaps: Gap[] = [];
  for (const [index, file] of files.entries()) {
    if (index % 16 === 0) await breathe(context);
    context.progress(file.path);
    const read = readSource(context.workspace, file.path);
    if ('gap' in read) {
      gaps.push(read.gap);
      continue;
    }
    const scan = scanOrFail(file.path, read.text, engines);
    if (scan.gap !== undefined) gaps.push(scan.gap);
    const isTest = isTestPath(file.path);
    for (const finding of scan.findings) findings.push(isTest ? { ...finding, severity: 'low' } : finding);
  }
  return { findings, gaps, seen: files.length - gaps.length };
}

/** A defect of ours on one file costs that file and no more. */
function scanOrFail(path: string, text: string, engines: FileEngines): FileScan {
  try {
    return scanFile(path, text, engines);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The Python engine failed on ${cleanText(path)}: ${cleanText(why)}.`;
    return { findings: [], gap: { code: 'ENGINE_FAILED', path, message } };
  }
}

/** The classes of all files first: a handler's model mostly stands in another file. */
async function readClasses(files: readonly FileEntry[], context: LintContext): Promise<ProjectClasses> {
  const classes = new ProjectClasses();
  for (const [index, file] of files.entries()) {
    if (index % 64 === 0) await breathe(context);
    const read = readSource(context.workspace, file.path);
    if ('text' in read) classes.addFile(withLineFeeds(read.text));
  }
  return classes;
}

/** Lets the heartbeat and an abort through. */
async function breathe(context: LintContext): Promise<void> {
  await setImmediate();
  context.signal.throwIfAborted();
}

const CANARY = `from flask import Flask, request
import os, tempfile
app = Flask(__name__)

@app.get("/ping")
def ping():
    os.system("ping " + request.args["host"])  # noqa
    return tempfile.mktemp()  # noqa
`;

/** One finding of the flow and one of ruff, through the same code as every file. */
function findCanary(engines: FileEngines): void {
  const { findings, gap } = scanFile('canary.py', CANARY, engines);
  for (const rule of ['lint/command-injection', 'lint/insecure-temp-file']) {
    if (gap === undefined && findings.some((finding) => finding.ruleId === rule)) continue;
    throw new GateError(
      'CANARY_MISSED',
      `The Python engine did not report ${rule} in a program that has it.`,
    );
  }
}
