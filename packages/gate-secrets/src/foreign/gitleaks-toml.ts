import { cleanText, type Gap, type Workspace } from '@railgate/contract';
import { isDeeplyNested, readSource } from '@railgate/kit';

import { compileRule } from '../user-rules/compile.js';
import type { UserRule } from '../user-rules/user-rule.js';

export interface ForeignRules {
  readonly rules: readonly UserRule[];
  readonly gaps: readonly Gap[];
}

const NAME = /(?:^|\/)\.(?:gitleaks|betterleaks)\.toml$/;
const LIMIT = 256 * 1024;
const FILES = 20;
const RULES = 500;

/**
 * The rules that a repository wrote for gitleaks, as rules of ours. Its allow lists, disabled rules and ignore files let
 * nothing through here: reports list them. A file of that name is data: what it extends is not followed.
 */
export async function foreignRules(
  workspace: Pick<Workspace, 'root' | 'edited' | 'files'>,
): Promise<ForeignRules> {
  const paths = workspace.files.map(({ path }) => path).filter((path) => NAME.test(path));
  const rules = new Map<string, UserRule>();
  const gaps: Gap[] = [];
  for (const path of paths.slice(0, FILES)) {
    const read = await readRules(workspace, path);
    gaps.push(...read.gaps);
    for (const rule of read.rules) if (!rules.has(rule.id)) rules.set(rule.id, rule);
  }
  return { rules: [...rules.values()], gaps };
}

async function readRules(workspace: Pick<Workspace, 'root' | 'edited'>, path: string): Promise<ForeignRules> {
  const read = readSource(workspace, path, LIMIT);
  if ('gap' in read) return { rules: [], gaps: [read.gap] };
  const entries = await entriesOf(read.text);
  if (!entries) return { rules: [], gaps: [unreadable(path)] };
  const rules: UserRule[] = [];
  const gaps: Gap[] = [];
  for (const entry of entries.slice(0, RULES)) {
    const rule = await ruleOf(entry, path);
    if ('problem' in rule) gaps.push(unusable(path, rule));
    else if (rule.pattern !== '') rules.push(rule);
  }
  return { rules, gaps };
}

async function entriesOf(text: string): Promise<Fields[] | undefined> {
  if (isDeeplyNested(text)) return undefined;
  const { getStaticTOMLValue, parseTOML } = await import('toml-eslint-parser');
  try {
    const value = getStaticTOMLValue(parseTOML(text)) as Fields;
    const rules = value['rules'];
    return Array.isArray(rules) ? rules.filter(isFields) : [];
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

interface Unusable {
  readonly id: string;
  readonly problem: string;
}

/** A rule without a pattern is about names of files, or only takes something out of one of gitleaks' own. */
async function ruleOf(entry: Fields, path: string): Promise<UserRule | Unusable> {
  const { regex, keywords, entropy, secretGroup, description } = entry;
  const id = idOf(entry['id']);
  const files = await pathFilter(entry['path'], path);
  if (typeof files === 'string') return { id, problem: files };
  return {
    id,
    title:
      typeof description === 'string' && description !== ''
        ? cleanText(description).slice(0, 120)
        : `A secret (${id})`,
    pattern: typeof regex === 'string' ? regex : '',
    ...(typeof secretGroup === 'number' && secretGroup > 0 && { group: secretGroup }),
    keywords: Array.isArray(keywords)
      ? keywords.filter((word) => typeof word === 'string' && word !== '')
      : [],
    severity: 'high',
    ...(typeof entropy === 'number' && { entropy }),
    covers: files,
    source: path,
  };
}

/** Of a rule's `path`, which is a pattern, too; or what is wrong with it. */
async function pathFilter(pattern: unknown, source: string): Promise<((path: string) => boolean) | string> {
  // Ours does not look for secrets where they are told to be looked for.
  const isSource = (path: string): boolean => path === source;
  if (typeof pattern !== 'string' || pattern === '') return (path) => !isSource(path);
  const rule = {
    id: '',
    title: '',
    pattern,
    keywords: [],
    severity: 'high',
    covers: () => true,
    source,
  } as const;
  const compiled = await compileRule(rule);
  if ('problem' in compiled) return compiled.problem;
  return (path) => !isSource(path) && compiled.pattern.matcher(path).find();
}

/** In the form that ids of ours have. */
function idOf(id: unknown): string {
  const kebab = String(id ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(kebab) ? kebab : `rule-${kebab}`;
}

function unreadable(path: string): Gap {
  return {
    code: 'FILE_UNPARSEABLE',
    path,
    message: `${cleanText(path)} does not parse, so that the rules in it were not used.`,
  };
}

function unusable(path: string, { id, problem }: Unusable): Gap {
  return {
    code: 'PART_SKIPPED',
    message: `The rule ${id} of ${cleanText(path)} cannot run: ${cleanText(problem)}.`,
    remedy: 'Write its patterns in the syntax of RE2, or take the rule out.',
  };
}
