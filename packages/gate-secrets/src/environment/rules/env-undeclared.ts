import { cleanText, type Place } from '@railgate/contract';

import { doesWithout, type Contract, type Variable } from '../contract.js';
import type { EnvironmentRule, Report } from '../rule.js';

export const undeclared: EnvironmentRule = {
  id: 'secrets/env-undeclared',
  name: 'EnvUndeclared',
  summary: 'The code reads a variable that no example and no configuration declares.',
  description:
    'Reports a variable of the environment that the code, a settings file, compose, a Dockerfile or a start script reads without a default, and that is named neither in `.env.example` (or its usual names, also in a comment) of its folder or one above, nor in compose, a Dockerfile, a pipeline, railway.ts or `environment` of the configuration. Where there is no example at all, one finding names all of them. Variables with a default are one finding of the grade info. What shells, platforms and CI services set (`PATH`, `NODE_ENV`, `PORT`, `RAILWAY_…`), tests, scripts and branches for development are left out.',
  why: 'Whoever deploys the service does not learn that it needs the variable until it fails, and a secret that nobody has written down is not rotated either.',
  remediation:
    'Add the name to `.env.example`, without its value: `railgate env --write` adds all that are missing. Name variables that something else documents under `gates.secrets.environment` in railgate.json.',
  example: {
    language: 'ts',
    before: '// .env.example: DATABASE_URL=\nconst key = process.env.STRIPE_SECRET_KEY;',
    after:
      '// .env.example: DATABASE_URL=\n//               STRIPE_SECRET_KEY=\nconst key = process.env.STRIPE_SECRET_KEY;',
  },
  severity: 'low',
  precision: 'high',
  cwe: [1053],
  references: ['https://12factor.net/config', 'https://docs.railway.com/variables'],
  since: '0.1.0',
  *check({ contracts }) {
    for (const contract of contracts) {
      const missing = contract.variables.filter(
        ({ uses, declarations }) => uses.length > 0 && declarations.length === 0,
      );
      const required = missing.filter(({ required: isRequired }) => isRequired);
      if (contract.isWritten) {
        for (const variable of required) yield one(contract, variable);
        yield* optional(
          contract,
          missing.filter((variable) => !variable.required),
        );
      } else yield* withoutExample(required);
    }
  },
};

function one(contract: Contract, { name, uses, isSecret }: Variable): Report {
  const [first, ...others] = placesOf(uses);
  const says = contract.example
    ? `${cleanText(contract.example.path)} does not name it`
    : 'no .env.example names it';
  return {
    message: `${cleanText(name)} is read${isSecret ? ', a secret by its name,' : ''} and ${says}. Add it there without a value, or give it a default.`,
    at: first as Place,
    related: others.slice(0, 5),
  };
}

/** Places where no default stands come first: those fail. */
function placesOf(uses: Variable['uses']): Place[] {
  const sorted = [...uses].sort((a, b) => Number(doesWithout(a)) - Number(doesWithout(b)));
  return sorted.map(({ place }) => ({ ...place, message: 'Read here, too.' })).map(withoutMessage);
}

function withoutMessage(place: Place, index: number): Place {
  return index === 0 ? { path: place.path, region: place.region } : place;
}

function* optional({ example }: Contract, variables: readonly Variable[]): Iterable<Report> {
  const [first] = variables;
  const place = first?.uses[0]?.place;
  if (!first || !place) return;
  const where = example ? cleanText(example.path) : 'the .env.example above';
  yield {
    message: `${counted(variables)} with a default that ${where} does not name: ${listed(variables)}.`,
    severity: 'info',
    at: { path: place.path, region: place.region },
  };
}

function* withoutExample(variables: readonly Variable[]): Iterable<Report> {
  const place = variables[0]?.uses[0]?.place;
  if (!place) return;
  yield {
    message: `${counted(variables)} without a default, and no .env.example says so: ${listed(variables)}. \`railgate env --write\` makes one.`,
    at: { path: place.path, region: place.region },
  };
}

function counted({ length }: readonly Variable[]): string {
  return length === 1 ? '1 variable is read' : `${length} variables are read`;
}

const SHOWN = 12;

function listed(variables: readonly Variable[]): string {
  const names = variables.slice(0, SHOWN).map(({ name }) => cleanText(name));
  const more = variables.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
