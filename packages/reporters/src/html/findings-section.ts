import { SEVERITIES, groupBy, ruleHelpUri } from '@railgate/contract';

import { isOpen, placeText, type ReportFinding } from '../view/findings.js';
import type { View } from '../view/view.js';
import { counted, thousands } from '../view/words.js';
import { bodyOf, renderBody } from './finding-body.js';
import { filterForm, type FilterIndex } from './filter-form.js';
import { renderHelp } from './help.js';
import { NEWLINE, html, json, link, type SafeHtml } from './template.js';

/** Beyond this a browser takes seconds to open the page; the rest is in the archive, and the page says so. */
const LIMIT = 50_000;
/** As many come with their details in the page itself, the worst ones; the script builds the others when opened. */
const DETAILED = 1000;
/** Few findings are shown with their code at once. */
const OPEN_LIMIT = 8;

const CHUNK = 50;
/** Above this the browser lays out only what is on the screen. */
const MANY = 200;

interface Page {
  readonly index: FilterIndex;
  /** The place of a finding's details in the page's data. */
  readonly late: ReadonlyMap<ReportFinding, number>;
  /** Are the details open at first? */
  readonly opened: boolean;
}

/** All findings, grouped by rule, readable without the script; with it filtered and grouped otherwise. */
export function findingsSection(view: View): SafeHtml {
  if (view.findings.length === 0) return emptySection(view);
  const shown = view.findings.slice(0, LIMIT);
  const index = filterForm(shown);
  const lateOnes = shown.slice(DETAILED);
  const late = new Map(lateOnes.map((finding, i) => [finding, i]));
  const page: Page = { index, late, opened: shown.length <= OPEN_LIMIT };
  const groups = byRule(shown).map((group, i) => ruleGroup(group, i, page));
  const left = view.findings.length - shown.length;
  return html`<section class="findings" aria-labelledby="findings">
    <h2 id="findings" tabindex="-1">Findings</h2>
    ${left > 0 && html`<p class="cut-off"><b>${counted(left, 'finding')} of the lowest severities left out here.</b> All of them are in report.sarif.</p>`}
    <noscript><p class="muted">Filters need JavaScript. All findings are below.</p></noscript>
    <div class="columns">
      ${index.form}
      <div class="results">
        <p id="count" role="status" aria-live="polite">${counted(shown.length, 'finding')}</p>
        <p id="nothing" hidden>
          No finding matches these filters. <button type="button" id="clear">Clear the filters</button>
        </p>
        <div id="groups" class="${shown.length > MANY && 'many'}">${groups}</div>
        ${lateOnes.length > 0 && json('late', lateOnes.map(bodyOf))}
      </div>
    </div>
  </section> `;
}

function emptySection({ headline }: View): SafeHtml {
  const text =
    headline.status === 'incomplete' ? 'None in what could be checked. This is not a clean result.' : 'None.';
  return html`<section aria-labelledby="findings">
    <h2 id="findings" tabindex="-1">Findings</h2>
    <p>${text}</p>
  </section>`;
}

/** Rules in the order of their worst open finding; findings keep their order. */
function byRule(findings: readonly ReportFinding[]): ReportFinding[][] {
  return [...groupBy(findings, ({ ruleId }) => ruleId).values()];
}

function ruleGroup(group: readonly ReportFinding[], number: number, page: Page): SafeHtml {
  const [first] = group;
  if (!first) return html``;
  const { rule, ruleId } = first;
  const title = rule?.shortDescription?.text ?? ruleId;
  const chunks = chunked(group).map(
    (chunk) =>
      html`<ol>
        ${chunk.map((finding) => findingItem(finding, page))}
      </ol>`,
  );
  return html`<section class="group" aria-labelledby="r${number}">
    <header>
      <h3 id="r${number}">${title}</h3>
      <p class="sub">
        <span class="sev s-${first.severity}">${first.severity}</span> <code>${ruleId}</code>
        <span class="n" data-total="${group.length}">${thousands(group.length)}</span>
      </p>
      ${ruleHelp(first)}
    </header>
    ${chunks}
  </section> `;
}

/** The browser skips lists that are off the screen: as a whole, since each thing that it watches costs time too. */
function chunked(group: readonly ReportFinding[]): (readonly ReportFinding[])[] {
  const chunks: (readonly ReportFinding[])[] = [];
  for (let at = 0; at < group.length; at += CHUNK) chunks.push(group.slice(at, at + CHUNK));
  return chunks;
}

function ruleHelp({ rule, ruleId }: ReportFinding): SafeHtml | undefined {
  const help = rule?.help?.markdown ?? rule?.help?.text ?? rule?.fullDescription?.text;
  if (help === undefined) return undefined;
  const tags: unknown = rule?.properties?.tags;
  const cwes = Array.isArray(tags)
    ? tags.filter((tag) => typeof tag === 'string' && tag.startsWith('external/cwe/'))
    : [];
  const facts = [
    ...cwes.map((tag: string) => html`<span>${tag.slice(13).toUpperCase()}</span>`),
    link('Page of the rule', rule?.helpUri ?? ruleHelpUri(ruleId)),
  ];
  return html`<details class="help">
    <summary>Why, and how to repair it</summary>
    <div>
      ${renderHelp(help)}
      <p class="facts">${facts}</p>
    </div>
  </details>`;
}

function findingItem(finding: ReportFinding, page: Page): SafeHtml {
  const { severity, state, message } = finding;
  const tag = state === 'open' ? undefined : html` <span class="tag">${state}</span>`;
  const { index, late, opened } = page;
  // One line each: white space would be text nodes, and there may be tens of thousands.
  // prettier-ignore
  const line = [html`<i class="dot s-${severity}">${severity} </i><span class="m">${message}</span>`, tag, html`<code class="p">${placeText(finding)}</code>`];
  const key = keyOf(finding, index);
  const place = late.get(finding);
  if (place !== undefined) {
    // prettier-ignore
    return html`<li data-k="${key}" data-late="${place}" class="${state}"><div class="row">${line}</div></li>${NEWLINE}`;
  }
  const open = opened && isOpen(finding) && html` open`;
  const body = renderBody(bodyOf(finding), finding.path);
  // prettier-ignore
  return html`<li data-k="${key}" class="${state}"><details${open}><summary>${line}</summary>${body}</details></li>${NEWLINE}`;
}

/** By what the script filters: severity, gate, target and state as indexes. */
function keyOf({ severity, gate, target, state }: ReportFinding, index: FilterIndex): string {
  const { gates, targets, states } = index;
  return [
    SEVERITIES.indexOf(severity),
    gates.indexOf(gate),
    targets.indexOf(target),
    states.indexOf(state),
  ].join(' ');
}
