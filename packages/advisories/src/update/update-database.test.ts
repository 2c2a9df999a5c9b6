import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import {
  OSV_RECORDS,
  epssScores,
  kevCatalogue,
  makeTempFolder,
  osvArchive,
  removeFolder,
  type OsvRecord,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { openDatabase } from '../store/open-database.js';
import { updateDatabase, type Update, type UpdateOptions } from './update-database.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let folder: string;
let server: Server;
let base: string;
let answer: Answer;
let asked: IncomingMessage[];
beforeEach(async () => {
  folder = await makeTempFolder();
  asked = [];
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await removeFolder(folder);
});

const NOW = new Date('2026-11-22T00:00:00Z');
const ZIP = osvArchive(OSV_RECORDS.npm);
const NEWER: OsvRecord = { ...OSV_RECORDS.npm[0], id: 'GHSA-newer', modified: '2026-11-20T00:00:00Z' };
const NEWER_ZIP = osvArchive([...OSV_RECORDS.npm, NEWER]);

async function update(options: UpdateOptions = {}): Promise<Update | undefined> {
  const given = { ecosystems: ['npm'], from: base, signals: false as const, folder, now: NOW };
  return (await updateDatabase({ ...given, ...options }))[0];
}

/** A server of files as they should be: ranges, entity tags. */
function serve(bytes: Buffer, etag = '"1"'): Answer {
  return ({ headers }, response) => {
    if (headers['if-none-match'] === etag) return void response.writeHead(304).end();
    const from =
      headers['if-range'] === etag ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0) : 0;
    const range = from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    const rest = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { etag, 'content-length': rest.length, ...range }).end(rest);
  };
}

/** Sends a part of it, and ends the connection when that has arrived on the disk of the other side. */
function cut(bytes: Buffer, at: number, etag = '"1"'): Answer {
  return (_, response) => {
    // What an earlier attempt left would be taken for what arrived now.
    rmSync(join(folder, 'partial/npm.zip'), { force: true });
    response.writeHead(200, { etag, 'content-length': bytes.length });
    response.write(bytes.subarray(0, at));
    const timer = setInterval(() => {
      const arrived = statSync(join(folder, 'partial/npm.zip'), { throwIfNoEntry: false });
      if (arrived?.size === at) response.destroy();
    }, 5);
    response.on('close', () => {
      clearInterval(timer);
    });
  };
}

function inTurn(...answers: readonly Answer[]): Answer {
  let turn = 0;
  return (request, response) => answers[Math.min(turn++, answers.length - 1)]?.(request, response);
}

async function found(): Promise<number> {
  const database = await openDatabase(folder);
  try {
    return database.affecting('npm', 'lodash', '4.17.20').length;
  } finally {
    database.close();
  }
}

describe('updateDatabase', () => {
  it('one at a time: who is late waits, and finds it done', async () => {
    const serving = serve(ZIP);
    let open = 0;
    answer = (request, response) => {
      expect(++open).toBe(1);
      response.on('close', () => (open -= 1));
      setTimeout(() => {
        serving(request, response);
      }, 20);
    };
    const told: string[] = [];
    const both = await Promise.all([0, 1].map(() => update({ progress: (text) => told.push(text) })));
    expect(both.map((one) => one?.state).sort()).toEqual(['unchanged', 'updated']);
    expect(told).toContain('another update is running');
    expect(readdirSync(folder)).not.toContain('update.lock');
  });

  it('ok: fetches, then asks only for changes, then fetches what has changed', async () => {
    answer = serve(ZIP);
    expect(await update()).toMatchObject({ state: 'updated', archive: { data: { records: 7 } } });
    expect(await update()).toEqual({ name: 'npm', state: 'unchanged' });
    answer = serve(NEWER_ZIP, '"2"');
    expect(await update()).toMatchObject({
      state: 'updated',
      archive: { before: { records: 7 }, data: { records: 8 } },
    });
    expect(asked.map(({ url }) => url)).toEqual(['/npm/all.zip', '/npm/all.zip', '/npm/all.zip']);
    expect(await found()).toBe(3);
    expect(readFileSync(join(folder, 'osv-scanner/npm/all.zip'))).toEqual(NEWER_ZIP);
    expect(readdirSync(join(folder, 'partial'))).toEqual([]);
  });

  it('ok: goes on where a connection broke', async () => {
    answer = inTurn(cut(ZIP, 1000), serve(ZIP));
    expect(await update()).toMatchObject({ state: 'updated', archive: { data: { records: 7 } } });
    expect(asked.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=1000-']);
  });

  it('ok: goes on in a later call, and keeps what has come until then', async () => {
    answer = inTurn(cut(ZIP, 1000), (_, response) => response.destroy());
    expect(await update()).toMatchObject({
      state: 'failed',
      error: { code: 'REPORT_UNREADABLE', remedy: 'Run the command again: it goes on from there.' },
    });
    expect(existsSync(join(folder, 'partial/npm.zip'))).toBe(true);
    answer = serve(ZIP);
    asked = [];
    expect(await update()).toMatchObject({ state: 'updated' });
    expect(asked[0]?.headers).toMatchObject({ range: 'bytes=1000-', 'if-range': '"1"' });
  });

  it('ok: begins anew when it has changed meanwhile', async () => {
    answer = inTurn(cut(ZIP, 1000), serve(NEWER_ZIP, '"2"'));
    expect(await update()).toMatchObject({ state: 'updated', archive: { data: { records: 8 } } });
  });

  it.each([
    ['404', (_, response) => response.writeHead(404).end('no'), 'NEED_UNMET', /answered 404/],
    ['503', (_, response) => response.writeHead(503).end(), 'NEED_UNMET', /answered 503/],
    ['403', (_, response) => response.writeHead(403).end('{}'), 'NEED_UNMET', /answered 403/],
    ['a web page', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'REPORT_UNREADABLE', /a web page/],
    ['a web page that says it is a zip', (_, response) => response.writeHead(200).end('<html>login</html>'), 'REPORT_UNREADABLE', /a web page and no zip/],
    ['nothing', (_, response) => response.writeHead(200).end(), 'REPORT_UNREADABLE', /it is empty/],
    ['{}', (_, response) => response.writeHead(200).end('{}'), 'REPORT_UNREADABLE', /no zip archive/],
    ['half of an archive', (_, response) => response.writeHead(200).end(NEWER_ZIP.subarray(0, 900)), 'REPORT_UNREADABLE', /cut off/],
    ['another ecosystem', (_, response) => response.writeHead(200).end(osvArchive(OSV_RECORDS.PyPI)), 'REPORT_UNREADABLE', /records are of PyPI/],
    ['older data', (_, response) => response.writeHead(200).end(osvArchive([OSV_RECORDS.npm[0]])), 'REPORT_UNREADABLE', /older than/],
    ['much less data', (_, response) => response.writeHead(200).end(osvArchive([NEWER])), 'REPORT_UNREADABLE', /holds 1 records where 7/],
    ['no connection', (_, response) => response.destroy(), 'NEED_UNMET', /cannot be reached: it ended the connection/],
    ['a connection that is cut', cut(NEWER_ZIP, 500, '"9"'), 'REPORT_UNREADABLE', /ended after 500/],
    ['silence', () => undefined, 'TOOL_TIMEOUT', /has stopped answering/],
  ] as readonly [string, Answer, string, RegExp][])('broken: %s is told, and nothing is lost', async (_, wrong, code, message) => {
    answer = serve(ZIP);
    await update();
    answer = wrong;
    const result = await update({ timeouts: { connect: 1000, silence: 300 } });
    expect(result).toMatchObject({
      state: 'failed',
      error: { code, message: expect.stringMatching(message) as string, remedy: expect.stringMatching(/\w/) as string },
    });
    expect(await found()).toBe(2);
    answer = serve(NEWER_ZIP, '"3"');
    expect(await update()).toMatchObject({ state: 'updated', archive: { data: { records: 8 } } });
  }); // prettier-ignore

  it('broken: one ecosystem does not keep the others from being updated', async () => {
    answer = (request, response) =>
      request.url === '/npm/all.zip' ? serve(ZIP)(request, response) : void response.writeHead(404).end();
    const updates = await updateDatabase({
      ecosystems: ['PyPI', 'npm'],
      from: `${base}/`,
      signals: false,
      folder,
    });
    expect(updates.map(({ state }) => state)).toEqual(['failed', 'updated']);
  });

  it('ok: KEV and EPSS', async () => {
    const files: Readonly<Record<string, Buffer>> = {
      '/npm/all.zip': ZIP,
      '/kev.json': Buffer.from(kevCatalogue(['CVE-2025-55182'])),
      '/epss.csv.gz': epssScores({ 'CVE-2025-55182': 0.5 }),
    };
    answer = (request, response) => serve(files[request.url ?? ''] ?? Buffer.alloc(0))(request, response);
    const options = { from: base, folder, now: NOW, ecosystems: ['npm'] };
    const signals = { KEV: `${base}/kev.json`, EPSS: `${base}/epss.csv.gz` };
    const states = async () => (await updateDatabase({ ...options, signals })).map(({ state }) => state);
    expect(await states()).toEqual(['updated', 'updated', 'updated']);
    expect(await states()).toEqual(['unchanged', 'unchanged', 'unchanged']);
    const database = await openDatabase(folder);
    expect(database.signals('CVE-2025-55182')).toEqual({ kev: '2026-01-05', epss: 0.5 });
    database.close();
  });

  it('ok: what is imported is what is updated', async () => {
    answer = serve(ZIP);
    await update();
    asked = [];
    expect(await updateDatabase({ from: base, signals: false, folder })).toEqual([
      { name: 'npm', state: 'unchanged' },
    ]);
  });

  it('stops when it is asked to', async () => {
    const stopper = new AbortController();
    answer = () => {
      stopper.abort();
    };
    await expect(update({ signal: stopper.signal })).rejects.toThrow();
  });

  it('ok: through the proxy of the environment', async () => {
    const tunnels: string[] = [];
    server.on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      const behind = connect((server.address() as AddressInfo).port, '127.0.0.1');
      socket.pipe(behind).pipe(socket);
    });
    vi.stubEnv('HTTP_PROXY', base);
    vi.stubEnv('http_proxy', base);
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('no_proxy', '');
    answer = serve(ZIP);
    const through = await update({ from: 'http://advisories.example' }).finally(() => vi.unstubAllEnvs());
    expect(through?.state).toBe('updated');
    expect([...tunnels, asked[0]?.headers.host]).toContain(
      tunnels.length > 0 ? 'advisories.example:80' : 'advisories.example',
    );
  });
});
