import { cleanText, type ManifestWaiver, type WaiverState } from '@railgate/contract';

/** What whoever wrote a waiver or comment wants to know: one sentence for each kind of trouble. */
export function waiverWarnings(
  entries: readonly ManifestWaiver[],
  /** Of which the run says something: it looked at all that they are about. */
  isJudged: (entry: ManifestWaiver) => boolean,
): string[] {
  return SENTENCES.flatMap(({ source, state, say }) => {
    const found = entries.filter(
      (entry) => entry.source === source && entry.state === state && (state !== 'unused' || isJudged(entry)),
    );
    return found.length === 0 ? [] : [`${say(found.length)}: ${placesOf(found)}.`];
  });
}

interface Sentence {
  readonly source: ManifestWaiver['source'];
  readonly state: WaiverState;
  say(count: number): string;
}

const SENTENCES: readonly Sentence[] = [
  {
    source: 'file',
    state: 'expired',
    say: (n) =>
      n === 1 ? 'A waiver has expired and covers nothing' : `${n} waivers have expired and cover nothing`,
  },
  {
    source: 'file',
    state: 'expiring',
    say: (n) => (n === 1 ? 'A waiver expires within 14 days' : `${n} waivers expire within 14 days`),
  },
  {
    source: 'file',
    state: 'unused',
    say: (n) =>
      n === 1 ? 'A waiver covers nothing that was found' : `${n} waivers cover nothing that was found`,
  },
  {
    source: 'comment',
    state: 'no-reason',
    say: (n) =>
      n === 1
        ? 'A railgate-ignore comment has no reason (` -- reason`) and lets nothing through'
        : `${n} railgate-ignore comments have no reason (\` -- reason\`) and let nothing through`,
  },
  {
    source: 'comment',
    state: 'unknown-rule',
    say: (n) =>
      n === 1
        ? 'A railgate-ignore comment names a rule that does not exist and lets nothing through'
        : `${n} railgate-ignore comments name rules that do not exist and let nothing through`,
  },
  {
    source: 'comment',
    state: 'forbidden',
    say: (n) =>
      n === 1
        ? 'A railgate-ignore comment lets nothing through, since the configuration forbids them'
        : `${n} railgate-ignore comments let nothing through, since the configuration forbids them`,
  },
];

const SHOWN = 5;

function placesOf(entries: readonly ManifestWaiver[]): string {
  const places = entries.slice(0, SHOWN).map(({ path, line, note, owner, expires }) => {
    const aside = note ?? [owner, expires].filter(Boolean).join(', ');
    return `${cleanText(path)}:${line ?? 1}${aside === '' ? '' : ` (${cleanText(aside).replace(/\.$/, '')})`}`;
  });
  const left = entries.length - SHOWN;
  return left > 0 ? `${places.join(', ')} and ${left} more` : places.join(', ');
}
