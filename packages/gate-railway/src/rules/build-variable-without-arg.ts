import {
  joinLines,
  simpleCommands,
  type DockerfileDocument,
  type Instruction,
  type Stage,
} from '@railgate/code';
import { cleanText, type Fix, type Place } from '@railgate/contract';

import { builtStages, definitionAt } from '../documents/variables.js';
import { insertBefore } from '../fixes/dockerfile-edits.js';
import type { DockerfileSubject } from '../services/model.js';
import { pathBelow } from '../services/railway-files.js';
import type { RailwayContext, RailwayRule } from '../rule.js';

export const buildVariableWithoutArg: RailwayRule = {
  id: 'railway/build-variable-without-arg',
  name: 'BuildVariableWithoutArg',
  summary: 'A Dockerfile builds a frontend whose variables the build stage does not declare.',
  description:
    'Reports a RUN that builds a frontend (`npm run build`, `vite build`, `next build` and the like) when the source reads variables that are baked in at build time (VITE_, NEXT_PUBLIC_, REACT_APP_, PUBLIC_ …) and the stage has neither ARG nor ENV of that name. Where every read has a fallback, it is medium. Left out are variables that the Dockerfile mentions in any other way, a service with a tracked `.env` file, code that the Dockerfile does not copy, and images that put the values in when they start.',
  why: 'Railway passes variables to a Docker build only where the stage declares them with ARG. Without it the bundle holds `undefined`, and requests go to "undefined/api", however often the variable is set in Railway.',
  remediation: 'Write `ARG NAME` for each of them in the stage that builds, above the RUN.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim AS build\nCOPY . .\nRUN npm run build',
    after: 'FROM node:22-slim AS build\nCOPY . .\nARG VITE_API_URL\nRUN npm run build',
  },
  severity: 'high',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-DOCK-008'],
  references: ['https://docs.railway.com/builds/dockerfiles#using-variables-at-build-time'],
  since: '0.1.0',
  checks: {
    *dockerfile(subject, context) {
      const { document } = subject;
      const reads = readsOf(subject, context, copiedPaths(document));
      if (reads.size === 0 || RUNTIME_CONFIG.test(document.text)) return;
      for (const { stage, run } of buildsOf(document)) {
        const missing = [...reads.values()].filter((read) => !isDeclared(document, stage, run, read.name));
        if (missing.length === 0) continue;
        const names = missing.map((read) => cleanText(read.name));
        yield {
          message: `The build does not see ${listed(names)}, which the source reads: the stage has no ARG for ${names.length === 1 ? 'it' : 'them'}. Write ARG above this RUN.`,
          ...(missing.every((read) => read.hasFallback) && { severity: 'medium' as const }),
          at: { path: document.path, region: run.region },
          related: missing.slice(0, 10).map((read) => ({ ...read.place, message: 'Read here.' })),
          fix: withArgs(document, run, names),
        };
        return;
      }
    },
  },
};

interface PublicRead {
  readonly name: string;
  readonly place: Place;
  readonly hasFallback: boolean;
}

/** What the code of the services reads, by name; nothing for a service with a `.env` file that may say it. */
function readsOf(
  { services }: DockerfileSubject,
  { services: map }: RailwayContext,
  copied: readonly string[] | undefined,
): Map<string, PublicRead> {
  const found = new Map<string, PublicRead>();
  for (const { service, code } of services) {
    const prefix = service.root === '.' ? '' : `${service.root}/`;
    if (ENV_FILES.some((name) => map.files.has(prefix + name))) continue;
    for (const read of code.flatMap((facts) => facts.env)) {
      if (!read.inBrowser || !/^[A-Z][A-Z0-9_]{2,80}$/.test(read.name)) continue;
      if (copied && !isBelow(read.place.path, service.root, copied)) continue;
      const hasFallback = read.fallback !== undefined && (found.get(read.name)?.hasFallback ?? true);
      const place = found.get(read.name)?.place ?? read.place;
      found.set(read.name, { name: read.name, place, hasFallback });
    }
  }
  return found;
}

/** What the image takes out of the repository; undefined where that is everything, or is not said. */
function copiedPaths({ stages }: DockerfileDocument): string[] | undefined {
  const copies = stages.flatMap(({ instructions }) =>
    instructions.filter(({ keyword, flags }) => /^(?:COPY|ADD)$/.test(keyword) && !flags.some(isFromStage)),
  );
  const sources = copies.flatMap(({ words }) =>
    words.slice(0, -1).map(({ text }) => text.replace(/^[.[/"]+|[/",\]]+$/g, '')),
  );
  const isEverything = sources.some((source) => source === '' || /[*?[$<]/.test(source[0] ?? ''));
  return sources.length === 0 || isEverything ? undefined : sources;
}

function isFromStage(flag: string): boolean {
  return flag.startsWith('from=');
}

/** The build may start in the root of the service or in that of the repository. */
function isBelow(path: string, root: string, copied: readonly string[]): boolean {
  return [path, pathBelow(root, path)].some((one) =>
    copied.some((source) => {
      const [plain = ''] = source.split(/[*?]/);
      return one === source || one?.startsWith(plain === source ? `${source}/` : plain) === true;
    }),
  );
}

const ENV_FILES = ['.env', '.env.local', '.env.production', '.env.production.local'];

/** Values that are put in when the container starts. */
const RUNTIME_CONFIG = /envsubst|runtime-env|env-config|env\.sh|inject-env|replace-env|import-meta-env/i;

/** The RUNs that build a frontend, in the stages that are built. */
function* buildsOf(document: DockerfileDocument): Iterable<{ stage: Stage; run: Instruction }> {
  const built = builtStages(document);
  for (const stage of document.stages.filter((one) => built.has(one))) {
    for (const run of stage.instructions) if (run.keyword === 'RUN' && isBuild(run)) yield { stage, run };
  }
}

function isBuild({ raw }: Instruction): boolean {
  return simpleCommands(joinLines(raw, '\\')).some((words) => {
    const at = words.findIndex((word) => TOOLS.has(word));
    if (words[at] === 'nuxt' || words[at] === 'nuxi')
      return words.some((word) => /^(?:build|generate)$/.test(word));
    return at !== -1 && words.slice(at + 1).some((word) => /^build(?::[\w:-]{1,40})?$/.test(word));
  });
}

const TOOLS: ReadonlySet<string> = new Set([
  'npm', 'pnpm', 'yarn', 'bun', 'vite', 'next', 'react-scripts', 'astro', 'nuxt', 'nuxi', 'gatsby', 'turbo', 'nx',
  'vue-cli-service', 'expo', 'remix', 'svelte-kit',
]); // prettier-ignore

/** By ARG or ENV above the RUN, or in a way of its own: `RUN VITE_X=1 npm run build`, a secret mount, a file. */
function isDeclared(document: DockerfileDocument, stage: Stage, run: Instruction, name: string): boolean {
  if (definitionAt(document, stage, run, name)) return true;
  for (let base = stage.base; base; base = base.base)
    if (definitionAt(document, base, undefined, name)) return true;
  const mentions = (one: Instruction) =>
    one.raw.includes(name) || one.flags.some((flag) => flag.includes(name));
  return document.stages.some((one) =>
    one.instructions.some((instruction) => instruction.keyword !== 'ARG' && mentions(instruction)),
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** Not safe: what Railway has set under such a name becomes public with the bundle, and a person should look first. */
function withArgs(document: DockerfileDocument, run: Instruction, names: readonly string[]): Fix {
  const lines = names.map((name) => `ARG ${name}`);
  return {
    description: 'Declare the variables in the stage that builds.',
    safe: false,
    edits: [insertBefore(document, run, lines)],
  };
}
