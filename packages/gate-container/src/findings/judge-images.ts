import type { Rule } from '@railgate/contract';
import type { LicenceJudge } from '@railgate/kit';

import type { Options } from '../options.js';
import type { BaseKnowledge } from './base-advice.js';
import { imageFindings, type DockerfileChecks } from './misconfigurations.js';
import { findProblems } from './problems.js';
import type { ImageView } from './view.js';
import { findVulnerabilities, type AnyFinding } from './vulnerabilities.js';

/** What was found in one image. */
export interface JudgedView {
  readonly view: ImageView;
  readonly findings: readonly AnyFinding[];
  /** Of advisories and of the scanner's checks. */
  readonly rules: readonly Rule[];
}

export interface Policy extends BaseKnowledge {
  readonly options: Pick<Options, 'unfixable'>;
  readonly licences?: LicenceJudge;
}

export function judgeImages(
  views: readonly ImageView[],
  checks: DockerfileChecks,
  { options, licences, ...known }: Policy,
): JudgedView[] {
  return views.map((view) => {
    const vulnerable = findVulnerabilities(view, { unfixable: options.unfixable, ...known });
    const settings = imageFindings(view, checks);
    const own = findProblems({ view, ...known, ...(licences && { licences }) });
    return {
      view,
      findings: [...vulnerable.findings, ...own, ...settings.findings],
      rules: [...vulnerable.rules, ...settings.rules],
    };
  });
}
