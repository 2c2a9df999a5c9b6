import type { EngineEvidence } from '@railgate/contract';

import { describeCount, type OutcomeView } from '../view/outcomes.js';
import type { View } from '../view/view.js';
import { counted } from '../view/words.js';
import { icon } from './icons.js';
import { html, type Content, type SafeHtml } from './template.js';

/** Which gate looked at which target, and the proof that it did. */
export function gatesSection(view: View): SafeHtml {
  if (view.outcomes.length === 0)
    return html`<section aria-labelledby="gates">
      <h2 id="gates">Gates</h2>
      <p>No gate ran.</p>
    </section>`;
  return html`<section aria-labelledby="gates">
    <h2 id="gates">Gates</h2>
    ${matrix(view.outcomes)}${evidence(view.outcomes)}
  </section> `;
}

function matrix(outcomes: readonly OutcomeView[]): SafeHtml {
  const gates = [...new Set(outcomes.map(({ outcome }) => outcome.gate))];
  const targets = [...new Set(outcomes.map(({ outcome }) => outcome.target))];
  const cells = new Map(outcomes.map((view) => [`${view.outcome.gate}\0${view.outcome.target}`, view]));
  const head = gates.map((gate) => html`<th scope="col">${gate}</th>`);
  const rows = targets.map((target) => {
    const columns = gates.map((gate) => matrixCell(cells.get(`${gate}\0${target}`)));
    return html`<tr>
      <th scope="row">${target}</th>
      ${columns}
    </tr> `;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Outcomes by target and gate">
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">Target</th>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div> `;
}

function matrixCell(view: OutcomeView | undefined): SafeHtml {
  if (!view) return html`<td class="blank"><span class="vh">does not apply</span></td>`;
  const { outcome, signals } = view;
  const lines = cellLines(view).map((line) => html`<span>${line}</span>`);
  const note = html`${!outcome.enforced && html`<span class="note">report only</span>`}${view.waived > 0 && html`<span class="note">${view.waived} waived</span>`}`;
  return html`<td class="${signals[0]}">
    <div>
      ${icon(signals[0])}
      <p>${lines}${note}</p>
    </div>
  </td>`;
}

function cellLines({ outcome, gaps, lost, open }: OutcomeView): Content[] {
  if (outcome.status === 'skipped')
    return [html`<span class="muted" title="${outcome.reason ?? ''}">skipped</span>`];
  if (outcome.status === 'broken') return [html`<b>could not check</b>`];
  const lines: Content[] = [];
  if (gaps > 0) lines.push(html`<b>${counted(gaps, 'part')} not checked</b>`);
  if (open > 0) {
    const filter = `#${new URLSearchParams({ gate: outcome.gate, target: outcome.target }).toString()}`;
    lines.push(html`<a href="${filter}">${counted(open, 'finding')}</a>`);
  }
  if (lost > 0) lines.push(html`<b>${counted(lost, 'finding')} missing in report.sarif</b>`);
  return lines.length > 0 ? lines : ['clean'];
}

function evidence(outcomes: readonly OutcomeView[]): SafeHtml {
  const rows = outcomes.map(evidenceRow);
  return html`<details class="evidence">
    <summary>Evidence: what each gate was to look at, what it saw, and with which engines</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Evidence">
      <table>
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">Target</th>
            <th scope="col">Outcome</th>
            <th scope="col">Expected</th>
            <th scope="col">Seen</th>
            <th scope="col">Engines</th>
            <th scope="col">Data</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details> `;
}

function evidenceRow({ outcome, signals, text }: OutcomeView): SafeHtml {
  const proof = outcome.evidence;
  const expected = proof ? describeCount(proof.expected) : '';
  const seen = proof ? describeCount(proof.seen) : '';
  const data = proof?.data
    ? html`${proof.data.id}, ${proof.data.builtAt.slice(0, 10)}<br /><code
          >${proof.data.digest.slice(0, 19)}</code
        >`
    : '';
  const result =
    outcome.status === 'broken'
      ? `${text}. ${outcome.message ?? ''}`
      : outcome.status === 'skipped'
        ? (outcome.reason ?? text)
        : text;
  const engines = [
    ...(proof?.engines ?? []).map(engine),
    ...outcome.degraded.map(({ engine: name, message }) => html`<li class="bad">${name}: ${message}</li>`),
  ];
  return html`<tr>
    <th scope="row">${outcome.gate}</th>
    <td>${outcome.target}</td>
    <td class="outcome">${signals.map((signal = 'clean') => icon(signal))} ${result}</td>
    <td>${expected}</td>
    <td class="${expected !== seen && 'differs'}">${seen}</td>
    <td>
      <ul class="plain">
        ${engines}
      </ul>
    </td>
    <td>${data}</td>
  </tr> `;
}

const CANARIES = { found: 'canary found', missed: 'canary missed', none: 'no canary' } as const;

function engine({ name, version, digest, canary }: EngineEvidence): SafeHtml {
  return html`<li class="${canary === 'missed' && 'bad'}">
    ${name} ${version},
    ${CANARIES[canary]}${digest !== undefined && html`<br /><code>${digest.slice(0, 19)}</code>`}
  </li>`;
}
