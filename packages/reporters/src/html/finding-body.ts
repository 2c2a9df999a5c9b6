import { oneLine } from '../text/safe-text.js';
import { describeWaiver, placeText, type ReportFinding } from '../view/findings.js';
import { html, type SafeHtml } from './template.js';
import { codeLines, renderCode, type CodeLines } from './code-lines.js';

/** The details of a finding as cleaned text: markup for the first ones, data that the script builds from for others. */
export interface FindingBody {
  readonly waived?: string;
  readonly code?: CodeLines;
  readonly related: readonly (readonly [place: string, message: string])[];
  readonly repairs: readonly string[];
  readonly ids: readonly (readonly [name: string, value: string])[];
}

export function bodyOf(finding: ReportFinding): FindingBody {
  const { waiver, snippet, region, related } = finding;
  return {
    ...(waiver && { waived: waivedText(waiver) }),
    ...(snippet && { code: codeLines(snippet, region) }),
    related: related.map((place) => [oneLine(placeText(place)), oneLine(place.message ?? '')]),
    repairs: describeRepairs(finding),
    ids: describeIds(finding),
  };
}

/** The script's `buildBody` makes the same of the same data (test/html-browser.test.ts compares them). */
export function renderBody({ waived, code, related, repairs, ids }: FindingBody, path: string): SafeHtml {
  const waiver = waived !== undefined && html`<p class="waiver"><b>Waived.</b> ${waived}</p>`;
  const fixes = repairs.map((repair) => html`<p class="fix"><b>Repair:</b> ${repair}</p>`);
  const facts = ids.map(([name, value]) => html`<span>${name} <code>${value}</code></span>`);
  const parts = [
    waiver,
    code && renderCode(code, path),
    renderRelated(related),
    fixes,
    html`<p class="ids">${facts}</p>`,
  ];
  return html`<div class="body">${parts}</div>`;
}

function renderRelated(related: FindingBody['related']): SafeHtml | undefined {
  if (related.length === 0) return undefined;
  const places = related.map(([place, message]) => html`<li><code>${place}</code> ${message}</li>`);
  // prettier-ignore
  return html`<div class="related"><h4>Related places</h4><ol>${places}</ol></div>`;
}

function waivedText(waiver: NonNullable<ReportFinding['waiver']>): string {
  const about = describeWaiver(waiver);
  const aside = about.charAt(0).toUpperCase() + about.slice(1);
  return oneLine([waiver.reason, aside].filter((part) => part !== '').join(' – '));
}

function describeRepairs({ result }: ReportFinding): string[] {
  const safe = result.properties?.['fixSafe'] === true;
  const advice = safe ? 'Apply it with railgate fix.' : 'Look at it before you apply it.';
  return (result.fixes ?? []).map((fix) => oneLine(`${fix.description?.text ?? ''} ${advice}`));
}

function describeIds({ gate, target, engine, identity, result }: ReportFinding): [string, string][] {
  const hash = result.partialFingerprints?.['primaryLocationLineHash'];
  const pairs: [string, string | undefined][] = [
    ['Gate', gate],
    ['Target', target],
    ['Engine', engine],
    ['Identity', identity],
    ['Line hash', hash],
  ];
  return pairs.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, oneLine(value)]],
  );
}
