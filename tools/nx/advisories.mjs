// A runtime input of the cached `security` targets: which advisories and which tools this machine answers with. What was
// clean with yesterday's database is not clean with today's.
import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const TOOLS = ['npm', 'osv-scanner', 'safety', 'pip-audit', 'cdxgen', 'gitleaks', 'betterleaks'];

process.stdout.write(`${JSON.stringify([await databases(), TOOLS.map(programOf)])}\n`);

async function databases() {
  try {
    const { databaseFolder, databaseStatus } = await import('../../packages/advisories/dist/index.js');
    const { ecosystems, signals } = await databaseStatus(databaseFolder());
    return [...ecosystems, ...signals].map(({ digest }) => digest);
  } catch {
    return [];
  }
}

/** The first of that name on PATH, by what changes when it is installed anew. */
function programOf(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      const file = statSync(join(folder, name));
      if (file.isFile()) return [name, file.size, Math.round(file.mtimeMs)];
    } catch {
      // Not there, or not ours to look at.
    }
  }
  return [name];
}
