import type { Signal } from '../view/outcomes.js';
import { html, type SafeHtml } from './template.js';

const LABELS: Readonly<Record<Signal, string>> = {
  unknown: 'Could not check',
  fails: 'Findings',
  findings: 'Findings below the threshold',
  clean: 'Clean',
  skipped: 'Skipped',
};

/** The signs of the outcomes, once: each differs in shape, so that none depends on colour. */
export function iconSheet(): SafeHtml {
  return html`<svg width="0" height="0" class="sheet" aria-hidden="true">
    <symbol id="i-unknown" viewBox="0 0 16 16">
      <path
        d="M8 1.6 15 14.2H1z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linejoin="round"
      />
      <path
        d="M6.5 7.3c.1-1 .8-1.4 1.6-1.4.9 0 1.6.6 1.6 1.4 0 1-1.5 1.2-1.5 2.4"
        fill="none"
        stroke="currentColor"
        stroke-width="1.3"
        stroke-linecap="round"
      />
      <circle cx="8.2" cy="11.8" r=".85" fill="currentColor" />
    </symbol>
    <symbol id="i-fails" viewBox="0 0 16 16">
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" />
      <path
        d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"
        class="cut"
        fill="none"
        stroke-width="1.7"
        stroke-linecap="round"
      />
    </symbol>
    <symbol id="i-findings" viewBox="0 0 16 16">
      <path
        d="M5.1 1.4h5.8l3.7 3.7v5.8l-3.7 3.7H5.1l-3.7-3.7V5.1z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
      />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </symbol>
    <symbol id="i-clean" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="m4.8 8.3 2.3 2.3 4.3-4.9"
        class="cut"
        fill="none"
        stroke-width="1.7"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </symbol>
    <symbol id="i-skipped" viewBox="0 0 16 16">
      <path d="M4 8h8" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
    </symbol>
  </svg>`;
}

export function icon(signal: Signal): SafeHtml {
  return html`<svg class="icon ${signal}" role="img" aria-label="${LABELS[signal]}">
    <use href="#i-${signal}" />
  </svg>`;
}
