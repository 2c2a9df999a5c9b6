import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export interface Page {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

/** Every Markdown page of the repository; without the example, whose pages belong to another product. */
export function listPages(): Page[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '*.md'];
  const paths = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return paths
    .filter(
      (path) =>
        path !== '' && !/^packages\/testkit\/example\/(flawed|fixed)\/|\/test\/(cases|golden)\//.test(path),
    )
    .filter((path) => existsSync(join(ROOT, path)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** Relative links outside of code: `page.md#anchor` and images. */
export function linksIn(text: string): string[] {
  const links = [...withoutCode(text).matchAll(/\]\(<?([^)>\s]+)>?(?: "[^"]*")?\)/g)].map(
    ([, link]) => link as string,
  );
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

/** Why a link of a page leads nowhere, or nothing. */
export function brokenLink(
  page: Page,
  link: string,
  read: (path: string) => string | undefined,
): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page.path : posix.join(posix.dirname(page.path), decodeURI(file));
  if (target.startsWith('..')) return `${link} leaves the repository`;
  if (anchor === undefined)
    return existsSync(join(ROOT, target)) ? undefined : `${link}: ${target} is not there`;
  const text = read(target);
  if (text === undefined) return `${link}: ${target} is not there`;
  return anchorsIn(text).has(anchor) ? undefined : `${link}: ${target} has no heading #${anchor}`;
}

/** The anchors that GitHub makes of headings, and those that the page sets itself. */
export function anchorsIn(text: string): Set<string> {
  const anchors = new Set<string>([...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id as string));
  for (const [, heading] of withoutFences(text).matchAll(/^#{1,6} +(.*?) *#*$/gm)) {
    const slug = slugOf(heading as string);
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Lower case, spaces to dashes, everything but letters, digits, dashes and underscores dropped. */
function slugOf(heading: string): string {
  const plain = heading.replace(/<[^>]*>/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');
}

function withoutFences(text: string): string {
  return text.replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2`*$/gm, '');
}

function withoutCode(text: string): string {
  return withoutFences(text).replace(/(`+)[^`\n](?:[^\n]*?[^`\n])?\1(?!`)/g, '');
}
