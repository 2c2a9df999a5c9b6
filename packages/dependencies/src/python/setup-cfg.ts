import type { Requirement, RequirementKind } from '../lockfile.js';
import { parseRequirement } from './requirement.js';

/** What setup.cfg asks for: `install_requires` of `[options]` and all of `[options.extras_require]`. */
export function readSetupCfg(text: string): Requirement[] {
  const requirements: Requirement[] = [];
  let section = '';
  let key = '';
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const header = /^\[([^\]]*)\]/.exec(line)?.[1];
    const isContinued = /^\s/.test(line);
    if (header !== undefined) section = header.trim();
    if (header !== undefined || !isContinued) key = header === undefined ? keyOf(line) : '';
    if (header !== undefined) continue;
    const kind = kindOf(section, key);
    const words = isContinued ? line : line.slice(line.search(/[=:]|$/) + 1);
    if (kind) requirements.push(...parse(words, kind, index + 1));
  }
  return requirements;
}

function keyOf(line: string): string {
  return line.slice(0, line.search(/[=:]|$/)).trim();
}

function kindOf(section: string, key: string): RequirementKind | undefined {
  if (section === 'options' && key === 'install_requires') return 'prod';
  return section === 'options.extras_require' ? 'optional' : undefined;
}

function parse(words: string, kind: RequirementKind, line: number): Requirement[] {
  const found = parseRequirement(words.replace(/\s#.*$/, '').trim());
  return found ? [{ name: found.name, kind, range: found.specifier, line }] : [];
}
