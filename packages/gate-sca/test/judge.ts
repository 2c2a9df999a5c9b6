import { judgeDependencies, type JudgeInput, type Judgement } from '../src/judge-dependencies.js';
import { loadVersions } from '../src/findings/versions.js';
import { NOW, OPTIONS } from './made.js';

const versions = await loadVersions(['npm', 'PyPI']);

/** Judges what a test has made; whatever it leaves out says nothing. */
export function judge(input: Pick<JudgeInput, 'dependencies' | 'answers'> & Partial<JudgeInput>): Judgement {
  return judgeDependencies({
    now: NOW,
    offline: true,
    versions,
    signals: () => undefined,
    policy: { findings: [], gaps: [] },
    ...input,
    options: { ...OPTIONS, ...input.options },
  });
}
