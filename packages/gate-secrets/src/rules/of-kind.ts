import type { Rule } from '@railgate/contract';
import type { SecretKind } from '@railgate/secrets';
import { withArticle } from '../with-article.js';

const HARD_CODED_CREDENTIALS = 798;

/** What readers see of a kind of secret. */
export function ruleOfKind(kind: SecretKind): Rule {
  return {
    id: `secrets/${kind.id}`,
    name: pascalCase(kind.id),
    summary: `${withArticle(kind.title)} is in the repository.`,
    description: `Reports a ${kind.title} in any file that git lists, also where it is written in base64 or hex. Placeholders, references to variables and documented examples are left alone.`,
    why: `${kind.grants} Whoever can read the repository, a fork, a build log or an old clone has it.`,
    remediation: `${kind.revoke.steps} Read the new one from an environment variable; on Railway, make it a sealed variable of the service. Taking it out of the file does not help while it is valid: it stays in the history.`,
    severity: kind.severity,
    precision: kind.precision,
    cwe: kind.cwe ?? [HARD_CODED_CREDENTIALS],
    tags: ['secret'],
    references: [...(kind.revoke.url === undefined ? [] : [kind.revoke.url]), ...kind.references],
    since: '0.1.0',
  };
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
