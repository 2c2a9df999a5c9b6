import { UsageError, cleanText } from '@railgate/contract';

/** Where on GitHub an upload goes. */
export interface GithubTarget {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  readonly sha: string;
}

export interface TargetOptions {
  /** `owner/name`. */
  readonly repo?: string | undefined;
  readonly ref?: string | undefined;
  readonly sha?: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * From options, else from what GitHub Actions puts into the environment.
 *
 * @throws {UsageError} that names what is missing or wrong.
 */
export function githubTarget(options: TargetOptions, env: Env): GithubTarget {
  assertOwnEvent(options, env);
  const [owner = '', repo = ''] = checked(REPO, options.repo ?? env['GITHUB_REPOSITORY']).split('/');
  return {
    apiUrl: apiUrl(env['GITHUB_API_URL'] || 'https://api.github.com'),
    owner,
    repo,
    ref: checked(REF, options.ref ?? env['GITHUB_REF']),
    sha: checked(SHA, options.sha ?? env['GITHUB_SHA']).toLowerCase(),
  };
}

interface Field {
  readonly option: string;
  readonly variable: string;
  readonly pattern: RegExp;
  readonly form: string;
}

const REPO: Field = {
  option: '--repo',
  variable: 'GITHUB_REPOSITORY',
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
  form: 'OWNER/NAME',
};
const REF: Field = {
  option: '--ref',
  variable: 'GITHUB_REF',
  pattern: /^refs\/(?:(?:heads|tags)\/[^\s~^:?*[\\]+|pull\/[1-9]\d*\/(?:merge|head))$/,
  form: 'a full ref: refs/heads/BRANCH, refs/tags/TAG, refs/pull/NUMBER/merge or refs/pull/NUMBER/head',
};
const SHA: Field = {
  option: '--sha',
  variable: 'GITHUB_SHA',
  pattern: /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i,
  form: 'the full SHA of the commit that was scanned',
};

function checked({ option, variable, pattern, form }: Field, value = ''): string {
  if (pattern.test(value)) return value;
  const problem =
    value === ''
      ? `${option} is missing, and ${variable} is not set.`
      : `${option} (or ${variable}) is ${form.includes(' ') ? 'not in its form' : `not ${form}`}: ${cleanText(JSON.stringify(value.slice(0, 100)))}.`;
  throw new UsageError(problem, `Give ${option}: ${form}.`);
}

/** Events whose ref and commit are those of the base branch, whatever was checked out and scanned. */
const FOREIGN_EVENTS: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run']);

function assertOwnEvent({ ref, sha }: TargetOptions, env: Env): void {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  if (!FOREIGN_EVENTS.has(event) || (ref !== undefined && sha !== undefined)) return;
  throw new UsageError(
    `On ${event}, GITHUB_REF and GITHUB_SHA are those of the default branch and not of what was scanned.`,
    'Give --ref and --sha of the scanned commit, or the alerts of the default branch are overwritten.',
  );
}

/** A token goes over the wire: never without encryption, except to the machine itself. */
function apiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = url !== undefined && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback);
  const isPlain = url !== undefined && url.username === '' && url.password === '' && !url.search && !url.hash;
  if (isSafe && isPlain) return url.href.replace(/\/+$/, '');
  throw new UsageError(
    'GITHUB_API_URL is no https address without user, query and fragment.',
    'For GitHub Enterprise Server it is https://HOST/api/v3.',
  );
}

/**
 * Only from the environment: an argument would stand in process lists and shell histories.
 *
 * @throws {UsageError}
 */
export function githubToken(env: Env): string {
  const token = (env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '').trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError(
    token === ''
      ? 'There is no token: neither GITHUB_TOKEN nor GH_TOKEN is set.'
      : 'The token holds characters that no token has.',
    'In GitHub Actions: `env: { GITHUB_TOKEN: ${{ github.token }} }` on the step, and `permissions: { security-events: write }` on the job.',
  );
}
