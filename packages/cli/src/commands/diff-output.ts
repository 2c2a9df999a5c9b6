import { compareText, cleanText } from '@railgate/contract';
import { decodePath, type BaselineCounts, type Comparison } from '@railgate/sarif';
import type * as sarif from 'sarif';

/** One result of a comparison, as the JSON form has it. */
interface Entry {
  readonly tool: string;
  /** `automationDetails.id`; empty where the run has none. */
  readonly category: string;
  readonly rule: string;
  readonly level: string;
  /** Empty where the result has no file. */
  readonly path: string;
  /** 0 where the result has none. */
  readonly line: number;
  readonly message: string;
  /** Of new ones: why, as far as the two files tell. */
  readonly cause?: string;
}

/** The whole comparison as JSON: counts, drift, and the results that are new, updated or absent. */
export function diffJson(comparison: Comparison): string {
  const { counts, drift, notCompared } = comparison;
  const lists = {
    new: entriesOf(comparison, 'new'),
    updated: entriesOf(comparison, 'updated'),
    absent: entriesOf(comparison, 'absent'),
  };
  return `${JSON.stringify({ counts, notCompared, drift, ...lists }, null, 2)}\n`;
}

/** A line for each result that is new or absent, then what else differs, then the counts. */
export function diffText(comparison: Comparison): string {
  const { counts, drift, notCompared } = comparison;
  const lines = [
    ...entriesOf(comparison, 'new').map((entry) => line('new', entry)),
    ...entriesOf(comparison, 'absent').map((entry) => line('absent', entry)),
    ...drift.map(({ kind, message }) => `note    ${kind}: ${message}`),
    `${counts.new} new, ${counts.absent} absent, ${counts.updated} updated, ${counts.unchanged} unchanged` +
      `${notCompared > 0 ? `, ${notCompared} not compared` : ''}.`,
  ];
  return `${lines.map((text) => cleanText(text)).join('\n')}\n`;
}

function line(state: string, { rule, level, path, line, message, cause }: Entry): string {
  const place = `${path === '' ? '(no file)' : path}${line > 0 ? `:${line}` : ''}`;
  const why = cause === undefined || cause === 'repository' ? '' : ` (cause: ${cause})`;
  return `${state.padEnd(7)} ${place}  ${level}  ${rule}  ${message}${why}`;
}

function entriesOf(comparison: Comparison, state: keyof BaselineCounts): Entry[] {
  const entries: Entry[] = [];
  for (const { result, run } of comparison.results(state)) entries.push(entryOf(result, run));
  return entries.sort(
    (a, b) =>
      compareText(a.path, b.path) ||
      a.line - b.line ||
      compareText(a.rule, b.rule) ||
      compareText(a.message, b.message) ||
      compareText(a.tool, b.tool) ||
      compareText(a.category, b.category),
  );
}

function entryOf(result: sarif.Result, run: sarif.Run): Entry {
  const place = result.locations?.[0]?.physicalLocation;
  const artifact = place?.artifactLocation;
  const uri = artifact?.uri ?? run.artifacts?.[artifact?.index ?? -1]?.location?.uri ?? '';
  const { rules = [] } = run.tool.driver;
  const rule = rules[result.ruleIndex ?? -1] ?? rules.find(({ id }) => id === result.ruleId);
  const cause: unknown = result.properties?.['cause'];
  return {
    tool: run.tool.driver.name,
    category: run.automationDetails?.id ?? '',
    rule: result.ruleId ?? result.rule?.id ?? rule?.id ?? '',
    level: result.level ?? rule?.defaultConfiguration?.level ?? 'warning',
    path: decodePath(uri),
    line: place?.region?.startLine ?? 0,
    message: messageOf(result.message).replace(/\s+/g, ' ').trim(),
    ...(typeof cause === 'string' && { cause }),
  };
}

function messageOf({ text, markdown, id }: sarif.Message): string {
  return text ?? markdown ?? id ?? '';
}
