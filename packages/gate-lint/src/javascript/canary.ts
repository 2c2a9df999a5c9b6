import { GateError } from '@railgate/contract';

import { lintText, type LintTools } from './lint-text.js';
import { PARSERS, type Dialect } from './parsers.js';

const HANDLER = "app.get('/x', (req, res) => pool.query('SELECT * FROM t WHERE a = ' + req.query.a));";

/** Known-bad programs, one for each parser. */
const CANARIES: Readonly<
  Record<(typeof PARSERS)[Dialect], { readonly file: string; readonly text: string }>
> = {
  espree: { file: 'canary.js', text: HANDLER },
  '@typescript-eslint/parser': {
    file: 'canary.ts',
    text: `const later: string = 'x' as string;\n${HANDLER}`,
  },
  'vue-eslint-parser': {
    file: 'canary.vue',
    text: `<template><p/></template>\n<script>\n${HANDLER}\n</script>`,
  },
  'svelte-eslint-parser': { file: 'canary.svelte', text: `<script>\n${HANDLER}\n</script>\n<p></p>` },
};

/** @throws {GateError} `CANARY_MISSED` when the engine, asked as for any other file, does not see a planted flaw. */
export function proveCanary(tools: LintTools, dialect: Dialect): void {
  const parser = PARSERS[dialect];
  const { file, text } = CANARIES[parser];
  const { findings } = lintText(tools, file, text);
  if (findings.some((finding) => finding.ruleId === 'lint/sql-injection' && finding.severity === 'high'))
    return;
  throw new GateError(
    'CANARY_MISSED',
    `ESLint with ${parser} does not see the SQL injection that was planted for it.`,
  );
}
