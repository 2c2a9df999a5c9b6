import { cleanText, type Region } from '@railgate/contract';
import {
  Copy,
  DockerfileParser,
  ModifiableInstruction,
  Run,
  type Arg,
  type Dockerfile,
  type Env,
  type From,
  type Instruction as AstInstruction,
} from 'dockerfile-ast';

import { execForm } from './exec-form.js';
import { expandWord } from './expand-word.js';
import type { ParseFailure, Parsed } from './parsed.js';

/** dockerfile-ast takes 20 µs an instruction; nobody writes this many by hand. */
export const INSTRUCTION_LIMIT = 2000;
const LINE_LIMIT = 20_000;

/** A piece of text with its place. */
export interface Word {
  readonly text: string;
  readonly region: Required<Region>;
}

/** `ARG name=value` or `ENV name=value`; `value` is raw text, and undefined for an `ARG` without a default. */
export interface Definition {
  readonly keyword: 'ARG' | 'ENV';
  readonly name: string;
  readonly value: string | undefined;
  /** Of an `ARG`: the value as it stands, in its quotes. */
  readonly word?: string;
  readonly region: Required<Region>;
}

export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  readonly region: Required<Region>;
  readonly words: readonly Word[];
  /** Everything after the keyword and its flags as it stands, continuation lines included. */
  readonly raw: string;
  /** `from=build`, `mount=type=cache,target=/x`. */
  readonly flags: readonly string[];
  /** Of a JSON array of strings; undefined for the shell form. */
  readonly exec: readonly string[] | undefined;
  readonly definitions: readonly Definition[];
}

export interface Stage {
  readonly from: Instruction;
  /** `node:20-slim`, or the name of an earlier stage; defaults of global ARGs put in. */
  readonly image: string;
  readonly name: string | undefined;
  /** The earlier stage that it starts from. */
  readonly base: Stage | undefined;
  /** Without the `FROM`. */
  readonly instructions: readonly Instruction[];
}

export interface DockerfileDocument {
  readonly path: string;
  readonly text: string;
  readonly eol: '\n' | '\r\n';
  /** What its `# escape=` says; a backslash where there is none. */
  readonly escape: string;
  /** Before the first `FROM`: visible in `FROM` lines only, unless a stage declares them again. */
  readonly globalArgs: readonly Definition[];
  /** At least one. The last one is what Railway builds and runs. */
  readonly stages: readonly [Stage, ...Stage[]];
  readonly final: Stage;
  /** The first instruction that stops every build; the others are read all the same. */
  readonly problem: ParseFailure | undefined;
}

export function parseDockerfile(path: string, text: string): Parsed<DockerfileDocument> {
  const lines = text.split('\n').length;
  if (lines > LINE_LIMIT) return tooLarge(path, `${lines} lines`, `${LINE_LIMIT} lines`);
  const file = DockerfileParser.parse(text);
  const all = file.getInstructions();
  if (all.length > INSTRUCTION_LIMIT) {
    return tooLarge(path, `${all.length} instructions`, `${INSTRUCTION_LIMIT} instructions`);
  }
  const open = openHeredoc(all, text);
  if (open) return open;
  const globalArgs: Definition[] = [];
  const stages: MutableStage[] = [];
  const escape = file.getEscapeCharacter();
  let values: ReadonlyMap<string, string> | undefined;
  for (const ast of all) {
    const instruction = toInstruction(ast, escape);
    if (instruction.keyword === 'FROM') {
      values ??= globalValues(globalArgs, escape);
      const image = expandWord((ast as From).getImage() ?? '', values, escape).text;
      stages.push(toStage(ast as From, instruction, stages, image));
    } else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else globalArgs.push(...instruction.definitions);
  }
  const [first, ...rest] = stages;
  if (!first)
    return { kind: 'failure', failure: { message: 'Expected a `FROM` instruction.', region: START } };
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const final = rest.at(-1) ?? first;
  return {
    kind: 'document',
    document: {
      path,
      text,
      eol,
      escape,
      globalArgs,
      stages: [first, ...rest],
      final,
      problem: stopOf(file, all),
    },
  };
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD',
  'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR',
]); // prettier-ignore

/** What is no instruction, `<<<<<<< HEAD`, or stands before the first `FROM`. Another frontend may have its own. */
function stopOf(file: Dockerfile, all: readonly AstInstruction[]): ParseFailure | undefined {
  const syntax = file
    .getDirectives()
    .find((one) => one.getDirective() === 'syntax')
    ?.getValue();
  if (syntax && !/^(?:docker\.io\/)?docker\/dockerfile(?:[:@]|$)/.test(syntax)) return undefined;
  let isInStage = false;
  for (const ast of all) {
    const keyword = ast.getKeyword().toUpperCase();
    const region = toRegion(ast.getInstructionRange());
    if (!KEYWORDS.has(keyword)) {
      const shown = cleanText(ast.getInstruction()).slice(0, 40);
      return { message: `Expected an instruction such as \`RUN\`, and found \`${shown}\`.`, region };
    }
    isInStage ||= keyword === 'FROM';
    if (!isInStage && keyword !== 'ARG')
      return {
        message: `Expected \`FROM\` before \`${keyword}\`: only \`ARG\` may stand before it.`,
        region,
      };
  }
  return undefined;
}

/** BuildKit stops at a here-document without an end; all that follows would be its text. */
function openHeredoc(all: readonly AstInstruction[], text: string): Parsed<DockerfileDocument> | undefined {
  if (!text.includes('<<')) return undefined;
  const lines = new Set(text.split('\n').map((line) => line.trim()));
  for (const instruction of all) {
    if (!(instruction instanceof Run || instruction instanceof Copy)) continue;
    for (const heredoc of instruction.getHeredocs()) {
      const name = heredoc.getName();
      if (heredoc.getDelimiterRange() || lines.has(name)) continue;
      const message = `Expected ${cleanText(name)} on a line of its own: this here-document has no end.`;
      return { kind: 'failure', failure: { message, region: toRegion(heredoc.getStartRange()) } };
    }
  }
  return undefined;
}

type MutableStage = Stage & { readonly instructions: Instruction[] };

const START = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

function toStage(ast: From, from: Instruction, earlier: readonly Stage[], image: string): MutableStage {
  const name = ast.getBuildStage() ?? undefined;
  const base = earlier.findLast((stage) => stage.name?.toLowerCase() === image.toLowerCase());
  return { from, image, name, base, instructions: [] };
}

/**
 * What the arguments before the first `FROM` stand for: those that are given to the build, else their defaults, which may
 * name those before them. Only these are visible in a `FROM`.
 *
 * @param escape the file's escape character
 */
export function globalValues(
  globalArgs: readonly Definition[],
  escape?: string,
  given: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, value, word = value } of globalArgs) {
    const text = given.get(name) ?? (word === undefined ? undefined : expandWord(word, values, escape).text);
    if (text !== undefined) values.set(name, text);
  }
  return values;
}

function toInstruction(ast: AstInstruction, escape: string): Instruction {
  const keyword = ast.getKeyword().toUpperCase();
  const raw = ast.getRawArgumentsContent() ?? '';
  return {
    keyword,
    region: toRegion(ast.getRange()),
    words: ast.getArguments().map((word) => ({ text: word.getValue(), region: toRegion(word.getRange()) })),
    raw,
    flags:
      ast instanceof ModifiableInstruction
        ? ast.getFlags().map((flag) => `${flag.getName()}=${flag.getValue() ?? ''}`)
        : [],
    exec: keyword === 'CMD' || keyword === 'ENTRYPOINT' ? execForm(raw, escape) : undefined,
    definitions: toDefinitions(ast, keyword),
  };
}

function toDefinitions(ast: AstInstruction, keyword: string): Definition[] {
  const region = toRegion(ast.getRange());
  if (keyword === 'ARG') {
    return argWords(ast as Arg).map((word) => ({ keyword: 'ARG', ...word, region }));
  }
  if (keyword !== 'ENV') return [];
  const properties = (ast as Env).getProperties();
  return properties.map((p) => ({ keyword: 'ENV', name: p.getName(), value: p.getValue() ?? '', region }));
}

/** BuildKit takes several arguments in one `ARG`; dockerfile-ast's `getProperty` knows one. */
function argWords(ast: Arg): Pick<Definition, 'name' | 'value' | 'word'>[] {
  return ast.getArguments().map((argument) => {
    const text = argument.getValue();
    const at = text.indexOf('=');
    if (at === -1) return { name: text, value: undefined };
    const word = text.slice(at + 1);
    return { name: text.slice(0, at), value: unquote(word), word };
  });
}

function unquote(text: string): string {
  const quote = text.at(0);
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote)
    ? text.slice(1, -1)
    : text;
}

interface AstRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

function toRegion({ start, end }: AstRange): Required<Region> {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function tooLarge(path: string, size: string, limit: string): Parsed<DockerfileDocument> {
  const message = `${cleanText(path)} has ${size}; this gate reads Dockerfiles up to ${limit}.`;
  return { kind: 'gap', gap: { code: 'FILE_TOO_LARGE', path, message } };
}
