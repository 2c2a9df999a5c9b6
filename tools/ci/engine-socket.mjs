// Speaks to a container engine at its Unix socket.
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Seconds; an engine that is busy still answers a ping. */
const PATIENCE = 5;
/** Seconds for what takes the engine a while. */
const LONG = 30;

/** What answers at a Unix socket: `docker`, `podman`, or nothing. */
export async function engineAt(host) {
  const answer = await ask(host.replace(/^unix:\/\//, ''), 'GET', '/_ping', PATIENCE);
  if (answer?.status !== 200) return undefined;
  return answer.headers['libpod-api-version'] === undefined ? 'docker' : 'podman';
}

/** The Docker that runs on this machine already, by DOCKER_HOST or at the usual place. */
export async function answeringDocker() {
  const host = process.env.DOCKER_HOST || 'unix:///var/run/docker.sock';
  return host.startsWith('unix://') && (await engineAt(host)) === 'docker' ? host : undefined;
}

/** What it answers, or nothing when it does not answer or says no. */
export async function askEngine(socket, method, path) {
  const answer = await ask(socket, method, path, LONG);
  return answer !== undefined && answer.status < 300 ? answer.body : undefined;
}

async function ask(socketPath, method, path, patience) {
  try {
    const answer = await new Promise((resolve, reject) => {
      const asked = request({ socketPath, method, path, headers: { host: 'engine' } });
      asked.setTimeout(patience * 1000, () => asked.destroy(new Error('no answer')));
      asked.on('response', resolve).on('error', reject).end();
    });
    return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
  } catch {
    return undefined;
  }
}
