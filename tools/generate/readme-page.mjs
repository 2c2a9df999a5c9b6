import { gatesTable } from './gate-pages.mjs';
import { fillBetween } from './markdown.mjs';

/** README.md is written by hand; its table of gates is not. */
export function readmePage({ gates, readFile }) {
  return fillBetween(readFile('README.md'), 'gates', gatesTable(gates, 'docs/gates/', 'docs/rules/'));
}
