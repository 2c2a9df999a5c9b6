import {
  VERSION,
  compareText,
  listed,
  plainText,
  sentence,
  type Rule,
  type Severity,
} from '@railgate/contract';
import { advisoryName, advisoryPage, isPage, sortAdvisories } from '@railgate/sarif/run';

import type { ImageVulnerability } from '../trivy/observed.js';

/** GitHub takes no longer ones. */
const SUMMARY = 1024;
const DESCRIPTION = 1000;
const CWES = 5;
const REFERENCES = 10;
const SHOWN = 10;

/**
 * The rule of one vulnerability, from all that was seen of it in any image of the run.
 *
 * @param id canonical
 * @param seen not empty, in any order
 */
export function advisoryRule(id: string, seen: readonly ImageVulnerability[], severity: Severity): Rule {
  const ordered = [...seen].sort((a, b) => compareText(a.purl, b.purl) || compareText(a.id, b.id));
  const ids = sortAdvisories(ordered.flatMap((one) => [one.id, ...one.aliases]));
  const packages = [...new Set(ordered.map(({ name }) => plainText(name, 200)))].sort();
  const summary =
    sentence(firstText(ordered.map(({ title }) => title)), SUMMARY) ||
    `A known vulnerability of ${listed(packages, SHOWN)}.`;
  return {
    id,
    name: advisoryName(id),
    summary,
    description: sentence(firstText(ordered.map(({ description }) => description)), DESCRIPTION) || summary,
    why: `It is public under ${listed(ids, SHOWN)}, and so is how to look for programs that hold ${listed(packages, SHOWN)}.`,
    remediation:
      'Start from a newer tag of the base image where that brings the package, else upgrade it in the instruction or the manifest that does: each finding names which of them, and the version. Where there is no fix yet, remove the package, or waive the finding with a reason and an expiry.',
    severity,
    precision: 'high',
    cwe: [...new Set(ordered.flatMap(({ cwes }) => cwes))].slice(0, CWES),
    tags: ['vulnerability'],
    references: [...new Set(ordered.flatMap(({ references }) => references))]
      .filter(isPage)
      .slice(0, REFERENCES),
    helpUri: advisoryPage(ids, id),
    since: VERSION,
  };
}

function firstText(texts: readonly string[]): string {
  return texts.find((text) => text.trim() !== '') ?? '';
}
