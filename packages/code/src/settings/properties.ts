import { linesOf, SETTINGS_LIMIT, type WrittenSetting } from './written-setting.js';

/**
 * A .properties file: `key=value`, `key: value`, `key value`; a backslash at the end joins the next line, and then the
 * place is that of the first.
 *
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)
 */
export function readProperties(text: string): WrittenSetting[] {
  const found: WrittenSetting[] = [];
  let open: { line: string; start: number; end: number } | undefined;
  for (const { text: line, start } of linesOf(text)) {
    const isComment = open === undefined && /^[ \t\f]*[#!]/.test(line);
    if (isComment || (open === undefined && line.trim() === '')) continue;
    const whole: string = open ? open.line + line.trimStart() : line;
    const end = open ? open.end : start + line.length;
    const isContinued = /(?:^|[^\\])(?:\\\\)*\\$/.test(line.slice(-50));
    if (isContinued) {
      open = { line: whole.slice(0, -1), start: open?.start ?? start, end: end - 1 };
      continue;
    }
    const setting = settingOf(whole, open?.start ?? start, end);
    if (setting) found.push(setting);
    if (found.length >= SETTINGS_LIMIT) break;
    open = undefined;
  }
  return found;
}

function settingOf(line: string, start: number, end: number): WrittenSetting | undefined {
  const from = line.length - line.trimStart().length;
  let to = from;
  while (to < line.length && !/[=:\s]/.test(line[to] ?? '')) to += line[to] === '\\' ? 2 : 1;
  const key = line.slice(from, to).replaceAll('\\', '');
  const rest = line.slice(to);
  const value = rest.replace(/^[ \t]{0,50}[=:]?[ \t]{0,50}/, '');
  if (key === '') return undefined;
  const valueStart = start + to + rest.length - value.length;
  const text = value.trimEnd().replace(/\\(.)/g, '$1');
  return { key, text, start: Math.min(valueStart, end), end, document: 0 };
}
