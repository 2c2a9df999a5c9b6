import { createHash } from 'node:crypto';

import { HOMEPAGE, type Report, type Reporter } from '@railgate/contract';

import { viewReport, type View } from '../view/view.js';
import { checklistsSection } from './checklists-section.js';
import { findingsSection } from './findings-section.js';
import { gatesSection } from './gates-section.js';
import { iconSheet } from './icons.js';
import { notScannedSection, quietGapsSection, runSection, waiversSection } from './rest-section.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';
import { html, link, verbatim, type SafeHtml } from './template.js';
import { verdictSection } from './verdict-section.js';

/** `report.html`: one file that loads nothing, runs nothing but its own script, and can be read without it. */
export const htmlReporter: Reporter = {
  id: 'html',
  file: 'report.html',
  mediaType: 'text/html',
  render: renderHtml,
};

function renderHtml(report: Report): string {
  return `${page(viewReport(report)).markup.trim()}\n`;
}

function page(view: View): SafeHtml {
  return html`<!doctype html>
    <html lang="en">
      ${head(view)}
      <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        ${iconSheet()} ${banner(view)}
        <main>
          ${verdictSection(view)}${gatesSection(view)}${checklistsSection(view)}${findingsSection(view)}${quietGapsSection(view)}${waiversSection(view)}${notScannedSection(view)}${runSection(view)}
        </main>
        <footer>
          <p>
            Made by ${link('Railgate', HOMEPAGE)} ${view.manifest.tool.version}. This page loads nothing and
            sends nothing.
          </p>
        </footer>
        ${verbatim('script', SCRIPT)}
      </body>
    </html> `;
}

function head({ headline }: View): SafeHtml {
  const policy = [
    "default-src 'none'",
    `style-src '${hashSource(STYLE)}'`,
    `script-src '${hashSource(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <meta name="robots" content="noindex" />
    <title>${headline.titles.join(', ')} – Railgate</title>
    ${verbatim('style', STYLE)}
  </head>`;
}

function banner({ manifest }: View): SafeHtml {
  return html`<header class="top">
    <p class="brand">Railgate</p>
    <p class="when">${manifest.date}${manifest.offline && ', offline'}</p>
    <button type="button" id="theme" hidden>Theme: auto</button>
  </header>`;
}

function hashSource(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
