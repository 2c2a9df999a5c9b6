import { SEVERITIES, codeHelpUri, type Reason } from '@railgate/contract';

import { describeBaseline } from '../view/baseline.js';
import { explainExitCode } from '../view/headline.js';
import type { Unchecked } from '../view/unchecked.js';
import type { View } from '../view/view.js';
import { counted, thousands } from '../view/words.js';
import { renderInline } from './help.js';
import { icon } from './icons.js';
import { html, link, type SafeHtml } from './template.js';

/** As many as are read without scrolling away the rest of the page. */
const SHOWN = 4;
const FAILING_SHOWN = 6;

/** The verdict and, beside each other and equally loud, what was found and what could not be checked. */
export function verdictSection(view: View): SafeHtml {
  const { headline, manifest, tally } = view;
  const panels = [...(tally.open > 0 ? [foundPanel(view)] : []), ...uncheckedPanel(view)];
  const titles = headline.titles.map((title) => html`<span>${title}</span> `);
  return html`<section class="verdict ${headline.status}" aria-labelledby="verdict">
    <div class="lead">
      ${icon(SIGNALS[headline.status])}
      <div>
        <h1 id="verdict">${titles}</h1>
        <p>${sentence(headline.detail)} <span class="exit">${explainExitCode(manifest, tally)}</span></p>
        ${describeBaseline(manifest).map((line) => html`<p class="baseline">${line}</p>`)}
      </div>
    </div>
    ${panels.length > 0 && html`<div class="panels">${panels}</div>`}
  </section> `;
}

const SIGNALS = { clean: 'clean', findings: 'fails', incomplete: 'unknown' } as const;

function foundPanel({ tally, manifest }: View): SafeHtml {
  const most = Math.max(...SEVERITIES.map((severity) => tally.counts[severity]));
  const rows = SEVERITIES.map((severity) => {
    const count = tally.counts[severity];
    const bar = html`<svg class="bar s-${severity}" aria-hidden="true">
      <rect width="${Math.ceil((count / most) * 100)}%" height="100%" rx="2" />
    </svg>`;
    const name =
      count > 0 ? html`<a href="#severity=${severity}">${severity}</a>` : html`<span>${severity}</span>`;
    return html`<tr class="${count === 0 && 'none'}">
      <th scope="row">${name}</th>
      <td class="n">${thousands(count)}</td>
      <td>${bar}</td>
    </tr>`;
  });
  const failing = failingGates(manifest.verdict.reasons);
  return html`<div class="panel found">
    <h2>Findings by severity</h2>
    <table class="tally">
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${failing}
    <p class="note">
      The threshold is
      <b>${manifest.policy.failOn}</b>${manifest.policy.newOnly && '; only new findings count'}.
    </p>
  </div> `;
}

/** The gates whose findings reach their threshold, each a way into the list. */
function failingGates(reasons: readonly Reason[]): SafeHtml | undefined {
  const failing = reasons.filter(({ code, waived }) => code === 'FINDINGS' && !waived);
  if (failing.length === 0) return undefined;
  const items = failing.slice(0, FAILING_SHOWN).map(({ gate, target, message }) => {
    const filter = `#${new URLSearchParams({ gate, target }).toString()}`;
    return html`<li><a href="${filter}">${gate} · ${target}</a> ${message}</li>`;
  });
  const left = failing.length - FAILING_SHOWN;
  return html`<ul class="failing">
    ${items}${left > 0 && html`<li>and ${left} more below</li>`}
  </ul>`;
}

function uncheckedPanel({ unchecked }: View): SafeHtml[] {
  const items = unchecked.filter(({ waived, enforced }) => !waived && enforced);
  if (items.length === 0) return [];
  const rest = items.slice(SHOWN);
  const more = html`<details class="more">
    <summary>${counted(rest.length, 'more thing')} that could not be checked</summary>
    ${uncheckedItems(rest)}
  </details>`;
  return [
    html`<div class="panel unknown" id="unchecked">
      <h2>Could not check</h2>
      ${uncheckedItems(items.slice(0, SHOWN))}${rest.length > 0 && more}
    </div> `,
  ];
}

export function uncheckedItems(items: readonly Unchecked[]): SafeHtml {
  return html`<ul class="reasons">
    ${items.map(uncheckedItem)}
  </ul>`;
}

function uncheckedItem({ gate, target, code, message, remedy }: Unchecked): SafeHtml {
  const page = codeHelpUri(code);
  return html`<li>
    <p class="what"><b>${renderInline(message)}</b></p>
    ${remedy !== '' && html`<p class="todo">${renderInline(remedy)}</p>`}
    <p class="from">${gate} · ${target} · ${link(code, page)}</p>
  </li>`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
