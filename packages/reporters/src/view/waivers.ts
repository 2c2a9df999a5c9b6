import { compareText, type ManifestWaiver, type RunManifest, type WaiverState } from '@railgate/contract';

import { counted } from './words.js';

/** One waiver, comment or entry of another tool, as the reports for people show it. */
export interface WaiverView {
  readonly entry: ManifestWaiver;
  /** `railgate.waivers.yaml:3`: data of the repository. */
  readonly place: string;
  /** `rule lint/eval, path test/**`: data of the repository. */
  readonly selects: string;
  /** What becomes of it. Text of ours. */
  readonly state: string;
  /** Reason, who answers for it and until when: data of the repository. */
  readonly why: string;
  /** Does it let anything through? */
  readonly counts: boolean;
}

/** Those that somebody has to look at first; those that work last. */
export function viewWaivers({ waivers }: RunManifest): WaiverView[] {
  return waivers
    .map((entry, order) => ({ entry, order }))
    .sort((a, b) => pressing(a.entry) - pressing(b.entry) || a.order - b.order)
    .map(({ entry }) => viewOf(entry));
}

/** `3 in .snyk, 1 in .trivyignore`: how many entries other tools' files and comments have. */
export function othersByFile(views: readonly WaiverView[]): [path: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { entry } of views)
    if (entry.source === 'other-tool') counts.set(entry.path, (counts.get(entry.path) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || compareText(a, b));
}

const ORDER: readonly WaiverState[] = [
  'expired',
  'expiring',
  'unknown-rule',
  'no-reason',
  'forbidden',
  'unused',
  'used',
];

/** What other tools want comes behind all that is ours. */
function pressing({ state, source }: ManifestWaiver): number {
  return ORDER.indexOf(state) + (source === 'other-tool' ? ORDER.length : 0);
}

function viewOf(entry: ManifestWaiver): WaiverView {
  const { path, line, selects, covers } = entry;
  return {
    entry,
    place: line === undefined ? path : `${path}:${line}`,
    selects: Object.entries(selects)
      .map(([key, value]) => `${key} ${value}`)
      .join(', '),
    state: stateText(entry),
    why: whyText(entry),
    counts: covers > 0,
  };
}

function stateText({ state, source, covers }: ManifestWaiver): string {
  if (source === 'other-tool') return "another tool's; lets nothing through here";
  const through = `lets ${counted(covers, 'thing')} through`;
  return {
    used: through,
    expiring: `${through}; expires within 14 days`,
    unused: 'covers nothing that was found',
    expired: 'expired; lets nothing through',
    'no-reason': 'no reason; lets nothing through',
    'unknown-rule': 'unknown rule; lets nothing through',
    forbidden: 'forbidden by the configuration; lets nothing through',
  }[state];
}

function whyText({ reason, owner, expires, kind, note }: ManifestWaiver): string {
  const until = expires === undefined ? '' : `until ${expires}`;
  const aside = [kind, owner, until].filter((part) => part !== undefined && part !== '').join(', ');
  // The reason is somebody's words, which may have no full stop.
  const said = note === undefined || reason === null || /[.!?]$/.test(reason) ? (reason ?? '') : `${reason}.`;
  const parts = [said, aside === '' ? '' : `(${aside})`, note ?? ''];
  return parts.filter((part) => part !== '').join(' ');
}
