import type { HistoryEntry, ImageConfig } from './archived-image.js';
import type { Documents, JsonView } from './document.js';

/** What the configuration of an image says. */
export interface ReadConfig {
  readonly config: ImageConfig;
  readonly diffIds: readonly string[];
  readonly history: readonly HistoryEntry[];
}

const DIFF_ID = /^sha256:[0-9a-f]{64}$/;
const WORD_LIMIT = 256;
/** Of variables, labels and instructions. */
const LIST_LIMIT = 16_384;

/** The image specification's configuration (OCI image-spec 1.1, config.md), checked. @throws {GateError} */
export function readConfig(documents: Documents, bytes: Buffer): ReadConfig {
  const view = documents.object(documents.parse(bytes, 'configuration'), 'configuration');
  const rootfs = view.view('rootfs');
  const diffIds = rootfs?.texts('diff_ids', documents.limits.layers);
  if (diffIds === undefined) throw documents.error('has a configuration that names no layers.');
  for (const id of diffIds)
    if (!DIFF_ID.test(id)) throw documents.error('has a configuration whose "diff_ids" are no digests.');
  return { config: readParts(view), diffIds, history: view.views('history', LIST_LIMIT).map(readEntry) };
}

function readParts(view: JsonView): ImageConfig {
  const settings = view.view('config');
  const variant = view.text('variant', WORD_LIMIT);
  const user = settings?.text('User', WORD_LIMIT);
  const healthcheck = settings?.view('Healthcheck')?.texts('Test', LIST_LIMIT);
  return {
    // Docker takes what does not say for its own.
    os: view.text('os', WORD_LIMIT) || 'linux',
    architecture: view.text('architecture', WORD_LIMIT) || 'unknown',
    ...(variant && { variant }),
    ...(user && { user }),
    ...(healthcheck && { healthcheck }),
    env: settings?.texts('Env', LIST_LIMIT) ?? [],
    labels: settings?.record('Labels', LIST_LIMIT) ?? {},
  };
}

function readEntry(view: JsonView): HistoryEntry {
  const comment = view.text('comment');
  return {
    // A heredoc stands there whole.
    createdBy: view.text('created_by', Infinity) ?? '',
    ...(comment && { comment }),
    emptyLayer: view.flag('empty_layer'),
  };
}
