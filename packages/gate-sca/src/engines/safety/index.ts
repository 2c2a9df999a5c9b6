import type { Engine } from '../engine.js';
import { withLocalData } from '../local-data.js';

/**
 * safety. With the user's own key its vendor is asked, else the local database: no account is ever pretended.
 */
export const engine: Engine = {
  name: 'safety',
  ecosystems: ['PyPI'],
  online: false,
  async ask(input) {
    const { KEY, scanWithKey } = await import('./scan.js');
    if (!input.offline && (process.env[KEY] ?? '') !== '') return scanWithKey(input);
    const { checkLocally } = await import('./check.js');
    return withLocalData(input, ['PyPI'], ({ database, problems }) => {
      const problem = problems.get('PyPI');
      if (problem) throw problem;
      if (!database) throw new Error('There is neither a database nor a reason.');
      return checkLocally(input, database);
    });
  },
};
