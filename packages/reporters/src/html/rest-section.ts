import { reproduceCommand } from '../view/headline.js';
import type { View } from '../view/view.js';
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
    [
      'Files',
      html`${thousands(discovery.files)}, listed by
      ${discovery.source === 'git' ? 'git' : 'reading the folder'}`,
    ],
    ['Projects', html`${thousands(discovery.projects.length)}`],
    ['Threshold', html`${policy.failOn}${policy.newOnly && ', new findings only'}`],
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
