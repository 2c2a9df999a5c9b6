import { execFile } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createSocket, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { makeTempFolder, removeFolder } from '@railgate/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { patient, processes } from '../../test/engine-support.js';
import { connectEngine } from './connect.js';
import { connectionError } from './connection-error.js';

let home: string;
const servers: Server[] = [];
beforeEach(async () => {
  home = await makeTempFolder();
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await removeFolder(home);
});

const connect = (env: Readonly<Record<string, string>>, more = {}) =>
  connectEngine({ env: { HOME: home, ...env }, signal: patient, processes, connectSeconds: 2, ...more });

async function serve(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const VERSION = {
  Version: '20.10.24',
  ApiVersion: '1.41',
  MinAPIVersion: '1.12',
  Os: 'linux',
  Arch: 'amd64',
};

/** An engine that answers each path with JSON; `{}` to any other. */
function engine(answers: Readonly<Record<string, unknown>> = {}, seen: string[] = []): Promise<string> {
  const all: Readonly<Record<string, unknown>> = { '/version': VERSION, ...answers };
  const answer: RequestListener = (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    seen.push(path);
    const body =
      all[path] ?? all[path.replace(/^\/v[\d.]+/, '')] ?? (path.endsWith('/containers/json') ? [] : {});
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify(path.endsWith('images/json') ? [] : body));
  };
  return serve(createServer(answer));
}

const failing = async (env: Readonly<Record<string, string>>, more = {}) => {
  const error: unknown = await connect(env, more).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'NEED_UNMET' });
  const { message, remedy } = error as { message: string; remedy: string };
  return { message, remedy };
};

/** One that is its own authority, for both sides. */
async function makeCertificate(folder: string): Promise<{ key: string; cert: string }> {
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=engine', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await promisify(execFile)('openssl', ['req', ...kind, ...files, ...name]);
  const [key, cert] = await Promise.all(
    ['key.pem', 'cert.pem'].map((one) => readFile(join(folder, one), 'utf8')),
  );
  await writeFile(join(folder, 'ca.pem'), cert ?? '');
  return { key: key ?? '', cert: cert ?? '' };
}

it('knows Docker by its version, and speaks the version of the API that both know', async () => {
  const seen: string[] = [];
  const host = await engine({}, seen);
  expect(await connect({ DOCKER_HOST: host })).toMatchObject({
    kind: 'docker',
    version: '20.10.24',
    platform: 'linux/amd64',
    address: host,
    notes: [],
  });
  expect(seen.slice(0, 2)).toEqual(['/version', '/v1.41/info']);
});

it.each([
  ['1.52', '1.44', '1.44'],
  ['1.52', '1.24', '1.44'],
  ['1.60', '1.50', '1.50'],
  ['1.40', '1.12', '1.40'],
])('of %s to %s down, takes %s', async (ApiVersion, MinAPIVersion, spoken) => {
  const seen: string[] = [];
  await connect({
    DOCKER_HOST: await engine({ '/version': { ...VERSION, ApiVersion, MinAPIVersion } }, seen),
  });
  expect(seen[1]).toBe(`/v${spoken}/info`);
});

it('knows Podman by its parts', async () => {
  const Components = [{ Name: 'Podman Engine', Version: '4.3.1' }];
  const host = await engine({ '/version': { ...VERSION, Version: '4.3.1', Components } });
  expect(await connect({ DOCKER_HOST: host })).toMatchObject({ kind: 'podman', version: '4.3.1' });
});

it('notes the limits that an engine cannot keep', async () => {
  const host = await engine({ '/info': { MemoryLimit: true, PidsLimit: false, CPUCfsQuota: false } });
  expect((await connect({ DOCKER_HOST: host })).notes.join()).toMatch(
    /cannot limit processor time, processes,/,
  );
});

it('refuses an engine that is too old, with both versions', async () => {
  const host = await engine({ '/version': { ...VERSION, Version: '18.09.1', ApiVersion: '1.39' } });
  const { message, remedy } = await failing({ DOCKER_HOST: host });
  expect(message).toMatch(/docker 18\.09\.1 has API 1\.39, and 1\.40 is needed/);
  expect(remedy).toMatch(/Docker 19\.03/);
});

it('refuses an engine of Windows containers', async () => {
  const { message, remedy } = await failing({
    DOCKER_HOST: await engine({ '/version': { ...VERSION, Os: 'windows' } }),
  });
  expect(message).toMatch(/runs windows containers/);
  expect(remedy).toMatch(/Linux containers/);
});

it.each<[string, RequestListener]>([
  ['HTML', (_request, response) => response.setHeader('content-type', 'text/html').end('<html>Login</html>')],
  ['JSON that is no object', (_request, response) => response.end('"hello"')],
  ['an object of something else', (_request, response) => response.end('{"version":"3.1.2"}')],
  ['another path', (_request, response) => response.writeHead(404).end('Not found')],
  ['a redirect', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
])('knows %s for no engine', async (_name, listener) => {
  const { message, remedy } = await failing({ DOCKER_HOST: await serve(createServer(listener)) });
  expect(message).toMatch(/is no container engine/);
  expect(remedy).toMatch(/DOCKER_HOST/);
});

it('takes no answer without end', async () => {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const host = await serve(
    createServer((_request, response) => {
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', write);
      write();
    }),
  );
  expect((await failing({ DOCKER_HOST: host }, { connectSeconds: 20 })).message).toMatch(
    /more than \d+ bytes/,
  );
});

it('waits for nobody without end', async () => {
  const hangs = createServer(() => undefined);
  const { message, remedy } = await failing({ DOCKER_HOST: await serve(hangs) }, { connectSeconds: 0.3 });
  hangs.closeAllConnections();
  expect(message).toMatch(/did not answer within 0\.3 s/);
  expect(remedy).toMatch(/Restart the engine/);
});

it('does not wait for an answer that was cut off', async () => {
  const cuts = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': 1000 }).write('{"Ver', () => response.destroy());
  });
  expect((await failing({ DOCKER_HOST: await serve(cuts) }, { connectSeconds: 20 })).message).toMatch(
    /ECONNRESET/,
  );
});

it('says who does not let it in', async () => {
  const host = await serve(
    createServer((_request, response) => response.writeHead(403).end('{"message":"denied by plugin"}')),
  );
  expect((await failing({ DOCKER_HOST: host })).message).toMatch(/does not let you in/);
});

it('says what to do when nobody listens, and when there is no such host or socket', async () => {
  const closed = createSocket();
  const host = await serve(closed);
  await new Promise((resolve) => closed.close(resolve));
  expect(await failing({ DOCKER_HOST: host })).toMatchObject({
    message: `Nobody answers at ${host} (DOCKER_HOST).`,
  });
  const gone = `unix://${home}/gone.sock`;
  const { message, remedy } = await failing({ DOCKER_HOST: gone });
  expect(message).toBe(`There is no socket at ${gone} (DOCKER_HOST).`);
  expect(remedy).toMatch(/systemctl start docker/);
  await writeFile(join(home, 'file'), '');
  expect((await failing({ DOCKER_HOST: `unix://${home}/file` })).message).toMatch(/Nobody answers/);
});

it('proves who it is to an engine that asks for it, and believes only the engine of its authority', async () => {
  const { key, cert } = await makeCertificate(home);
  const answer: RequestListener = (request, response) =>
    response.end(JSON.stringify((request.url ?? '').endsWith('/version') ? VERSION : []));
  const secure = createSecure({ key, cert, ca: cert, requestCert: true, rejectUnauthorized: true }, answer);
  const env = { DOCKER_HOST: await serve(secure), DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: home };
  expect(await connect(env)).toMatchObject({ kind: 'docker' });

  const other = join(home, 'other');
  await mkdir(other);
  await makeCertificate(other);
  const refused = await failing({ ...env, DOCKER_CERT_PATH: other });
  expect(refused.message).toMatch(/is not trusted \((?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED\w*)\)/);
  expect(refused.remedy).toMatch(/ca\.pem/);

  await rm(join(home, 'cert.pem'));
  await rm(join(home, 'key.pem'));
  expect((await failing(env)).message).toMatch(/is not trusted|failed/);
  const plain = await engine();
  expect((await failing({ ...env, DOCKER_HOST: plain })).remedy).toMatch(/Unset DOCKER_TLS_VERIFY/);
});

it.each(['EACCES', 'EPERM'])('says who may use a socket: %s', (code) => {
  const address = { at: { kind: 'socket', path: '/s' }, shown: 'unix:///s' } as const;
  const { message, remedy } = connectionError(address, Object.assign(new Error('no'), { code }));
  expect(message).toBe('You may not use the socket unix:///s.');
  expect(remedy).toMatch(/usermod -aG docker.*rootless/);
});

it('takes the next of the usual places when nobody answers at the first', async () => {
  const XDG_RUNTIME_DIR = join(home, 'run');
  await mkdir(XDG_RUNTIME_DIR, { recursive: true });
  const dead = createSocket((socket) => socket.destroy());
  await new Promise<void>((resolve) => dead.listen(join(XDG_RUNTIME_DIR, 'docker.sock'), resolve));
  servers.push(dead);
  const host = await engine();
  const connected = await connect({ XDG_RUNTIME_DIR, CONTAINER_HOST: host });
  expect(connected.address === host || /^unix:\/\/\/(?:var\/)?run\//.test(connected.address)).toBe(true);
});

it('is given up at once when nobody wants it', async () => {
  const controller = new AbortController();
  controller.abort(new Error('Ctrl-C'));
  await expect(connect({}, { signal: controller.signal })).rejects.toThrow('Ctrl-C');
});
