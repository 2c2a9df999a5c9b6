// Asks whether a container engine answers.
import { request } from 'node:http';

/** Seconds; an engine that is busy still answers a ping. */
const PATIENCE = 5;

/** What answers at a Unix socket: `docker`, `podman`, or nothing. */
export async function engineAt(host) {
  const answer = await ping(host.replace(/^unix:\/\//, ''));
  if (answer?.statusCode !== 200) return undefined;
  return answer.headers['libpod-api-version'] === undefined ? 'docker' : 'podman';
}

/** The Docker that runs on this machine already, by DOCKER_HOST or at the usual place. */
export async function answeringDocker() {
  const host = process.env.DOCKER_HOST || 'unix:///var/run/docker.sock';
  return host.startsWith('unix://') && (await engineAt(host)) === 'docker' ? host : undefined;
}

function ping(socketPath) {
  return new Promise((resolve) => {
    const asked = request({
      socketPath,
      path: '/_ping',
      headers: { host: 'engine' },
      timeout: PATIENCE * 1000,
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('close', () => resolve(undefined));
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}
