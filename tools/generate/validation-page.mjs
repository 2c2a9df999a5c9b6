import { code, fillBetween, table } from './markdown.mjs';

const PROFILES = { sarif: 'every', github: 'github', azure: 'azure' };

/** docs/sarif-validation.md is written by hand; its table of rules comes from the rules. */
export function validationPage({ validationRules, readFile }) {
  const rows = validationRules.map(({ id, name, kind, level, asks, notChecked }) => [
    code(id),
    name,
    PROFILES[kind],
    level,
    notChecked === undefined ? asks : `${asks} Not checked: ${notChecked}.`,
  ]);
  return fillBetween(
    readFile('docs/sarif-validation.md'),
    'rules',
    table(['rule', 'name', 'profile', 'level', 'what it asks'], rows),
  );
}
