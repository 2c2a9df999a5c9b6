import {
  databaseFolder,
  isEcosystemName,
  updateDatabase,
  type Update,
  type UpdateOptions,
} from '@railgate/advisories';
import { EXIT, UsageError, cleanText, didYouMean, nearest } from '@railgate/contract';
import { TRIVY_DATABASE_NAMES } from '@railgate/images';

import { isInteractive, type Io } from '../io.js';
import { answer, archiveLine, brokenLines, complain, signalLine, type DbArguments } from './say.js';
import {
  chooseTrivy,
  complainOfTrivy,
  isTrivyName,
  trivyUpdateAsJson,
  trivyUpdateLines,
  updateTrivy,
} from './trivy.js';

/** The folders of osv.dev for package managers. */
const KNOWN = ['npm', 'PyPI', 'Go', 'RubyGems', 'Maven', 'Packagist', 'crates.io', 'NuGet', 'Hex', 'Pub'];

/** Exit codes: 0 when all is as it is published, 2 when something could not be fetched or is refused. */
export async function updateDb(names: readonly string[], options: DbArguments, io: Io): Promise<number> {
  const ecosystems = names.filter((name) => !isTrivyName(name));
  for (const name of ecosystems) checkName(name);
  const progress = isInteractive(io) ? liveLine(io) : undefined;
  const from = sources(options);
  const choice = chooseTrivy(names, options);
  const updates =
    ecosystems.length < 1 && names.length > 0
      ? []
      : await updateDatabase({
          folder: databaseFolder(io.env),
          signal: io.signal,
          ...(ecosystems.length > 0 && { ecosystems }),
          ...from,
          ...(progress && { progress }),
        });
  const trivy = choice ? await updateTrivy(choice, io, progress) : [];
  if (progress) io.stderr.write(CLEAR);
  answer(io, options.json, { updates: [...updates.map(asJson), ...trivy.map(trivyUpdateAsJson)] }, [
    ...updates.flatMap(linesOf),
    ...trivy.flatMap(trivyUpdateLines),
  ]);
  for (const update of updates)
    if (update.state === 'failed')
      complain(
        io,
        `${update.name} is not updated: ${update.error.message} What was imported before stays.`,
        update.error.remedy,
      );
  const isTrivyMissing = complainOfTrivy(io, trivy);
  const isComplete = !isTrivyMissing && updates.every(({ state }) => state !== 'failed');
  return isComplete ? EXIT.clean : EXIT.incomplete;
}

function checkName(name: string): void {
  const isSpelt =
    KNOWN.includes(name) ||
    (isEcosystemName(name) &&
      !KNOWN.some((known) => isSame(known, name)) &&
      nearest(name, TRIVY_DATABASE_NAMES) === undefined);
  if (isSpelt) return;
  throw new UsageError(
    `There is no ecosystem ${cleanText(JSON.stringify(name))}.${didYouMean(name, [...KNOWN, ...TRIVY_DATABASE_NAMES])}`,
    `Name them as osv.dev does: ${KNOWN.join(', ')}; or ${TRIVY_DATABASE_NAMES.join(', ')}.`,
  );
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A mirror of one's own holds KEV and EPSS beside the archives, unless they have addresses of their own. */
function sources({ from, kev, epss, ...options }: DbArguments): Pick<UpdateOptions, 'from' | 'signals'> {
  for (const url of [from, kev, epss]) if (url !== undefined) checkAddress(url);
  if (options['no-signals']) return { signals: false, ...(from !== undefined && { from }) };
  const beside = from?.replace(/\/$/, '');
  return {
    ...(from !== undefined && { from }),
    signals: {
      ...(beside !== undefined && {
        KEV: `${beside}/known_exploited_vulnerabilities.json`,
        EPSS: `${beside}/epss_scores-current.csv.gz`,
      }),
      ...(kev !== undefined && { KEV: kev }),
      ...(epss !== undefined && { EPSS: epss }),
    },
  };
}

function checkAddress(url: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
  throw new UsageError(
    `${cleanText(url)} is no address that begins with https:// or http://.`,
    'Give the address below which `<ecosystem>/all.zip` lies.',
  );
}

const CLEAR = '\r\u001b[2K';
const REDRAWN_MS = 100;

function liveLine(io: Io): (text: string) => void {
  let last = 0;
  return (text) => {
    const now = Date.now();
    if (now - last < REDRAWN_MS) return;
    last = now;
    io.stderr.write(`${CLEAR}${cleanText(text).slice(0, (io.stderr.columns ?? 80) - 1)}`);
  };
}

function asJson(update: Update): object {
  if (update.state !== 'failed') return update;
  const { code, message, remedy } = update.error;
  return { name: update.name, state: update.state, error: { code, message, remedy } };
}

function linesOf(update: Update): readonly string[] {
  if (update.state === 'unchanged') return [`${update.name.padEnd(12)}unchanged`];
  if (update.state === 'failed') return [];
  return [
    ...(update.archive ? [archiveLine(update.archive.data), ...brokenLines(update.archive.data)] : []),
    ...(update.signals ? [signalLine(update.signals)] : []),
  ];
}
