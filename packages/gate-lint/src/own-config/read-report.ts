import { isAbsolute, relative, sep } from 'node:path';

import { GateError, cleanText, type Finding, type Gap } from '@railgate/contract';

export interface OwnReport {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** How many files ESLint says it looked at. */
  readonly files: number;
}

/**
 * What `eslint --format json` wrote.
 *
 * @throws {GateError} `REPORT_UNREADABLE` when it is no such report or says something else than the exit code.
 */
export function readReport(root: string, stdout: string, exitCode: number): OwnReport {
  const files = parse(stdout);
  const errors = files.flatMap((file) => file.messages).filter((message) => message.severity === 2).length;
  if (errors > 0 !== (exitCode === 1)) {
    throw unreadable(`reports ${errors} errors and ends with exit code ${exitCode}`);
  }
  const findings: Finding[] = [];
  const gaps: Gap[] = [];
  for (const file of files) {
    const path = inside(root, file.filePath);
    if (path === undefined) continue;
    for (const message of file.messages) {
      if (message.fatal) gaps.push(toGap(path, message));
      else findings.push(toFinding(path, message));
    }
  }
  return { findings, gaps, files: files.length };
}

interface FileReport {
  readonly filePath: string;
  readonly messages: readonly Message[];
}

interface Message {
  readonly ruleId: string | null;
  readonly severity: 1 | 2;
  readonly message: string;
  readonly fatal: boolean;
  readonly line: number;
  readonly column: number;
  readonly endLine: number | undefined;
  readonly endColumn: number | undefined;
}

function parse(stdout: string): FileReport[] {
  const list = parseJson(stdout);
  if (!Array.isArray(list)) throw unreadable('wrote no list of files');
  return list.map((entry: unknown) => {
    const { filePath, messages } = fieldsOf(entry);
    if (typeof filePath !== 'string' || !Array.isArray(messages))
      throw unreadable('wrote an entry without a file');
    return { filePath, messages: messages.map(toMessage) };
  });
}

function parseJson(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch (cause) {
    throw unreadable('wrote no JSON', cause);
  }
}

function toMessage(value: unknown): Message {
  const { ruleId, severity, message, fatal, line, column, endLine, endColumn } = fieldsOf(value);
  if ((severity !== 1 && severity !== 2) || typeof message !== 'string')
    throw unreadable('wrote a message without a severity');
  return {
    ruleId: typeof ruleId === 'string' ? ruleId : null,
    severity,
    message,
    fatal: fatal === true,
    line: positive(line) ?? 1,
    column: positive(column) ?? 1,
    endLine: positive(endLine),
    endColumn: positive(endColumn),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}

function inside(root: string, file: string): string | undefined {
  const path = relative(root, file);
  return path.startsWith('..') || isAbsolute(path) ? undefined : path.split(sep).join('/');
}

function toFinding(
  path: string,
  { ruleId, severity, message, line, column, endLine, endColumn }: Message,
): Finding {
  const end =
    endLine !== undefined && endColumn !== undefined && endLine >= line ? { endLine, endColumn } : {};
  return {
    ruleId: 'lint/own-config',
    severity: severity === 2 ? 'low' : 'info',
    message: cleanText(`${ruleId ?? 'ESLint'}: ${message.slice(0, 500).replace(/\.?$/, '.')}`),
    at: { path, region: { startLine: line, startColumn: column, ...end } },
    engine: 'eslint (own configuration)',
  };
}

function toGap(path: string, { message, line }: Message): Gap {
  const what = message.slice(0, 300).replace(/\.$/, '');
  return {
    code: 'PART_SKIPPED',
    path,
    line,
    message: cleanText(`${path} is not read by the repository's own ESLint: ${what}.`),
  };
}

function unreadable(what: string, cause?: unknown): GateError {
  return new GateError('REPORT_UNREADABLE', `The repository's own ESLint ${what}.`, { cause });
}
