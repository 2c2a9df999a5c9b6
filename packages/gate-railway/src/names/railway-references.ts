/** A text that was meant as a reference to a variable of a service. */
export interface MisspeltReference {
  readonly written: string;
  /** `${{service.VARIABLE}}`. */
  readonly meant: string;
}

/** Longer values hold no references that somebody wrote. */
const LENGTH_LIMIT = 10_000;

/** A service, a dot and a variable in capitals; templates of other programs write theirs in small letters. */
const TARGET = String.raw`[ \t]{0,3}([\w-]{1,60}(?: [\w-]{1,60}){0,3})\.([A-Z][A-Z\d_]{1,80})[ \t]{0,3}`;
const SHAPES: readonly RegExp[] = [
  // ${service.VARIABLE}
  new RegExp(String.raw`\$\{${TARGET}\}`, 'g'),
  // {{service.VARIABLE}}
  new RegExp(String.raw`(?<![$\\{])\{\{${TARGET}\}\}`, 'g'),
  // ${{service.VARIABLE}
  new RegExp(String.raw`\$\{\{${TARGET}\}(?!\})`, 'g'),
  // $\{\{service.VARIABLE\}\}
  new RegExp(String.raw`\$\\\{\\?\{${TARGET}\\?\}\\?\}`, 'g'),
];

/** What looks like a reference and is none: one brace, no dollar, one brace too few, backslashes. */
export function misspeltReferences(value: string): readonly MisspeltReference[] {
  if (value.length > LENGTH_LIMIT || !value.includes('{')) return [];
  return SHAPES.flatMap((shape) =>
    [...value.matchAll(shape)].map(([written, service = '', variable = '']) => ({
      written,
      meant: `\${{${service}.${variable}}}`,
    })),
  );
}

/** The services that a text refers to. */
export function referencesTo(value: string): readonly string[] {
  if (value.length > LENGTH_LIMIT) return [];
  const found = value.matchAll(/\$\{\{[ \t]{0,3}([^{}.()\n]{1,100})\.[A-Za-z_]\w{0,100}[ \t]{0,3}\}\}/g);
  return [...found].map(([, service = '']) => service.trim());
}

/** `${{…}}` of Railway; those of GitHub's workflows name its own contexts. */
export function hasReference(value: string): boolean {
  if (value.length > LENGTH_LIMIT) return false;
  return /\$\{\{[ \t]{0,3}(?!(?:secrets|github|env|vars|inputs|matrix|steps|needs|runner|job)\.)(?:[\w -]{1,100}\.)?[A-Z][A-Z\d_]{1,80}[ \t]{0,3}\}\}/.test(
    value,
  );
}
