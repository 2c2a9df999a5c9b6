/**
 * The top-level keys of a YAML mapping in block style. By lines and not by a parser: it is asked for names only, of
 * files that nothing reads, and a YAML parser can be made to end the process.
 */
export function yamlKeys(text: string): readonly string[] {
  return [...text.matchAll(/^["']?([A-Za-z$][\w$]{0,60})["']?[ \t]{0,10}:(?=\s|$)/gm)].map(
    (match) => match[1] ?? '',
  );
}
