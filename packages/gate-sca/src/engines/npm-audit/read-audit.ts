import { cleanText, GateError } from '@railgate/contract';
import { redact, type ToolAnswer } from '@railgate/kit';
import { satisfies, validRange } from 'semver';

import type { Report } from '../engine.js';
import { parseReport, type Json } from '../json-report.js';
import { LIKE_NPM, npmReport } from '../npm-advisory.js';
import type { Versions } from '../npm-registry/questions.js';
import { lastWords } from '../tool-said.js';

export interface Audit {
  readonly reports: readonly Report[];
  /** The advisories on the package at this place of the lockfile. */
  idsAt(node: string, version: string): readonly string[];
}

const KNOWN = 2;

/**
 * Reads what `npm audit --json` said. Its exit code is 1 for findings, for a registry that does not answer and for a missing
 * lockfile alike: what tells them apart is `auditReportVersion`.
 *
 * @param host of the registry
 * @param asked what the lockfile holds
 * @throws {GateError}
 */
export function readAudit({ stdout, stderr }: ToolAnswer, host: string, asked: Versions): Audit {
  if (stdout.trim() === '')
    throw new GateError('TOOL_CRASHED', `npm audit said nothing. ${lastWords(stderr)}`);
  const report = parseReport('npm audit', stdout);
  const version = report.at('auditReportVersion').number();
  if (version === undefined) throw failureOf(report, host);
  if (version !== KNOWN)
    throw new GateError(
      'REPORT_UNREADABLE',
      `npm audit answered with version ${version} of its report, which is not known.`,
    );
  const findings = report
    .at('vulnerabilities')
    .entries()
    .map(([name, one]) => ({ name, one }));
  return {
    reports: findings.flatMap(({ name, one }) => reportsOf(name, one, asked)),
    idsAt: (node, locked) =>
      findings
        .filter(({ one }) => one.at('nodes').texts().includes(node))
        .flatMap(({ name, one }) => reportsOf(name, one, new Map([[name, new Set([locked])]])))
        .flatMap(({ ids }) => ids),
  };
}

/** `via` also names packages through which others are affected: those have their own entries. */
function reportsOf(name: string, one: Json, asked: Versions): Report[] {
  const advisories = one
    .at('via')
    .items()
    .filter((via) => via.at('range').text() !== '' || via.at('url').text() !== '');
  return advisories.flatMap((advisory) => {
    const range = advisory.at('range').text() || '*';
    const versions = [...(asked.get(name) ?? [])];
    // Rather too many than none where the range cannot be read.
    const hit =
      validRange(range, LIKE_NPM) === null
        ? versions
        : versions.filter((version) => satisfies(version, range, LIKE_NPM));
    return hit.map((version) => npmReport('npm-audit', { name, version, range, advisory }));
  });
}

const SHOWN = 300;

/** The forms of npm's own errors, from its `audit-error.js` and `npm-registry-fetch`. */
function failureOf(report: Json, host: string): GateError {
  const { code, status, said } = wordsOf(report);
  if (code === 'ENOLOCK')
    return new GateError('REPORT_UNREADABLE', 'npm audit takes the lockfile for none.', {
      remedy: 'Make it anew with `npm install --package-lock-only`.',
    });
  if (status !== undefined)
    return new GateError('NEED_UNMET', `${host} answered ${status} to npm audit.`, {
      remedy: statusRemedy(status, host),
    });
  if (/network timeout|ETIMEDOUT/i.test(said))
    return new GateError('TOOL_TIMEOUT', `${host} did not answer npm audit in time.`, { remedy: REACH });
  if (/invalid json|invalid response body|unexpected (?:end of json|token)|not valid json/i.test(said))
    return new GateError(
      'REPORT_UNREADABLE',
      `${host} answered npm audit with something that is no JSON, or with half of it.`,
      {
        remedy:
          'Look at what stands between this machine and the registry: a proxy, a login, a wrong address.',
      },
    );
  if (UNREACHABLE.test(`${code} ${said}`))
    return new GateError('NEED_UNMET', `${host} cannot be reached by npm audit. It said: ${said}`, {
      remedy: REACH,
    });
  return new GateError('TOOL_CRASHED', `npm audit did not answer. It said: ${said || code || 'nothing'}`);
}

const REACH = 'Check the network and the proxy: `npm ping` must work.';
const UNREACHABLE =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|CERT|SELF_SIGNED|socket hang up|aborted|premature close|terminated/i;

interface Words {
  readonly code: string;
  readonly status: number | undefined;
  readonly said: string;
}

function wordsOf(report: Json): Words {
  const error = report.at('error');
  const said = [report.at('message'), error.at('summary'), error.at('detail')].map((word) =>
    word.text().trim(),
  );
  const text = said.find((word) => word !== '') ?? '';
  return {
    code: error.at('code').text() || report.at('code').text(),
    status: report.at('statusCode').number(),
    said: cleanText(redact(text)).slice(0, SHOWN),
  };
}

function statusRemedy(status: number, host: string): string {
  if (status === 401 || status === 403) return `Log in: \`npm login --registry=…\` for ${host}.`;
  if (status === 429 || status >= 500) return 'Try again later.';
  return `${host} has no advisories: use a registry that has, or a database on this machine (\`railgate db update\`).`;
}
