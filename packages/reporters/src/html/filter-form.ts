import { SEVERITIES } from '@railgate/contract';

import { FINDING_STATES, type FindingState, type ReportFinding } from '../view/findings.js';
import { thousands } from '../view/words.js';
import { html, type SafeHtml } from './template.js';

/** The form and the numbers by which each finding says where it belongs. */
export interface FilterIndex {
  readonly form: SafeHtml;
  readonly gates: readonly string[];
  readonly targets: readonly string[];
  readonly states: readonly FindingState[];
}

/** Hidden until the script shows it. A facet with one value has nothing to choose and is left out. */
export function filterForm(findings: readonly ReportFinding[]): FilterIndex {
  const gates = countBy(findings, ({ gate }) => gate);
  const targets = countBy(findings, ({ target }) => target);
  const states = countBy(findings, ({ state }) => state);
  const severities = countBy(findings, ({ severity }) => severity);
  const stateNames = FINDING_STATES.filter((state) => states.has(state));
  const form = html`<form id="filters" class="filters" hidden aria-label="Filter the findings">
    <label class="search"
      ><span class="vh">Search message, path and rule</span
      ><input
        type="search"
        name="q"
        placeholder="Search"
        autocomplete="off"
        spellcheck="false"
        maxlength="200"
    /></label>
    <button type="button" id="facets" aria-expanded="false">Filters</button>
    ${facet(
      'severity',
      'Severity',
      SEVERITIES.map((value, i) => option('severity', value, i, severities.get(value) ?? 0)),
    )}
    ${
      stateNames.length > 1 &&
      facet(
        'state',
        'State',
        stateNames.map((value, i) => option('state', value, i, states.get(value) ?? 0)),
      )
    }
    ${
      gates.size > 1 &&
      facet(
        'gate',
        'Gate',
        [...gates].map(([value, count], i) => option('gate', value, i, count)),
      )
    }
    ${
      targets.size > 1 &&
      html`<fieldset class="target">
        <legend>Target</legend>
        <select name="target" aria-label="Target">
          <option value="">All targets</option>
          ${[...targets].map(([value, count], i) => html`<option value="${value}" data-i="${i}">${value} (${thousands(count)})</option>`)}
        </select>
      </fieldset>`
    }
    <fieldset class="by">
      <legend>Group by</legend>
      <label><input type="radio" name="by" value="rule" checked /><span>Rule</span></label
      ><label><input type="radio" name="by" value="file" /><span>File</span></label>
    </fieldset>
    <p class="acts">
      <button type="button" id="expand">Expand all</button><button type="reset" id="unfilter">Clear</button>
    </p>
  </form>`;
  return { form, gates: [...gates.keys()], targets: [...targets.keys()], states: stateNames };
}

function facet(name: string, title: string, options: readonly SafeHtml[]): SafeHtml {
  return html`<fieldset class="${name}">
    <legend>${title}</legend>
    ${options}
  </fieldset>`;
}

function option(name: string, value: string, index: number, count: number): SafeHtml {
  const mark = name === 'severity' && html`<i class="dot s-${value}" aria-hidden="true"></i>`;
  const off = count === 0;
  return html`<label class="${off && 'off'}">
    <input type="checkbox" name="${name}" value="${value}" data-i="${index}" ${off && html`disabled`} />
    ${mark}<span>${value}</span><span class="n">${thousands(count)}</span>
  </label>`;
}

/** In code unit order, so that the page does not depend on the order of the findings. */
function countBy(
  findings: readonly ReportFinding[],
  key: (finding: ReportFinding) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(key(finding), (counts.get(key(finding)) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
