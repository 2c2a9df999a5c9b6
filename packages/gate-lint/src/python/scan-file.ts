import {
  cleanText,
  compareSeverity,
  type Finding,
  type Gap,
  type Place,
  type Severity,
} from '@railgate/contract';
import { TextPosition } from '@railgate/kit';

import { checkBidi } from './checks/bidi.js';
import { CHECKS } from './checks/index.js';
import { checkMissingLogs } from './checks/missing-logs.js';
import type { Report } from './flow/call-site.js';
import { BudgetExceeded } from './flow/flow.js';
import { Interpreter } from './flow/interpreter.js';
import type { Span } from './flow/value.js';
import type { ProjectClasses } from './project-classes.js';
import type { Ruff, RuffDiagnostic } from './ruff.js';
import { RUFF_CODES } from './ruff-codes.js';
import { indexModule } from './syntax/module-index.js';
import { rebindsTooOften } from './syntax/rebinding.js';
import type { PythonParser } from './syntax/parser.js';

export interface FileEngines {
  readonly ruff: Ruff;
  readonly parser: PythonParser;
  readonly classes: ProjectClasses;
}

export interface FileScan {
  readonly findings: readonly Finding[];
  /** Why the file, or a part of it, is not known. */
  readonly gap: Gap | undefined;
}

/** A lone carriage return ends a line of Python, and for the grammar here it does not: `# x\rimport os` would be a comment. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n');
}

/** Findings of one file. Nothing that the file holds makes it throw. */
export function scanFile(path: string, written: string, engines: FileEngines): FileScan {
  const text = withLineFeeds(written);
  const found = new Collector(path, text);
  checkBidi(text, (report) => found.add(report));
  const parsed = engines.parser.parse(text);
  if ('refused' in parsed) return found.done(refusal(path, parsed.refused));
  const leftOut = rebindsTooOften(parsed.root, text);
  if (!leftOut) {
    const gap = askRuff(path, text, engines.ruff, found);
    if (gap !== undefined) return found.done(gap);
  }
  const module = indexModule(parsed.root, text);
  try {
    new Interpreter(module, engines.classes, CHECKS, (report) => found.add(report)).run();
    checkMissingLogs(module, (report) => found.add(report));
  } catch (error) {
    if (!(error instanceof BudgetExceeded || error instanceof RangeError)) throw error;
    return found.done(refusal(path, 'too large'));
  }
  if (leftOut) return found.done(refusal(path, 'rebinding'));
  return found.done(parsed.errorAt === undefined ? undefined : partGap(path, found.lineOf(parsed.errorAt)));
}

/** Ruff's findings, and whether the file is Python at all. */
function askRuff(path: string, text: string, ruff: Ruff, found: Collector): Gap | undefined {
  const answer = ruff.check(text);
  if ('crashed' in answer) return refusal(path, 'too deep');
  const broken = answer.diagnostics.find((one) => one.code === 'invalid-syntax');
  if (broken !== undefined) return syntaxGap(path, broken);
  for (const diagnostic of answer.diagnostics) found.addDiagnostic(diagnostic);
  return undefined;
}

/** Gathers reports as findings: one for each rule and place, the worst. */
class Collector {
  readonly #path: string;
  readonly #positions: TextPosition;
  readonly #findings = new Map<string, Finding & { readonly severity?: Severity }>();

  constructor(path: string, text: string) {
    this.#path = path;
    this.#positions = new TextPosition(text);
  }

  add(report: Report): void {
    const key = `${report.ruleId} ${report.at.start} ${report.at.end}`;
    const known = this.#findings.get(key);
    if (known !== undefined && !isWorse(report.severity, known.severity)) return;
    const related = this.#way(report);
    this.#findings.set(key, {
      ruleId: report.ruleId,
      message: shorten(report.message),
      at: this.#place(report.at),
      ...(report.severity === undefined ? {} : { severity: report.severity }),
      ...(related.length === 0 ? {} : { related }),
      engine: 'railgate-python',
    });
  }

  addDiagnostic(diagnostic: RuffDiagnostic): void {
    const treatment = RUFF_CODES[diagnostic.code ?? ''];
    if (treatment?.is !== 'reported') return;
    const { start_location: from, end_location: to } = diagnostic;
    const region = { startLine: from.row, startColumn: from.column, endLine: to.row, endColumn: to.column };
    this.#findings.set(`${treatment.ruleId} ${from.row}:${from.column} ${diagnostic.code ?? ''}`, {
      ruleId: treatment.ruleId,
      message: shorten(
        `${treatment.why} ${diagnostic.message.replace(/[.;]?\s*$/, '')} (${diagnostic.code ?? ''}).`,
      ),
      severity: treatment.severity,
      at: { path: this.#path, region },
      engine: 'ruff',
    });
  }

  lineOf(offset: number): number {
    return this.#positions.at(offset).line;
  }

  done(gap: Gap | undefined): FileScan {
    return { findings: [...this.#findings.values()], gap };
  }

  #way(report: Report): Place[] {
    const places = (report.related ?? []).map((one) => this.#place(one, one.message));
    if (report.taint === undefined) return places;
    places.push(this.#place(report.taint.at, `${clip(report.taint.label)} comes in here.`));
    for (const step of report.taint.via) places.push(this.#place(step, 'The value goes through here.'));
    return places;
  }

  #place(span: Span, message?: string): Place {
    const region = this.#positions.region(span.start, span.end);
    return { path: this.#path, region, ...(message === undefined ? {} : { message: cleanText(message) }) };
  }
}

function isWorse(severity: Severity | undefined, than: Severity | undefined): boolean {
  if (severity === undefined || than === undefined) return false;
  return compareSeverity(severity, than) < 0;
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Every piece of code in a message is bounded, so that a hostile file cannot flood the report. */
function shorten(message: string): string {
  return cleanText(message.replace(/`[^`]{81,}`/g, (code) => `${code.slice(0, 78)}…\``).slice(0, 400));
}

const REFUSALS = {
  'too deep': 'nests deeper than what is checked (400 levels), which people do not write',
  'too large': 'takes more steps to follow than a file of people does',
  'too slow': 'takes too long to parse',
  rebinding:
    'assigns the same names so often that the rules of ruff, which would need gigabytes for it, were left out',
} as const;

function refusal(path: string, why: keyof typeof REFUSALS): Gap {
  return { code: 'FILE_UNPARSEABLE', path, message: `${cleanText(path)} ${REFUSALS[why]}.` };
}

function syntaxGap(path: string, diagnostic: RuffDiagnostic): Gap {
  const line = diagnostic.start_location.row;
  const what = cleanText(diagnostic.message).replace(/\.$/, '');
  return {
    code: 'FILE_UNPARSEABLE',
    path,
    line,
    message: `${cleanText(path)} does not parse as Python 3 at line ${line}: ${what}.`,
  };
}

function partGap(path: string, line: number): Gap {
  return {
    code: 'PART_SKIPPED',
    path,
    line,
    message: `${cleanText(path)} is valid Python, but the flow of values could not be followed from line ${line} on, where the grammar here lacks a construct.`,
  };
}
