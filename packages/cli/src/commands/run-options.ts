import { resolve } from 'node:path';

import { THRESHOLDS, UsageError, didYouMean, type Threshold } from '@railgate/contract';
import type { JudgeOptions, ScanRunOptions } from '@railgate/runner';

import type { Arguments, OptionSpec } from '../command.js';
import { GATES } from '../gates.js';
import type { Io } from '../io.js';
import type { Progress } from '../progress.js';

/** What `run` and `scan` share: everything that decides what is looked at. */
export const SCAN_OPTIONS = {
  config: {
    type: 'string',
    value: 'FILE',
    help: 'a configuration file of your own; it may hold trusted options',
  },
  offline: { type: 'boolean', help: 'reach nothing outside this machine, and say what that left unknown' },
  jobs: { type: 'string', value: 'N', help: 'gates at once (default: the cores)' },
  'max-data-age': { type: 'string', value: 'AGE', help: 'oldest advisory data that counts, 7d or 12h' },
  'no-cache': { type: 'boolean', help: 'ask every gate, also where nothing has changed since the last run' },
  'trust-repository': {
    type: 'boolean',
    help: "let the repository's configuration use options that execute its code",
  },
} as const satisfies Record<string, OptionSpec>;

/** What `run` alone has: where its gates look beside the files. */
export const PLACE_OPTIONS = {
  staged: {
    type: 'boolean',
    help: 'only what the next commit brings, as it is staged; for a pre-commit hook',
  },
  history: {
    type: 'string',
    value: 'RANGE',
    help: 'secrets in these commits, too: origin/main..HEAD, or `all`',
  },
  'history-only': { type: 'boolean', help: 'secrets in the commits of --history, and not in the files' },
  image: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'this image, instead of those of the configuration',
  },
  archive: {
    type: 'string',
    multiple: true,
    value: 'PATH',
    help: 'the images of this tar or OCI layout, instead of those of the configuration',
  },
} as const satisfies Record<string, OptionSpec>;

export const JUDGE_OPTIONS = {
  'fail-on': {
    type: 'string',
    value: 'LEVEL',
    help: `lowest severity that fails: ${THRESHOLDS.join(', ')} (default high)`,
  },
  baseline: {
    type: 'string',
    value: 'FILE|REF',
    help: 'compare with the report.sarif of an earlier run, or with a git ref',
  },
  'new-only': { type: 'boolean', help: 'only findings fail that the baseline does not have' },
  out: { type: 'string', value: 'DIR', help: 'where the reports go (default .railgate in the repository)' },
  json: { type: 'boolean', help: 'the manifest on stdout and nothing else there' },
  quiet: { type: 'boolean', short: 'q', help: 'only the verdict and its reasons' },
} as const satisfies Record<string, OptionSpec>;

/**
 * What `run` and `scan` hand to the runner alike.
 *
 * @throws {UsageError}
 */
export function scanRunOptions(
  { positionals, options }: Arguments<typeof SCAN_OPTIONS>,
  progress: Progress,
  io: Io,
): ScanRunOptions {
  return {
    root: resolve(io.cwd, positionals[0] ?? '.'),
    gates: GATES,
    env: io.env,
    signal: io.signal,
    onEvent: progress.onEvent,
    jobs: readJobs(options.jobs),
    offline: options.offline ?? false,
    cache: !(options['no-cache'] ?? false),
    trustRepository: options['trust-repository'] ?? false,
    configFile: options.config === undefined ? undefined : resolve(io.cwd, options.config),
    maxDataAge: options['max-data-age'],
  };
}

type PlaceArguments = Arguments<typeof PLACE_OPTIONS>['options'];

/**
 * Where gates look beside the files.
 *
 * @throws {UsageError}
 */
export function placeOptions(
  options: PlaceArguments,
  projects: readonly string[] = [],
  { cwd }: Pick<Io, 'cwd'> = { cwd: '.' },
): Pick<ScanRunOptions, 'staged' | 'gateOptions'> {
  const { staged = false, history, 'history-only': only = false } = options;
  if (staged && history !== undefined)
    throw new UsageError(
      '--staged and --history exclude each other: what is staged has no history yet.',
      'Run twice, or leave one of them out.',
    );
  if (staged && projects.length > 0)
    throw new UsageError(
      '--staged and --project exclude each other: what is staged is not told apart by projects.',
      'Leave --project out, or name the folder of the project as the path.',
    );
  if (only && history === undefined)
    throw new UsageError('--history-only needs --history.', 'Add a range, `--history origin/main..HEAD`.');
  if (history?.trim() === '')
    throw new UsageError('--history is empty.', 'Give a range, `origin/main..HEAD`, or `all`.');
  const gateOptions = {
    ...(history !== undefined && { secrets: { history, ...(only && { files: false }) } }),
    ...imageOptions(options, staged, cwd),
  };
  return { staged, ...(Object.keys(gateOptions).length > 0 && { gateOptions }) };
}

/** @throws {UsageError} */
function imageOptions(
  { image: images, archive: archives }: PlaceArguments,
  staged: boolean,
  cwd: string,
): { readonly container?: Readonly<Record<string, readonly string[]>> } {
  if (!images && !archives) return {};
  const flag = images ? '--image' : '--archive';
  if (staged)
    throw new UsageError(
      `--staged and ${flag} exclude each other: an image is not staged.`,
      'Run twice, or leave one of them out.',
    );
  if ([...(images ?? []), ...(archives ?? [])].some((name) => name.trim() === ''))
    throw new UsageError(
      `${flag} is empty.`,
      'Give a name, `--image api:ci`, or a path, `--archive api.tar`.',
    );
  return {
    container: {
      ...(images && { images: [...new Set(images)] }),
      ...(archives && { archives: [...new Set(archives.map((path) => resolve(cwd, path)))] }),
    },
  };
}

/**
 * What the findings are compared with.
 *
 * @throws {UsageError}
 */
export function baselineOptions(
  { baseline: name, 'new-only': newOnly = false }: Arguments<typeof JUDGE_OPTIONS>['options'],
  { cwd }: Io,
): Pick<JudgeOptions, 'baseline' | 'newOnly'> {
  if (name !== undefined)
    return { baseline: { name, path: resolve(cwd, name) }, ...(newOnly && { newOnly }) };
  if (!newOnly) return {};
  throw new UsageError(
    '--new-only says nothing without a baseline: every finding would be new.',
    'Add --baseline FILE|REF, for example `--baseline origin/main`.',
  );
}

/** @throws {UsageError} */
export function readThreshold(value: string | undefined): Threshold | undefined {
  if (value === undefined) return undefined;
  const known = THRESHOLDS.find((threshold) => threshold === value);
  if (known) return known;
  throw new UsageError(
    `--fail-on does not know ${JSON.stringify(value)}.${didYouMean(value, THRESHOLDS)}`,
    `Use one of ${THRESHOLDS.join(', ')}.`,
  );
}

/** @throws {UsageError} */
function readJobs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const jobs = Number(value);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 256) return jobs;
  throw new UsageError(
    `--jobs takes a number from 1 to 256, not ${JSON.stringify(value)}.`,
    'Leave it out to use the cores.',
  );
}
