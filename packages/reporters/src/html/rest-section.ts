import { reproduceCommand } from '../view/headline.js';
import type { View } from '../view/view.js';
import { describePolicy } from '../view/policy.js';
import type { WaiverView } from '../view/waivers.js';
import { LISTED } from '../view/listed.js';
import { counted, thousands } from '../view/words.js';
import { html, type SafeHtml } from './template.js';
import { uncheckedItems } from './verdict-section.js';

/** Most paths listed for one reason; `run.json` has all. */
const PATHS = 200;

/** Gaps that do not decide: of report-only gates, and waived ones. */
export function quietGapsSection({ unchecked }: View): SafeHtml | undefined {
  const reported = unchecked.filter(({ waived, enforced }) => !waived && !enforced);
  const waived = unchecked.filter((item) => item.waived);
  if (reported.length + waived.length === 0) return undefined;
  return html`<section aria-labelledby="quiet">
    <h2 id="quiet">Could not be checked and does not decide</h2>
    ${
      reported.length > 0 &&
      html`<h3>Gates that only report</h3>
        ${uncheckedItems(reported)}`
    }
    ${
      waived.length > 0 &&
      html`<h3>Waived</h3>
        ${uncheckedItems(waived)}`
    }
  </section> `;
}

/** Rows at once; `run.json` has all. */
const WAIVERS = 500;

export function waiversSection({ waivers }: View): SafeHtml | undefined {
  if (waivers.length === 0) return undefined;
  const left = waivers.length - WAIVERS;
  return html`<section aria-labelledby="waivers">
    <h2 id="waivers">Waivers and ignore comments</h2>
    <div class="scroll waivers" tabindex="0" role="region" aria-labelledby="waivers">
      <table>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What becomes of it</th>
            <th scope="col">Selects</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          ${waivers.slice(0, WAIVERS).map(waiverRow)}
        </tbody>
      </table>
    </div>
    ${left > 0 && html`<p class="note">${counted(left, 'more entry', 'more entries')} in run.json</p>`}
  </section> `;
}

function waiverRow({ place, state, selects, why, counts }: WaiverView): SafeHtml {
  return html`<tr>
    <td><code>${place}</code></td>
    <td class="${!counts && 's-medium'}">${state}</td>
    <td>${selects}</td>
    <td>${why}</td>
  </tr> `;
}

export function notScannedSection({ notScanned, manifest }: View): SafeHtml | undefined {
  const { ignored } = manifest.discovery;
  if (notScanned.length === 0 && ignored === 0) return undefined;
  const groups = notScanned.map(([reason, items]) => {
    const paths = items.slice(0, PATHS).map(({ path }) => html`<li><code>${path}</code></li>`);
    const left = items.length - PATHS;
    return html`<details>
      <summary>${reason} <span class="n">${thousands(items.length)}</span></summary>
      <ul class="paths">
        ${paths}${left > 0 && html`<li>and ${counted(left, 'more path')} in run.json</li>`}
      </ul>
    </details> `;
  });
  return html`<section aria-labelledby="left">
    <h2 id="left">Not scanned</h2>
    ${groups}${ignored > 0 && html`<p>${counted(ignored, 'file')} ignored by configuration.</p>`}
  </section> `;
}

export function runSection({ manifest }: View): SafeHtml {
  const { tool, date, offline, policy, discovery } = manifest;
  const facts: [string, SafeHtml][] = [
    ['Railgate', html`${tool.version}`],
    ['Date', html`${date}`],
    ['Network', html`${offline ? 'offline' : 'online'}`],
    ['Files', html`${thousands(discovery.files)}, listed by ${LISTED[discovery.source]}`],
    ['Projects', html`${thousands(discovery.projects.length)}`],
    ['Threshold', html`${describePolicy(manifest)}`],
    ['Policy', html`<code>${policy.hash}</code>`],
    ['Reproduce', html`<code>${reproduceCommand(manifest)}</code>`],
  ];
  const items = facts.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
  );
  return html`<section aria-labelledby="run">
    <h2 id="run">This run</h2>
    <dl class="run">${items}</dl>
  </section> `;
}
