import { cleanText, type Edit, type Place } from '@railgate/contract';

import type { EnvironmentRule } from '../rule.js';
import { isReal } from './env-file-tracked.js';

export const dotenvOverride: EnvironmentRule = {
  id: 'secrets/env-dotenv-override',
  name: 'EnvDotenvOverride',
  summary: 'A .env file is loaded over the variables that the platform sets.',
  description:
    'Reports `dotenv.config({ override: true })`, `load_dotenv(override=True)`, `Dotenv.overload`, `godotenv.Overload`, `Dotenv::createMutable` and the same of dotenvy, outside of branches for development, tests and scripts. Medium where git tracks a `.env` file, which then wins on the platform too; low else.',
  why: 'A file that got into the image by accident replaces what Railway sets: an old password, or the database of a laptop.',
  remediation: 'Load the file without overriding, which is the default, or only in development.',
  example: {
    language: 'ts',
    before: 'dotenv.config({ override: true });',
    after: 'dotenv.config();',
  },
  severity: 'low',
  precision: 'high',
  cwe: [454],
  catalogue: ['RLY-SEC-009'],
  references: [
    'https://docs.railway.com/guides/managing-secrets-on-railway',
    'https://github.com/motdotla/dotenv#override',
  ],
  since: '0.1.0',
  *check({ facts, git, textOf }) {
    const tracked = facts.envFiles.find((file) => git?.tracked.has(file.path) === true && isReal(file));
    for (const { loader, guard, place, flag } of facts.code.flatMap(({ use }) => use.overrides)) {
      if (guard === 'development') continue;
      const edit = flag && editOf(flag, textOf(flag.path));
      yield {
        message: `${cleanText(loader)} lets a .env file win over what Railway sets${tracked ? `, and git tracks ${cleanText(tracked.path)}` : ''}. Load it without overriding.`,
        ...(tracked && { severity: 'medium' as const }),
        at: place,
        ...(edit && {
          fix: { description: 'Let the variables that are set win.', safe: true, edits: [edit] },
        }),
      };
    }
  },
};

/** `true` of JavaScript, `True` of Python. */
function editOf({ path, region }: Place, text: string | undefined): Edit | undefined {
  const { startLine, startColumn, endLine, endColumn } = region;
  if (startColumn === undefined || endColumn === undefined || endLine !== startLine) return undefined;
  const written = text?.split(/\r\n|\n|\r/)[startLine - 1]?.slice(startColumn - 1, endColumn - 1);
  const instead = written === 'true' ? 'false' : written === 'True' ? 'False' : undefined;
  if (instead === undefined) return undefined;
  return { path, region: { startLine, startColumn, endLine: startLine, endColumn }, text: instead };
}
