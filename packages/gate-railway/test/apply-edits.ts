import type { Finding } from '@railgate/contract';
import { applyEdits } from '@railgate/kit';

/** The files after the safe fixes of findings; of two identical ones one is applied. */
export function applySafeFixes(
  files: Readonly<Record<string, string>>,
  findings: readonly Finding[],
): Record<string, string> {
  const result = { ...files };
  const edits = new Map(
    findings
      .flatMap((finding) => (finding.fix?.safe === true ? finding.fix.edits : []))
      .map((edit) => [JSON.stringify(edit), edit]),
  );
  for (const path of new Set([...edits.values()].map((edit) => edit.path))) {
    const own = [...edits.values()].filter((edit) => edit.path === path);
    const text = applyEdits(files[path] ?? '', own);
    if (text === undefined) throw new Error(`The fixes of ${path} overlap, or are outside of it.`);
    result[path] = text;
  }
  return result;
}
