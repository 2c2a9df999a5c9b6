import {
  callEngine,
  describeWithEngine,
  dockerEngine,
  podmanEngine,
  removeImage,
  rootlessPodmanEngine,
  type TestEngine,
} from '@railgate/testkit/engines';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';

import {
  ask,
  connect,
  file,
  folder,
  loadProbe,
  ours,
  runOf,
  until,
  withProbe,
} from '../../test/engine-support.js';
import type { ContainerEngine, IsolatedRun, VolumeEntry } from './engine.js';
import { OWNER_LABEL, ownerOf } from './owner.js';

interface Looked {
  readonly uid: number;
  readonly gid: number;
  readonly env: readonly string[];
  readonly status: string;
  readonly mounts: string;
  readonly interfaces: readonly string[];
  readonly processes: number;
  readonly writeRoot: string;
  readonly writeTmp: string;
  readonly runTmp: string;
  readonly devices: readonly string[];
  readonly socket: readonly string[];
}

interface Inspected {
  readonly Name: string;
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly Config: Readonly<Record<string, unknown>>;
  readonly Mounts: readonly { readonly Type: string; readonly RW: boolean }[];
}

for (const found of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`a run on ${found.kind}`, found, (engine) => {
    let connected: ContainerEngine;
    let image: string;
    withProbe(engine, async (probe) => {
      connected = probe.connected;
      image = (await connected.inspect(probe.name))?.id ?? 'none';
    });
    afterEach(() => expect(connected.notes).toEqual([]));
    const run = (args: readonly string[], more?: Partial<IsolatedRun>) =>
      connected.run(runOf(image, args, more));

    it('sees no network, no capability, no host, no environment of ours', async () => {
      process.env.RAILGATE_TEST_SECRET = 'hunter2';
      const { exitCode, stdout, outOfMemory } = await run(['look'], { env: { SHOWN: 'yes' } });
      delete process.env.RAILGATE_TEST_SECRET;
      expect({ exitCode, outOfMemory }).toEqual({ exitCode: 0, outOfMemory: false });
      const looked = JSON.parse(stdout) as Looked;
      expect(looked).toMatchObject({ uid: 65534, gid: 65534, interfaces: ['lo'], processes: 1, socket: [] });
      expect(looked.env).toContain('SHOWN=yes');
      expect(looked.env.map((one) => one.split('=')[0]).filter((one) => !KNOWN.has(one ?? ''))).toEqual([]);
      for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
        expect(looked.status).toMatch(new RegExp(`^${set}:\\s+0000000000000000$`, 'm'));
      expect(looked.status).toMatch(/^NoNewPrivs:\s+1$/m);
      expect(looked.status).toMatch(/^Seccomp:\s+2$/m);
      expect(looked.writeRoot).toMatch(/read-only file system/);
      expect(looked.writeTmp).toBe('none');
      expect(looked.runTmp).toMatch(/permission denied/);
      expect(looked.mounts).toMatch(/^\S+ \/tmp tmpfs rw,nosuid,nodev,noexec\S*,size=16384k/m);
      expect(looked.devices).not.toContain('sda');
    });

    it('has limits in the engine, one volume and nothing of the host', async () => {
      const inspected = await whileRunning(engine, connected, image);
      expect(inspected.HostConfig).toMatchObject({
        NetworkMode: 'none',
        ReadonlyRootfs: true,
        Privileged: false,
        PidsLimit: 64,
        Memory: 128 * 1024 * 1024,
        MemorySwap: 128 * 1024 * 1024,
      });
      expect(inspected.HostConfig.Binds ?? []).toHaveLength(
        engine.kind === 'docker' ? 0 : inspected.Mounts.length,
      );
      expect(inspected.HostConfig.Devices ?? []).toEqual([]);
      expect(inspected.HostConfig.CapAdd ?? []).toEqual([]);
      expect(inspected.HostConfig.PidMode).not.toMatch(/host|container/);
      expect(inspected.HostConfig.IpcMode).not.toMatch(/host|container/);
      expect(JSON.stringify(inspected.HostConfig.SecurityOpt)).toMatch(/no-new-privileges/);
      expect(inspected.HostConfig.RestartPolicy).toMatchObject({ Name: '' });
      expect(cpuOf(inspected.HostConfig)).toBe(1e9);
      expect(inspected.Mounts.map(({ Type, RW }) => ({ Type, RW }))).toEqual([{ Type: 'volume', RW: false }]);
      expect(inspected.Config.User).toBe('65534:65534');
    });

    it('gives the exit code and both outputs', async () => {
      expect(await run(['exit', '7'])).toEqual({
        exitCode: 7,
        outOfMemory: false,
        stdout: '',
        stderr: 'as asked\n',
      });
    });

    it('keeps the end of what is too much', async () => {
      const { stdout, stderr } = await run(['talk', '20000']);
      expect(stdout.length).toBeLessThanOrEqual(1024 * 1024);
      expect(stdout.endsWith('the end\n')).toBe(true);
      expect(stderr).toBe('the end of errors\n');
    });

    it('ends a program that takes too much memory, and says so', async () => {
      const { exitCode, outOfMemory } = await run(['eat']);
      expect({ exitCode, outOfMemory }).toEqual({ exitCode: 137, outOfMemory: true });
    });

    it('limits the number of processes', async () => {
      const { stdout } = await run(['start', '100'], { pids: 40 });
      expect(Number(stdout)).toBeLessThan(40);
    });

    it('limits the scratch space', async () => {
      expect((await run(['fill', '/tmp/big'])).stdout).toMatch(/no space left/);
    });

    it('lets write into a volume only where that is meant, and only in folders that are open', async () => {
      await connected.withVolume(image, async (volume) => {
        await volume.put([folder('out'), file('in.txt', 'content')]);
        await volume.put([folder('shut', 0o755), file('out/second.txt', 'more')]);
        const mounts = [{ volume, path: '/data', readOnly: false }];
        const readOnly = [{ volume, path: '/data', readOnly: true }];
        expect((await run(['read', '/data/in.txt'], { mounts })).stdout).toBe('content none\n');
        expect((await run(['read', '/data/out/second.txt'], { mounts: readOnly })).stdout).toBe(
          'more none\n',
        );
        expect((await run(['write', '/data/out/answer', '42'], { mounts })).stdout).toBe('none\n');
        expect((await run(['write', '/data/out/two', '42'], { mounts: readOnly })).stdout).toMatch(
          /read-only/,
        );
        expect((await volume.read('out/answer', 100, buffer)).toString()).toBe('42');
      });
    });

    it('is stopped at its deadline', async () => {
      const error: unknown = await run(['sleep'], { seconds: 2 }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'TOOL_TIMEOUT' });
      expect(String(error)).toMatch(/within 2 s.*still asleep/);
    });

    it('is stopped when nobody wants it any more', async () => {
      const controller = new AbortController();
      const running = run(['sleep'], { signal: controller.signal });
      await until(async () => (await ours(engine)).length > 0);
      controller.abort(new Error('Ctrl-C'));
      await expect(running).rejects.toThrow('Ctrl-C');
    });

    it('is stopped, and its volume removed, when the engine as a whole is given up', async () => {
      const controller = new AbortController();
      const other = await connect(engine, { signal: controller.signal });
      const running = other.withVolume(image, (volume) =>
        other.run(runOf(image, ['sleep'], { mounts: [{ volume, path: '/data', readOnly: false }] })),
      );
      await until(async () => (await ours(engine)).length > 2);
      controller.abort(new Error('Ctrl-C'));
      await expect(running).rejects.toThrow('Ctrl-C');
    });

    it('leaves nothing when our own code fails', async () => {
      await expect(connected.withVolume(image, () => Promise.reject(new Error('ours')))).rejects.toThrow(
        'ours',
      );
    });

    const prepared = (args: readonly string[], more: ContainerEngine = connected, of = image) => {
      const { seconds, signal, ...options } = runOf(of, args);
      return { limits: { seconds, signal }, making: more.prepare({ ...options, folder: '/scan' }) };
    };

    it('that is prepared gets its files later, and is removed with its volume', async () => {
      const { limits, making } = prepared(['read', '/scan/in']);
      const waiting = await making;
      expect(await ours(engine)).toHaveLength(2);
      const files = [folder('out'), file('in', 'content')];
      const read = await waiting.start(files, limits, async ({ stdout }, readFile) => {
        expect(stdout).toBe('content none\n');
        return readFile('in', 100, buffer);
      });
      expect(read.toString()).toBe('content');
      // Asked for twice, it is removed once.
      await Promise.all([waiting.remove(), waiting.remove()]);
    });

    it('that is prepared leaves nothing when nobody starts it', async () => {
      const waiting = await prepared(['run']).making;
      await waiting.remove();
    });

    it('that is prepared leaves nothing when its files cannot be handed over', async () => {
      const { limits, making } = prepared(['run']);
      const waiting = await making;
      const wrong = { ...file('half', 'five!'), size: 9 };
      const started = waiting.start([wrong as VolumeEntry], limits, () =>
        expect.unreachable('It has ended.'),
      );
      await expect(started).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' });
      await waiting.remove();
    });

    it('that is prepared is removed while it runs', async () => {
      const { limits, making } = prepared(['sleep']);
      const waiting = await making;
      const started = waiting
        .start([], limits, ({ exitCode }) => Promise.resolve(exitCode))
        .catch(() => 'ended');
      await until(async () => (await startedOnes(engine)).length > 0);
      await waiting.remove();
      expect(await ours(engine)).toEqual([]);
      await started;
    });

    it('that cannot be prepared leaves no volume', async () => {
      const { making } = prepared(['run'], connected, 'sha256:' + '0'.repeat(64));
      await expect(making).rejects.toMatchObject({ code: 'TOOL_CRASHED' });
    });

    it('that is being prepared when the engine is given up leaves nothing', async () => {
      const controller = new AbortController();
      const other = await connect(engine, { signal: controller.signal });
      const { making } = prepared(['run'], other);
      controller.abort(new Error('Ctrl-C'));
      await expect(making).rejects.toThrow('Ctrl-C');
    });

    it('says it when the image cannot be started', async () => {
      await expect(connected.run(runOf('sha256:' + '0'.repeat(64), []))).rejects.toMatchObject({
        code: 'TOOL_CRASHED',
      });
    });
  });

describeWithEngine('a run on a Podman of an unprivileged user', await rootlessPodmanEngine(), (engine) => {
  it('is as isolated, and limits that are not kept are said', async () => {
    const name = await loadProbe(engine);
    const connected = await connect(engine);
    const { id = 'none' } = (await connected.inspect(name)) ?? {};
    try {
      const { stdout } = await connected.run(runOf(id, ['look']));
      expect(JSON.parse(stdout)).toMatchObject({ uid: 65534, interfaces: ['lo'], writeTmp: 'none' });
      expect(stdout).toMatch(/CapEff:\\t0000000000000000.*NoNewPrivs:\\t1/);
      const { stdout: started } = await connected.run(runOf(id, ['start', '60'], { pids: 30 }));
      const isLimited = Number(started) < 30;
      expect(connected.notes.join()).toMatch(isLimited ? /^$/ : /cannot limit .*processes/);
      await connected.withVolume(id, async (volume) => {
        await volume.put([folder('out'), file('in', 'content')]);
        const mounts = [{ volume, path: '/data', readOnly: false }];
        expect((await connected.run(runOf(id, ['read', '/data/in'], { mounts }))).stdout).toBe(
          'content none\n',
        );
        expect((await connected.run(runOf(id, ['write', '/data/out/x', '42'], { mounts }))).stdout).toBe(
          'none\n',
        );
        expect((await volume.read('out/x', 10, buffer)).toString()).toBe('42');
      });
      expect(await ours(engine)).toEqual([]);
    } finally {
      await removeImage(engine, name);
    }
  }, 120_000);
});

/** Of the container, or of the runtime: never ours. */
const KNOWN = new Set(['PATH', 'HOSTNAME', 'SHOWN', 'HOME', 'container', 'TERM']);

function cpuOf(host: Readonly<Record<string, unknown>>): number {
  const { NanoCpus, CpuQuota, CpuPeriod } = host as Record<string, number>;
  return NanoCpus || ((CpuQuota ?? 0) / (CpuPeriod ?? 1)) * 1e9;
}

/** Containers of this process that run. */
function startedOnes(engine: TestEngine): Promise<{ Id: string }[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${OWNER_LABEL}=${ownerOf()}`] }));
  return ask(engine, `/containers/json?filters=${filters}`);
}

async function whileRunning(
  engine: TestEngine,
  connected: ContainerEngine,
  image: string,
): Promise<Inspected> {
  const controller = new AbortController();
  let inspected: Inspected | undefined;
  await connected.withVolume(image, async (volume) => {
    const mounts = [{ volume, path: '/data', readOnly: true }];
    const running = connected.run(runOf(image, ['sleep'], { mounts, signal: controller.signal }));
    running.catch(() => undefined);
    await until(async () => (await startedOnes(engine)).length > 0);
    const [container] = await startedOnes(engine);
    const { body } = await callEngine(engine, `/containers/${container?.Id ?? ''}/json`);
    inspected = JSON.parse(body.toString()) as Inspected;
    controller.abort(new Error('seen'));
    await expect(running).rejects.toThrow('seen');
  });
  if (inspected === undefined) throw new Error('It was never running.');
  return inspected;
}
