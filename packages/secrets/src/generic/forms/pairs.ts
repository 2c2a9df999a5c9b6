import type { Candidate, FileForm } from '../form.js';
import { linesOf, type Line } from '../lines.js';
import { classifyName, kindOfName } from '../names.js';
import { valueAt } from '../value-at.js';

const NAME =
  /(?:^|[\s{,"-])(?:"?(?:name|key|Name|Key|variable)"?[ \t]{0,4}[:=][ \t]{0,4}["']?(?<name>[A-Za-z_][\w.:-]{2,80})["']?|"(?<outer>[A-Za-z_][\w.:-]{2,80})"[ \t]{0,4}:[ \t]{0,4}\{)[ \t]{0,4}(?<more>,|$|[ \t"])/d;
const VALUE = /(?:^|[\s{,"])"?(?:value|Value)"?[ \t]{0,4}[:=][ \t]{0,4}/;

/** `- name: DB_PASSWORD`, `value: …` of containers, task definitions and `<add key="…" value="…"/>`: on a line or two. */
export const NAMED_VALUES: FileForm = {
  id: 'named-values',
  reads: (path) => /\.(?:ya?ml|json|tfstate|xml|config|tf|csproj|plist)$/i.test(path),
  // Most files of that kind hold none, and each line would be looked at.
  needs: ['value', 'Value'],
  *find(text, path) {
    const bare = /\.ya?ml$/i.test(path) ? 'yaml' : undefined;
    let before: Line | undefined;
    for (const line of linesOf(text)) {
      if (line.text.includes('value') || line.text.includes('Value')) {
        const match = NAME.exec(line.text);
        const name = nameOf(match) ?? nameOf(before && NAME.exec(before.text));
        if (name !== undefined)
          yield* valueOn(line, match ? match.index + match[0].length - 1 : 0, name, bare);
      }
      before = line;
    }
  },
};

function nameOf(match: RegExpExecArray | null | undefined): string | undefined {
  return match?.groups?.['name'] ?? match?.groups?.['outer'];
}

function* valueOn(line: Line, from: number, name: string, bare: 'yaml' | undefined): Generator<Candidate> {
  const is = classifyName(name);
  if (is === undefined) return;
  const match = VALUE.exec(line.text.slice(from));
  const value = match && valueAt(line.text, from + match.index + match[0].length, bare);
  if (!value) return;
  const kind = kindOfName(is);
  const trust = is === 'password' ? 'config' : 'given';
  yield { kind, start: line.at + value.start, end: line.at + value.end, name, trust };
}
