import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';

import {
  SEVERITIES,
  type EngineEvidence,
  type FileEntry,
  type Finding,
  type Gap,
  type NotScanned,
} from '@railgate/contract';
import { readSource } from '@railgate/kit';
import type * as ESLint from 'eslint/universal';

import type { LintContext, LintEngine, LintScan } from '../engine.js';
import { proveCanary } from './canary.js';
import type { Check } from './checks/check.js';
import { checks as allChecks } from './checks/index.js';
import { Dependencies } from './dependencies.js';
import { lintText, type LintTools } from './lint-text.js';
import { PARSERS, versionOf, type Dialect } from './parsers.js';
import { isJavascript, isTestFile, reasonByName, reasonByText } from './source-files.js';

const load = createRequire(import.meta.url);

/** JavaScript, TypeScript, JSX, Vue and Svelte by ESLint's parser, scopes and rules, and checks of our own. */
export const javascriptEngine: LintEngine = createJavascriptEngine(allChecks);

/** For tests: an engine with other checks. */
export function createJavascriptEngine(checks: readonly Check[]): LintEngine {
  return {
    id: 'javascript',
    reads: isJavascript,
    scan: (files, context) => new JavascriptScan(checks, context).run(files),
  };
}

/** How long other work of the process may wait for this loop, in milliseconds. */
const TURN = 50;

class JavascriptScan {
  readonly #findings: Finding[] = [];
  readonly #gaps: Gap[] = [];
  readonly #notScanned: NotScanned[] = [];
  readonly #engines = new Map<string, EngineEvidence>();
  #seen = 0;

  constructor(
    private readonly checks: readonly Check[],
    private readonly context: LintContext,
  ) {}

  async run(files: readonly FileEntry[]): Promise<LintScan> {
    const tools = this.#tools();
    this.#prove(tools, 'module');
    let turn = performance.now();
    for (const { path } of files) {
      this.context.signal.throwIfAborted();
      this.context.progress(path);
      this.#look(tools, path);
      if (performance.now() - turn < TURN) continue;
      await setImmediate();
      turn = performance.now();
    }
    return {
      findings: this.#findings,
      gaps: this.#gaps,
      notScanned: this.#notScanned,
      seen: this.#seen,
      engines: [...this.#engines.values()],
    };
  }

  #tools(): LintTools {
    // Required and not imported: an import would read it twice, to learn its names.
    const { Linter } = load('eslint/universal') as typeof ESLint;
    const dependencies = new Dependencies(this.context.workspace);
    return {
      linter: new Linter({ configType: 'flat' }),
      checks: this.checks,
      dependencyMajor: (file, name) => dependencies.majorOf(file, name),
    };
  }

  #look(tools: LintTools, path: string): void {
    const byName = reasonByName(path);
    if (byName !== undefined) return void this.#notScanned.push({ path, reason: byName });
    const source = readSource(this.context.workspace, path);
    if ('gap' in source) return void this.#gaps.push(source.gap);
    const byText = reasonByText(source.text);
    if (byText !== undefined) return void this.#notScanned.push({ path, reason: byText });
    const { findings, gaps, dialect } = lintText(tools, path, source.text);
    if (dialect) this.#prove(tools, dialect);
    this.#findings.push(...(isTestFile(path) ? findings.map(capped) : findings));
    this.#gaps.push(...gaps);
    if (gaps.length === 0) this.#seen++;
  }

  /** Once for each parser that read something. */
  #prove(tools: LintTools, dialect: Dialect): void {
    const parser = PARSERS[dialect];
    if (this.#engines.has(parser)) return;
    proveCanary(tools, dialect);
    if (parser === 'espree')
      this.#engines.set('eslint', { name: 'eslint', version: versionOf('eslint'), canary: 'found' });
    this.#engines.set(parser, { name: parser, version: versionOf(parser), canary: 'found' });
  }
}

/** What runs only in tests is worth a look and fails nothing. */
function capped(finding: Finding): Finding {
  const severity = finding.severity ?? 'low';
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf('low') ? { ...finding, severity: 'low' } : finding;
}
