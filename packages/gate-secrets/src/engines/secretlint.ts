import { extname } from 'node:path/posix';

import { GateError, type FileEntry } from '@railgate/contract';
import { TextPosition, readSource } from '@railgate/kit';
import type { SecretLintCoreConfig, SecretLintRuleCreator } from '@secretlint/types';

import { CANARY_FILE, canaryText } from './canary.js';
import type { Engine, EngineAnswer, EngineInput, Leak } from './engine.js';

const INSTALL = 'Install Railgate anew: @secretlint/core is one of its dependencies.';
/** As package.json pins it. */
const VERSION = '12.0.0';
/** Comments must not silence it: they are listed, and what they want is said beside the finding. */
const COMMENTS_RULE = '@secretlint/secretlint-rule-filter-comments';
/** Milliseconds for all files together. */
const DEADLINE = 240_000;

/**
 * secretlint's rules through its library, in this thread: the repository's configuration, which may be a program, is
 * never loaded. Loaded only when asked for.
 */
export const secretlint: Engine = { name: 'secretlint', look };

type Lint = (path: string, content: string) => Promise<readonly Message[]>;

interface Message {
  readonly rule: string;
  readonly range: readonly [number, number];
}

async function look(input: EngineInput): Promise<EngineAnswer> {
  const { lint, version } = await load();
  if ((await lint(CANARY_FILE, canaryText())).length === 0)
    throw new GateError(
      'CANARY_MISSED',
      `secretlint ${version} did not find the known-bad text that it must find: its silence proves nothing.`,
    );
  const leaks: Leak[] = [];
  const end = performance.now() + DEADLINE;
  let left = 0;
  for (const file of input.target.files) {
    input.signal.throwIfAborted();
    if (performance.now() > end)
      throw new GateError('TOOL_TIMEOUT', `secretlint did not end within ${DEADLINE / 1000} s.`);
    input.progress(`secretlint: ${file.path}`);
    const found = await lookAt(input, file, lint);
    if (found) leaks.push(...found);
    else left++;
  }
  return {
    leaks,
    evidence: { name: 'secretlint', version, canary: 'found' },
    ...(left > 0 && { left: `It leaves out ${left} files that are large or no text.` }),
  };
}

async function lookAt(input: EngineInput, file: FileEntry, lint: Lint): Promise<Leak[] | undefined> {
  const read = readSource(input.workspace, file.path);
  if ('gap' in read) return undefined;
  const messages = await lint(file.path, read.text);
  if (messages.length === 0) return [];
  const position = new TextPosition(read.text);
  return messages.map(({ rule, range: [start, end] }) => ({
    engine: 'secretlint',
    rule,
    path: file.path,
    region: position.region(start, end),
  }));
}

async function load(): Promise<{ lint: Lint; version: string }> {
  try {
    const { lintSource } = await import('@secretlint/core');
    await stopProfiler();
    const options = { config: { rules: await rules() }, maskSecrets: true, noPhysicFilePath: true };
    const lint: Lint = async (filePath, content) => {
      const source = { filePath, content, contentType: 'text', ext: extname(filePath) } as const;
      const result = await lintSource({ source, options });
      return result.messages.map(({ ruleId, messageId, range }) => ({
        rule: `${ruleId.replace(/^@secretlint\/secretlint-rule-/, '')}/${messageId}`,
        range,
      }));
    };
    return { lint, version: VERSION };
  } catch (error) {
    throw new GateError('NEED_UNMET', 'secretlint cannot be loaded.', { remedy: INSTALL, cause: error });
  }
}

/** It keeps several marks for each file and rule for ever, and searches all of them at each: minutes for 10,000 files. */
async function stopProfiler(): Promise<void> {
  const { secretLintProfiler } = await import('@secretlint/profiler');
  secretLintProfiler.mark = () => undefined;
}

/** Those of the preset, without the one by which a comment silences the others; the preset's `disabled` does nothing. */
async function rules(): Promise<SecretLintCoreConfig['rules']> {
  const { creator } = await import('@secretlint/secretlint-rule-preset-recommend');
  const all: SecretLintRuleCreator[] = [];
  creator.create(
    { sharedOptions: {}, registerRule: (rule) => void all.push(rule as SecretLintRuleCreator) },
    {},
  );
  return all.flatMap((rule) => (rule.meta.id === COMMENTS_RULE ? [] : [{ id: rule.meta.id, rule }]));
}
