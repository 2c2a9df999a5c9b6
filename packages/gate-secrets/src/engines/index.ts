import { GateError, type Degraded, type EngineEvidence, type Gap } from '@railgate/contract';

import type { Part } from '../part.js';
import {
  ENGINE_NAMES,
  type Engine,
  type EngineAnswer,
  type EngineInput,
  type EngineName,
  type Leak,
} from './engine.js';
import { BETTERLEAKS, GITLEAKS, goScanner } from './go-scanner.js';

export { mergeLeaks } from './merge.js';

/** Which engines are asked beside ours, and which of them must answer. */
export interface EngineOptions {
  readonly engines: readonly EngineName[];
  /** `all` of `engines`, or names, which are asked then, too. */
  readonly require: 'all' | readonly EngineName[];
}

/** What the other engines say. Its findings come of `mergeLeaks`, once ours are there. */
export interface OtherEngines extends Part {
  readonly leaks: readonly Leak[];
}

/** Asks them one after the other: each takes all cores. */
export async function askEngines(input: EngineInput, options: EngineOptions): Promise<OtherEngines> {
  const required = new Set(options.require === 'all' ? options.engines : options.require);
  const asked = ENGINE_NAMES.filter((name) => options.engines.includes(name) || required.has(name));
  const leaks: Leak[] = [];
  const engines: EngineEvidence[] = [];
  const degraded: Degraded[] = [];
  const gaps: Gap[] = [];
  for (const name of asked) {
    const answer = await ask(name, input);
    if (answer instanceof GateError) {
      if (required.has(name)) gaps.push(gapOf(name, answer));
      else degraded.push({ engine: name, message: `${answer.message} ${answer.remedy}` });
      continue;
    }
    leaks.push(...answer.leaks);
    engines.push(answer.evidence);
    if (answer.left !== undefined) degraded.push({ engine: name, message: answer.left });
  }
  const expected = asked.length === 0 ? {} : { engines: engines.length + gaps.length };
  return {
    findings: [],
    leaks,
    engines,
    degraded,
    gaps,
    expected,
    seen: asked.length === 0 ? {} : { engines: engines.length },
  };
}

async function ask(name: EngineName, input: EngineInput): Promise<EngineAnswer | GateError> {
  try {
    return await (await engineOf(name)).look(input);
  } catch (error) {
    if (!(error instanceof GateError) || input.signal.aborted) throw error;
    return error;
  }
}

async function engineOf(name: EngineName): Promise<Engine> {
  if (name === 'secretlint') return (await import('./secretlint.js')).secretlint;
  return goScanner(name === 'gitleaks' ? GITLEAKS : BETTERLEAKS);
}

function gapOf(name: EngineName, { message, remedy }: GateError): Gap {
  return { code: 'ENGINE_FAILED', message: `${name} must answer and did not: ${message}`, remedy };
}
