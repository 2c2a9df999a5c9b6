/** What one place of a path segment may hold: a character, any character, one of a set, or `*`. */
export type Element = string | { readonly kind: 'any' | 'star' } | CharacterSet;

interface CharacterSet {
  readonly kind: 'set';
  readonly negated: boolean;
  /** First and last character of each range. */
  readonly ranges: readonly (readonly [string, string])[];
}

const ANY = { kind: 'any' } as const;
const STAR = { kind: 'star' } as const;

/** The part of a glob between two slashes; a string when it has no wildcard, which most have not. */
export type Segment = string | readonly Element[];

export function compileSegment(text: string): Segment {
  const elements = readElements(text);
  return elements.every((element) => typeof element === 'string') ? elements.join('') : elements;
}

/** Retries behind the last `*` only, as `globMatcher` does with `**`. Characters are code points. */
export function matchesSegment(segment: Segment, text: string): boolean {
  return typeof segment === 'string' ? segment === text : matchesElements(segment, text);
}

/** Anything that is no wildcard stands for itself. */
function readElements(text: string): Element[] {
  const characters = [...text];
  const elements: Element[] = [];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] as string;
    const set = character === '[' ? readSet(characters, index) : undefined;
    if (set !== undefined) {
      elements.push(set.element);
      index = set.end;
    } else if (character === '*') {
      if (elements.at(-1) !== STAR) elements.push(STAR);
    } else if (character === '?') elements.push(ANY);
    else if (character === '\\' && index + 1 < characters.length)
      elements.push(characters[++index] as string);
    else elements.push(character);
  }
  return elements;
}

function matchesElements(elements: readonly Element[], text: string): boolean {
  let e = 0;
  let t = 0;
  let retryElement = -1;
  let retryText = 0;
  while (t < text.length) {
    const element = elements[e];
    const character = characterAt(text, t);
    if (element === STAR) {
      retryElement = ++e;
      retryText = t;
    } else if (element !== undefined && matchesCharacter(element, character)) {
      e++;
      t += character.length;
    } else if (retryElement >= 0) {
      e = retryElement;
      retryText += characterAt(text, retryText).length;
      t = retryText;
    } else return false;
  }
  while (elements[e] === STAR) e++;
  return e === elements.length;
}

function characterAt(text: string, index: number): string {
  const unit = text.charCodeAt(index);
  const isPair = unit >= 0xd800 && unit <= 0xdbff;
  return isPair ? String.fromCodePoint(text.codePointAt(index) ?? unit) : text.charAt(index);
}

function matchesCharacter(element: Element, character: string): boolean {
  if (typeof element === 'string') return element === character;
  if (element.kind !== 'set') return element.kind === 'any';
  return element.negated !== element.ranges.some(([from, to]) => from <= character && character <= to);
}

/** `[a-z]`, `[!a]` or `[^a]`; a `]` that comes first is one of the set. Without an end it is no set. */
function readSet(
  characters: readonly string[],
  start: number,
): { element: CharacterSet; end: number } | undefined {
  const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
  const first = start + (negated ? 2 : 1);
  const end = characters.indexOf(']', first + 1);
  if (end < 0) return undefined;
  const ranges: [string, string][] = [];
  for (let index = first; index < end; index++) {
    const from = characters[index] as string;
    const isRange = characters[index + 1] === '-' && index + 2 < end;
    ranges.push([from, isRange ? (characters[index + 2] as string) : from]);
    if (isRange) index += 2;
  }
  return { element: { kind: 'set', negated, ranges }, end };
}
