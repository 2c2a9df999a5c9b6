import type { CodeRecord } from '@railgate/code/reader';
import { KeywordScanner } from '@railgate/kit';

/** Bytes by which a secret is looked for: a fact too many that is not kept costs a moment of the next run. */
const BEGINNING = 8;

/**
 * What of a record may lie in a cache: no facts in which a secret of the source files stands, or one that was put
 * together from parts. They are found anew in the next run. Nothing where a name among the paths is a secret.
 *
 * @param textOf the text of a file that was read for the record.
 */
export async function withoutSecrets(
  record: CodeRecord,
  textOf: (path: string) => string | undefined,
): Promise<CodeRecord | undefined> {
  const { secretTexts } = await import('@railgate/secrets');
  const paths = [...record.reads.keys()];
  if (secretTexts(paths.join('\n'), '').length > 0) return undefined;
  const beginnings = new Set<string>();
  for (const path of paths)
    for (const secret of secretTexts(textOf(path) ?? '', path)) beginnings.add(beginningOf(secret));
  const scanner = beginnings.size === 0 ? undefined : new KeywordScanner([...beginnings]);
  const facts = [...record.facts].filter(([, read]) => {
    const json = JSON.stringify(read, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
    return !scanner?.hasAny(Buffer.from(json)) && secretTexts(json, '').length === 0;
  });
  return { ...record, facts: new Map(facts) };
}

/** As it stands in JSON. */
function beginningOf(secret: string): string {
  return JSON.stringify(secret.slice(0, BEGINNING)).slice(1, -1);
}
