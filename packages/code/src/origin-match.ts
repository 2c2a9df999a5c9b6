import type { CorsPolicy, OriginPolicy } from './facts.js';

/** Why a test of origins lets strangers in: `loose` lets anybody, `pinned` who registers a name that fits. */
export interface Looseness {
  readonly kind: 'loose' | 'pinned' | 'local';
  /** An origin that passes and should not, for the message. */
  readonly passes: string;
}

type Match = Extract<OriginPolicy, { kind: 'match' }>;

/** Domains under which anybody gets a name of their own. */
const SHARED =
  /(?:^|[.-])(?:railway\.app|vercel\.app|netlify\.app|onrender\.com|herokuapp\.com|github\.io|gitlab\.io|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|fly\.dev|ngrok\.io|ngrok-free\.app|ngrok\.app|surge\.sh|replit\.dev|replit\.app|repl\.co|lovable\.app|lovableproject\.com|azurewebsites\.net|cloudfront\.net|amazonaws\.com|trycloudflare\.com|loca\.lt|vusercontent\.net)$/;

/** Nothing where the test is exact, asks for a domain of the owner's, or is none that can be judged. */
export function looseness(match: Match, { framework }: CorsPolicy): Looseness | undefined {
  const text = match.text.toLowerCase();
  if (/localhost|127\\?\.0\\?\.0\\?\.1/.test(text)) return localTest(match.how, text);
  if (match.how === 'pattern') return ofPattern(text, framework);
  if (match.how === 'suffix') return ofSuffix(text);
  return match.how === 'prefix' ? ofPrefix(text) : ofSubstring(text);
}

/** `startsWith("http://localhost")` also lets `http://localhost.example.net` in. A port or a `$` after it ends the name. */
function localTest(how: Match['how'], text: string): Looseness | undefined {
  const ends =
    how === 'prefix' ? /[:/]$/.test(text) : how === 'pattern' && /\$\/?$|:|\\d/.test(text.slice(8));
  return ends ? undefined : { kind: 'local', passes: 'http://localhost.example.net' };
}

function ofSuffix(text: string): Looseness | undefined {
  const shared = SHARED.exec(text);
  if (shared) {
    const own = text.slice(0, shared.index).replace(/\.?up$/, '');
    return text.includes('://') ? undefined : named(own, text.replace(/^\./, ''));
  }
  if (text.startsWith('.') || text.includes('://') || !isHost(text)) return undefined;
  return { kind: 'loose', passes: `https://evil-${text}` };
}

function ofPrefix(text: string): Looseness | undefined {
  const host = /^https?:\/\/([^/:]*)([/:]?)/.exec(text);
  if (!host || host[2] !== '') return undefined;
  return { kind: 'loose', passes: `${text}${host[1] === '' ? '' : '.'}example.net` };
}

function ofSubstring(text: string): Looseness | undefined {
  const host = text.replace(/^https?:\/\//, '').replace(/^\./, '');
  return isHost(host) || /^[a-z\d-]{3,}$/.test(host)
    ? { kind: 'loose', passes: `https://${host}.example.net` }
    : undefined;
}

function ofPattern(text: string, framework: string): Looseness | undefined {
  const plain = text.replaceAll('\\/', '/').replaceAll('\\-', '-');
  // Alternatives in brackets may say anything.
  if (/\([^)]*\||\(\?[^:]/.test(plain)) return undefined;
  for (const branch of plain.split('|')) {
    const found = ofBranch(branch, framework);
    if (found) return found;
  }
  return undefined;
}

function ofBranch(branch: string, framework: string): Looseness | undefined {
  const endsAnchored = branch.endsWith('$') || framework === 'fastapi';
  const body = branch
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/\(:[^)]*\)[?*]?$|:\\d[+*]$|\/\?$/, '');
  const host = hostOf(body);
  if (host === undefined) return undefined;
  const literal = host.replaceAll('\\.', '.');
  if (!endsAnchored) return { kind: 'loose', passes: `https://${exampleOf(literal)}.example.net` };
  const shared = SHARED.exec(literal);
  if (shared) {
    const before = literal.slice(0, shared.index).replace(/\.?up$/, '');
    if (/^[a-z\d.-]*[a-z\d][a-z\d.-]*$/.test(before) && body.includes('://')) return undefined;
    return named(before.replace(/\[[^\]]*\]|\\[a-z]/g, ''), exampleOf(literal));
  }
  const startsExact = body.includes('://') || body.startsWith('\\.') || framework === 'fastapi';
  return startsExact || host.startsWith('\\.') || !/^[a-z\d]/.test(host)
    ? undefined
    : { kind: 'loose', passes: `https://evil-${exampleOf(literal)}` };
}

/** The part of a pattern that stands for the host; nothing where it names no domain. */
function hostOf(body: string): string | undefined {
  const slashes = body.indexOf('://');
  const host = slashes < 0 ? body : body.slice(slashes + 3);
  return /[a-z\d]\\?\.[a-z]{2,}$/.test(host) || /^[a-z\d-]{4,}$/.test(host) ? host : undefined;
}

/** Letters of one's own in front of a shared domain narrow it down, and anybody can register a name that fits. */
function named(own: string, example: string): Looseness {
  const isPinned = /[a-z]{3}/.test(own.replace(/https?:\/\//, ''));
  return {
    kind: isPinned ? 'pinned' : 'loose',
    passes: `https://anything.${example.replace(/^.*?([a-z\d-]+\.[a-z]+)$/, '$1')}`,
  };
}

function exampleOf(literal: string): string {
  return literal.replace(/^.*[^a-z\d.-]/, '').replace(/^[.-]+/, '');
}

function isHost(text: string): boolean {
  return /^[a-z\d.-]+\.[a-z]{2,}$/.test(text);
}
