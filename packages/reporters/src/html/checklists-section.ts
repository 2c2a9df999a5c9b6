import { placeOfStep, type ChecklistView, type StepView } from '../view/checklists.js';
import type { View } from '../view/view.js';
import { renderInline } from './help.js';
import { icon } from './icons.js';
import { html, type SafeHtml } from './template.js';

/** More are not laid out: a page with thousands of tables opens in nobody's browser. */
const LIMIT = 300;
/** Few that ask for something are open at once. */
const OPEN_LIMIT = 3;

/** The checklists of all subjects: those that ask for something first, each with a way to its findings. */
export function checklistsSection({ checklists }: View): SafeHtml | undefined {
  if (checklists.length === 0) return undefined;
  const titles = [...new Set(checklists.map(({ title }) => title))].slice(0, 5).join(', ');
  const left = checklists.length - LIMIT;
  return html`<section class="checks" aria-labelledby="checks">
    <h2 id="checks">${titles}</h2>
    ${checklists.slice(0, LIMIT).map((view, i) => card(view, i < OPEN_LIMIT))}
    ${left > 0 && html`<p class="note">${left} more in run.json.</p>`}
  </section> `;
}

function card(view: ChecklistView, open: boolean): SafeHtml {
  const { subject, signal, text, quiet, steps, gate, target } = view;
  return html`<details class="check" ${open && !quiet && html` open`}>
    <summary>${icon(signal)} <b>${subject}</b> <span class="muted">${text}</span></summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Steps of ${subject}">
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Result</th>
            <th scope="col">What was seen</th>
          </tr>
        </thead>
        <tbody>
          ${steps.map((step) => row(step, gate, target))}
        </tbody>
      </table>
    </div>
  </details> `;
}

function row({ step, signal, result }: StepView, gate: string, target: string): SafeHtml {
  const place = placeOfStep(step);
  const links = step.rules.map((rule) => {
    const filter = `#${new URLSearchParams({ gate, target, q: rule }).toString()}`;
    return html` <a href="${filter}">${rule}</a>`;
  });
  return html`<tr class="${signal}">
    <th scope="row">${step.title}</th>
    <td>${icon(signal)} ${result}</td>
    <td>
      ${renderInline(step.evidence)}${place !== undefined && !step.evidence.includes(place) && html` <code>${place}</code>`}
      ${links.length > 0 && html`<p class="to">${links}</p>`}
    </td>
  </tr> `;
}
