import { cleanText } from '@railgate/contract';

/** Kinds of loss and repair that a profile tells about, with the sentence for each. */
const SENTENCES = {
  refused: (n: number, of: string) =>
    `${count(n, 'result')} of ${of} ${verb(n)} not uploaded: GitHub takes only files of the repository.`,
  cut: (n: number, of: string) =>
    `${count(n, 'result')} of ${of}, the least severe, ${verb(n)} not uploaded: GitHub shows no more of one run.`,
  tooLarge: (n: number, of: string) =>
    `${count(n, 'result')} of ${of}, the least severe, ${verb(n)} not uploaded: the compressed file would be too large.`,
  ruleless: (n: number, of: string) =>
    `${count(n, 'result')} of ${of} ${n === 1 ? 'names' : 'name'} no rule and ${verb(n)} uploaded under a rule made for that.`,
  unhashed: (n: number, of: string) =>
    `${count(n, 'result')} of ${of} ${n === 1 ? 'has' : 'have'} no primaryLocationLineHash, and the file cannot be read: GitHub may open a second alert when lines move.`,
  unscored: (n: number, of: string) =>
    `${count(n, 'rule')} of ${of} ${n === 1 ? 'has' : 'have'} a security-severity that is no number from 0 to 10; it was left out.`,
  rules: (n: number, of: string) =>
    `${count(n, 'rule')} of ${of} without a result ${verb(n)} not uploaded: GitHub takes no more of one run.`,
  tags: (n: number, of: string) =>
    `${count(n, 'tag')} of rules of ${of} ${verb(n)} not uploaded: GitHub shows ten of a rule.`,
  related: (n: number, of: string) =>
    `${count(n, 'related location')} of results of ${of} ${verb(n)} not uploaded: outside of the repository, or more than GitHub shows.`,
  steps: (n: number, of: string) =>
    `${count(n, 'step')} of code flows of ${of} ${verb(n)} not uploaded: outside of the repository, or more than GitHub shows.`,
} as const;

export type Loss = keyof typeof SENTENCES;

interface Entry {
  readonly loss: Loss;
  readonly of: string;
  count: number;
  readonly examples: Set<string>;
}

const EXAMPLES = 3;
const EXAMPLE_LENGTH = 80;

/** Counts losses by kind and run, with the first examples of each. */
export class Tally {
  readonly #entries = new Map<string, Entry>();

  add(loss: Loss, of: string, count = 1, example?: string): void {
    if (count === 0) return;
    const key = `${loss}\0${of}`;
    const entry = this.#entries.get(key) ?? { loss, of, count: 0, examples: new Set<string>() };
    entry.count += count;
    if (example !== undefined && entry.examples.size < EXAMPLES) entry.examples.add(shown(example));
    this.#entries.set(key, entry);
  }

  total(loss: Loss): number {
    let total = 0;
    for (const entry of this.#entries.values()) if (entry.loss === loss) total += entry.count;
    return total;
  }

  /** One sentence a kind and run, in the order in which they were met. */
  sentences(): string[] {
    return [...this.#entries.values()].map(({ loss, of, count, examples }) => {
      const sentence = SENTENCES[loss](count, of);
      return examples.size === 0 ? sentence : `${sentence} For example: ${[...examples].join('; ')}.`;
    });
  }
}

/** A text out of a file for a sentence: one line, bounded. */
export function shown(text: string): string {
  const clean = cleanText(text.slice(0, EXAMPLE_LENGTH * 2));
  return clean.length > EXAMPLE_LENGTH ? `${clean.slice(0, EXAMPLE_LENGTH)}…` : clean;
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}

function verb(n: number): string {
  return n === 1 ? 'is' : 'are';
}
