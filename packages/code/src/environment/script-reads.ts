import type { EnvRead } from '../facts.js';
import type { ScriptFile } from '../javascript/file.js';
import { stringText } from '../javascript/scope.js';
import { isPublicName } from '../names/public-name.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import type { EnvironmentOverride } from './environment-use.js';

const WHOLE = /^(?:process\.env|import\.meta\.env|Bun\.env)$/;

/** `const { PORT, HOST = 'x' } = process.env`, `import { X } from '$env/static/private'`, `Deno.env.get('X')`. */
export function scriptReads(file: ScriptFile): EnvRead[] {
  return [...destructured(file), ...imported(file), ...called(file), ...validated(file)];
}

function destructured(file: ScriptFile): EnvRead[] {
  return nodesOfType(file.syntax.root, 'object_pattern').flatMap((pattern) => {
    const { parent } = pattern;
    const from = parent && (field(parent, 'value') ?? field(parent, 'right'));
    if (!from || !WHOLE.test(from.text.slice(0, 40))) return [];
    return parts(pattern).flatMap((part) => readOfPart(file, part));
  });
}

function readOfPart(file: ScriptFile, part: Node): EnvRead[] {
  const target = part.type === 'object_assignment_pattern' ? field(part, 'left') : part;
  const inner = part.type === 'pair_pattern' ? field(part, 'value') : undefined;
  const key = part.type === 'pair_pattern' ? field(part, 'key') : target;
  const given =
    field(part, 'right') ?? (inner?.type === 'assignment_pattern' ? field(inner, 'right') : undefined);
  const name = key?.text.replace(/^['"]|['"]$/g, '') ?? '';
  if (!/^[A-Za-z_]\w{0,100}$/.test(name) || part.type === 'rest_pattern') return [];
  const fallback = given && file.valueOf(given);
  return [{ ...file.at(part), name, inBrowser: isPublicName(name), ...(fallback && { fallback }) }];
}

/** SvelteKit and Astro. */
function imported(file: ScriptFile): EnvRead[] {
  return nodesOfType(file.syntax.root, 'import_specifier').flatMap((one) => {
    const from = stringText(field(one.parent?.parent?.parent ?? undefined, 'source'));
    const name = field(one, 'name')?.text ?? '';
    if (
      from === undefined ||
      !/^(?:\$env\/static\/|astro:env\/)/.test(from) ||
      !/^[A-Z]\w{0,100}$/.test(name)
    )
      return [];
    return [{ ...file.at(one), name, inBrowser: isPublicName(name) }];
  });
}

/** Deno, NestJS's ConfigService. */
function called(file: ScriptFile): EnvRead[] {
  return file.calls.flatMap(({ node, callee, given }) => {
    const name = callee.text.slice(-80);
    const written = stringText(given[0]);
    const reads = /^Deno\.env\.get$|(?:^|\.)config(?:Service)?\.(?:get|getOrThrow)$/i.test(name);
    if (!reads || written === undefined || !/^[A-Z][A-Z\d_]{0,100}$/.test(written)) return [];
    const fallback = given[1] && name !== 'Deno.env.get' ? file.valueOf(given[1]) : undefined;
    const usable = fallback?.kind === 'object' ? undefined : fallback;
    return [{ ...file.at(node), name: written, inBrowser: false, ...(usable && { fallback: usable }) }];
  });
}

const CHECKS = /(?:^|\.)(?:(?:safeP|p)arse(?:Async)?|validate(?:Sync|Async)?|cleanEnv)$/;
const SCHEMA = /(?:^|\.)(?:object|(?:strict|loose)Object|cleanEnv|createEnv)$/;

/** All of the environment through a schema: zod, Joi and Valibot's like, envalid, t3-env. Each key of it is a variable. */
function validated(file: ScriptFile): EnvRead[] {
  if (!/\b(?:process|Bun|meta)\.env\b/.test(file.syntax.text) || !file.calls.some(isCheck)) return [];
  const schemas = file.calls.filter(({ callee }) => SCHEMA.test(callee.text.slice(-80)));
  const pairs = schemas.flatMap(({ given }) => given.flatMap((one) => nodesOfType(one, 'pair')));
  return pairs.flatMap((pair) => {
    const name = field(pair, 'key')?.text.replace(/^['"]|['"]$/g, '') ?? '';
    const value = field(pair, 'value');
    if (
      !value ||
      !/^[A-Z][A-Z\d_]{0,100}$/.test(name) ||
      /^(?:process|import\.meta|Bun)\.env\b/.test(value.text)
    )
      return [];
    const fallback = defaultOf(file, value);
    const isOptional = /\.(?:optional|nullish|default|catch)\(|\b(?:devD|d)efault:/.test(
      value.text.slice(0, 2000),
    );
    return [
      {
        ...file.at(pair),
        name,
        inBrowser: isPublicName(name),
        ...(fallback && { fallback }),
        ...(isOptional && { isOptional }),
      },
    ];
  });
}

function isCheck({ callee, given }: ScriptFile['calls'][number]): boolean {
  const name = callee.text.slice(-80);
  if (/(?:^|\.)createEnv$/.test(name)) return true;
  return CHECKS.test(name) && given.some((one) => WHOLE.test(one.text.slice(0, 40)));
}

/** `z.string().default('x')`, `str({ default: 'x' })`. */
function defaultOf(file: ScriptFile, value: Node): EnvRead['fallback'] {
  const call = nodesOfType(value, 'call_expression').find((one) =>
    /\.default$/.test(field(one, 'function')?.text.slice(-80) ?? ''),
  );
  const list = call && field(call, 'arguments');
  const option = nodesOfType(value, 'pair').find((one) => field(one, 'key')?.text === 'default');
  const given = (list && parts(list)[0]) ?? (option && field(option, 'value'));
  return given && file.valueOf(given);
}

/** `dotenv.config({ override: true })`. */
export function scriptOverrides(file: ScriptFile): EnvironmentOverride[] {
  if (!file.syntax.text.includes('dotenv')) return [];
  return file.calls.flatMap(({ node, callee, given }) => {
    if (!/(?:^|\.)(?:config|configDotenv|populate)$/.test(callee.text.slice(-80))) return [];
    const flag = given.flatMap((one) => nodesOfType(one, 'pair')).find(isOverride);
    const value = flag && field(flag, 'value');
    return value ? [{ ...file.at(node), loader: 'dotenv', flag: file.syntax.place(value) }] : [];
  });
}

function isOverride(pair: Node): boolean {
  return field(pair, 'key')?.text === 'override' && field(pair, 'value')?.type === 'true';
}
