import type { Severity } from '@railgate/contract';
import { loadLicences } from '@railgate/kit';

import { findProblems } from '../src/findings/problems.js';
import type { ImageView } from '../src/findings/view.js';
import type { AnyFinding } from '../src/findings/vulnerabilities.js';
import type { Options } from '../src/options.js';
import type { Observed } from '../src/trivy/observed.js';
import { NOW, viewOf } from './made.js';

/** What a rule must say in an ng case. */
export interface Expected {
  /** `path:line`, or `image` for what no line explains. */
  readonly at: string;
  /** Defaults to the rule's severity. */
  readonly severity?: Severity;
  /** A part of the message. */
  readonly says?: string;
}

export interface Case {
  readonly name: string;
  readonly observed: Partial<Observed>;
  readonly view?: Partial<ImageView>;
  readonly licences?: Options['licences'];
}

/** `ok`: look-alikes; `ng`: what it finds. What a rule cannot know is the scanner's, which is another test. */
export interface RuleCases {
  readonly ok: readonly [Case, ...Case[]];
  readonly ng: readonly [NgCase, ...NgCase[]];
}

interface NgCase extends Case {
  readonly finds: readonly [Expected, ...Expected[]];
}

/** What all rules say of a case. */
export async function problemsOf({ observed, view, licences = {} }: Case): Promise<AnyFinding[]> {
  const judge = await loadLicences(licences);
  return findProblems({ view: viewOf(observed, view), now: NOW, ...(judge && { licences: judge }) });
}
