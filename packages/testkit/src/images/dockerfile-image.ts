import { posix } from 'node:path';

import { sampleStages, sampleText, type SampleInstruction, type SampleStage } from './dockerfile-text.js';
import { folder } from './files.js';
import type { ImageDescription, ImageSettings, ImageStep } from './image.js';
import type { TarEntry } from './tar.js';

export interface DockerfileImage {
  /** What the outermost `FROM` of the last stage names. */
  readonly base: ImageDescription;
  /** What an instruction leaves in the image, by how it starts: `COPY . .`. Others leave an empty layer. */
  readonly files?: Readonly<Record<string, readonly TarEntry[]>>;
  readonly tags?: readonly string[];
  readonly buildArguments?: Readonly<Record<string, string>>;
}

interface Build {
  readonly steps: ImageStep[];
  settings: { -readonly [K in keyof ImageSettings]: ImageSettings[K] };
  /** Variables that instructions may use: of `ARG` and `ENV`. */
  readonly variables: Map<string, string>;
  /** Those of `ARG`, in order. */
  readonly args: Map<string, string>;
  readonly given: Readonly<Record<string, string>>;
  readonly filesOf: (text: string) => readonly TarEntry[];
}

type Step = (build: Build, instruction: SampleInstruction) => ImageStep;

/**
 * The image that BuildKit (2025) would make of a Dockerfile: its history and settings, and the files as told. Nothing is executed.
 *
 * @throws if `files` names an instruction that the Dockerfile does not have
 */
export function imageOfDockerfile(dockerfile: string, options: DockerfileImage): ImageDescription {
  const { global, stages } = sampleStages(dockerfile);
  const { files = {}, base, buildArguments = {}, tags = [] } = options;
  const unused = new Set(Object.keys(files));
  const build: Build = {
    steps: [...base.steps],
    settings: { ...base.settings },
    variables: new Map((base.settings?.Env ?? []).map(splitPair)),
    args: new Map(),
    given: { ...Object.fromEntries(global.map(({ rest }) => splitPair(rest))), ...buildArguments },
    filesOf: (text) => {
      const start = Object.keys(files).find((key) => text.startsWith(key));
      if (start !== undefined) unused.delete(start);
      return (start === undefined ? undefined : files[start]) ?? [];
    },
  };
  for (const instruction of instructionsOf(stages, stages.at(-1)))
    build.steps.push(stepOf(build, instruction));
  if (unused.size > 0) throw new Error(`The Dockerfile has no instruction ${[...unused].join(', ')}.`);
  return { ...base, tags, steps: build.steps, settings: build.settings };
}

/** Of a stage and those it is built on. */
function instructionsOf(stages: readonly SampleStage[], stage: SampleStage | undefined): SampleInstruction[] {
  if (stage === undefined) return [];
  const base = stage.from.rest.split(' ')[0];
  const before = stages
    .slice(0, stages.indexOf(stage))
    .find(({ name }) => name !== undefined && name === base);
  return [...instructionsOf(stages, before), ...stage.instructions];
}

function stepOf(build: Build, instruction: SampleInstruction): ImageStep {
  const step = STEPS[instruction.keyword];
  if (step === undefined) throw new Error(`${instruction.keyword} is not among the instructions of samples.`);
  return { ...step(build, instruction), comment: 'buildkit.dockerfile.v0' };
}

/** frontend/dockerfile/dockerfile2llb/convert.go of BuildKit: what each instruction writes into the history. */
const STEPS: Readonly<Record<string, Step>> = {
  ADD: copy,
  COPY: copy,
  RUN: (build, instruction) => {
    const args = [...build.args].map(([name, value]) => `${name}=${value} `).join('');
    const before = build.args.size === 0 ? '' : `|${build.args.size} ${args}`;
    const command = commandOf(instruction.rest).join(' ');
    return layerStep(`RUN ${before}${command} # buildkit`, build.filesOf(sampleText(instruction)));
  },
  WORKDIR: (build, { rest }) => {
    const path = posix.resolve(build.settings.WorkingDir ?? '/', expand(build, rest));
    build.settings.WorkingDir = path;
    return layerStep(`WORKDIR ${path}`, path === '/' ? [] : [folder(path.slice(1))]);
  },
  ENV: (build, { rest }) => {
    const pairs = splitPairs(rest).map(([name, value]): [string, string] => [name, expand(build, value)]);
    for (const [name, value] of pairs) build.variables.set(name, value);
    const env = new Map([...(build.settings.Env ?? []).map(splitPair), ...pairs]);
    build.settings.Env = [...env].map(([name, value]) => `${name}=${value}`);
    return { createdBy: `ENV ${pairs.map(([name, value]) => `${name}=${value}`).join(' ')}` };
  },
  ARG: (build, { rest }) => {
    const [name, ownValue] = splitPair(rest);
    const value = build.given[name] ?? (rest.includes('=') ? expand(build, ownValue) : undefined);
    build.args.set(name, value ?? '');
    if (value !== undefined && !build.variables.has(name)) build.variables.set(name, value);
    return { createdBy: `ARG ${name}${value === undefined ? '' : `=${value}`}` };
  },
  EXPOSE: (build, { rest }) => {
    const words = expand(build, rest).split(' ').filter(Boolean);
    const ports = words.map((word) => (word.includes('/') ? word : `${word}/tcp`));
    build.settings.ExposedPorts = Object.fromEntries(ports.map((port) => [port, {}]));
    return { createdBy: `EXPOSE [${ports.join(' ')}]` };
  },
  USER: (build, { rest }) => {
    build.settings.User = expand(build, rest);
    return { createdBy: `USER ${build.settings.User}` };
  },
  VOLUME: (build, { rest }) => {
    build.settings.Volumes = Object.fromEntries(rest.split(' ').map((path) => [path, {}]));
    return { createdBy: `VOLUME [${rest}]` };
  },
  LABEL: (build, { rest }) => {
    build.settings.Labels = { ...build.settings.Labels, ...Object.fromEntries(splitPairs(rest)) };
    return { createdBy: `LABEL ${rest}` };
  },
  CMD: (build, { rest }) => {
    build.settings.Cmd = commandOf(rest);
    return { createdBy: `CMD ${quoted(build.settings.Cmd)}` };
  },
  ENTRYPOINT: (build, { rest }) => {
    build.settings.Entrypoint = commandOf(rest);
    return { createdBy: `ENTRYPOINT ${quoted(build.settings.Entrypoint)}` };
  },
  HEALTHCHECK: (build, { rest }) => {
    const command = rest.replace(/^CMD /, '');
    const Test = command === 'NONE' ? [command] : ['CMD-SHELL', command];
    build.settings.Healthcheck = { Test };
    const times = 'Interval:0s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0';
    return { createdBy: `HEALTHCHECK {Test:[${Test.join(' ')}] ${times}}` };
  },
};

function copy(build: Build, instruction: SampleInstruction): ImageStep {
  const { keyword, options, rest } = instruction;
  const kept = ['chown', 'chmod'].flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [`--${name}=${value} `];
  });
  const text = `${keyword} ${kept.join('')}${expand(build, rest)} # buildkit`;
  return layerStep(text, build.filesOf(sampleText(instruction)));
}

function layerStep(createdBy: string, files: readonly TarEntry[]): ImageStep {
  return { createdBy, files };
}

/** The words of a command in JSON, or the shell and the command's text. */
function commandOf(rest: string): string[] {
  if (!rest.startsWith('[')) return ['/bin/sh', '-c', rest];
  const words: unknown = JSON.parse(rest);
  return Array.isArray(words) ? words.map(String) : [];
}

/** As Go writes a list with `%q`. */
function quoted(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;
}

function expand({ variables }: Build, text: string): string {
  return text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (_all, braced?: string, plain?: string) => variables.get(braced ?? plain ?? '') ?? '',
  );
}

function splitPairs(text: string): [string, string][] {
  return text.split(' ').map(splitPair);
}

function splitPair(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  return [name, value.join('=').replace(/^"(.*)"$/, '$1')];
}
