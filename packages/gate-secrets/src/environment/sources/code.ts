import { isSettingsFile, languageOf, notProduction } from '@railgate/code';
import { CodeStore, ENVIRONMENT_EXTRACTORS } from '@railgate/code/reader';
import type { Gap } from '@railgate/contract';
import type { SourceRead } from '@railgate/kit';

import type { FileSays, Use } from '../model.js';

/** A source file of what runs. Tests, scripts, tools and what programs wrote are left alone. */
export function isCode(path: string): boolean {
  const isKnown = languageOf(path) !== undefined || /\.(?:vue|svelte)$/.test(path) || isSettingsFile(path);
  return isKnown && notProduction(path) === undefined && !OF_DEVELOPERS.test(path);
}

/** Infrastructure as code, and what fills a database by hand. */
const OF_DEVELOPERS = /(?:^|\/)\.railway\/|(?:^|\/)seed(?:[-_.]\w{1,40})?\.[cm]?[jt]s$/;

/** What the files say one by one; whatever one imports is not read for it. */
export class CodeEnvironment {
  readonly #store: CodeStore;
  readonly #read: (path: string) => SourceRead;

  constructor(read: (path: string) => SourceRead, paths: readonly string[]) {
    this.#read = read;
    this.#store = new CodeStore(read, new Set(paths), ENVIRONMENT_EXTRACTORS);
  }

  async says(path: string): Promise<FileSays> {
    await this.#store.prepare([path]);
    const { facts, gap } = this.#store.facts(path);
    const own = gap && isOwn(gap) ? { gaps: [gap] } : {};
    if (!facts) return own;
    const isSettings = facts.language === 'settings';
    const env = isSettings ? facts.env.filter(({ name }) => this.#holds(path, name)) : facts.env;
    const uses = env.map((read): Use => ({ ...read, source: isSettings ? 'settings' : 'code' }));
    return { ...own, uses, ...(facts.environment && { code: [{ path, use: facts.environment }] }) };
  }

  /** `${app.url}` of settings is APP_URL only where it is no other setting. */
  #holds(path: string, name: string): boolean {
    const read = this.#read(path);
    return 'text' in read && read.text.includes(name);
  }
}

/** Files that cannot be read at all are gaps of those who look for secrets in them. */
function isOwn({ code }: Gap): boolean {
  return code === 'FILE_UNPARSEABLE' || code === 'PART_SKIPPED';
}
