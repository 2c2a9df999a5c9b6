import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { makeTempFolder, removeFolder } from '@railgate/testkit';
import { describeWithEngine, dockerEngine } from '@railgate/testkit/engines';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { file, ours, patient, runOf } from '../../test/engine-support.js';
import { connectEngine } from './connect.js';

describeWithEngine('an engine behind ssh', await dockerEngine(), (engine) => {
  let home: string;
  beforeEach(async () => {
    home = await makeTempFolder();
  });
  afterEach(() => removeFolder(home));

  /** Stands in for `ssh`: writes down what it was asked, and does it on this machine. */
  const ssh = async (body: string): Promise<void> => {
    const script = `#!${process.execPath}\nrequire('fs').writeFileSync('${home}/asked', JSON.stringify([process.argv.slice(2), Object.keys(process.env)]));\n${body}`;
    await writeFile(join(home, 'ssh'), script);
    await chmod(join(home, 'ssh'), 0o755);
  };
  const running = new Set<number>();
  const processes = {
    started: (pid: number) => running.add(pid),
    ended: (pid: number) => running.delete(pid),
  };
  const connect = (host = 'ssh://me@far:2222') =>
    connectEngine({
      env: { PATH: home, HOME: home, DOCKER_HOST: host, SECRET: 'hunter2' },
      signal: patient,
      processes,
    });

  it('answers through the own ssh of the user', async () => {
    await ssh(
      `const s = require('net').connect('${engine.socket}'); process.stdin.pipe(s).pipe(process.stdout);`,
    );
    const far = await connect();
    const [args, environment] = JSON.parse(await readFile(join(home, 'asked'), 'utf8')) as [
      string[],
      string[],
    ];
    expect(args.slice(-5)).toEqual(['--', 'me@far', 'docker', 'system', 'dial-stdio']);
    expect(args.join(' ')).toMatch(/-T -o BatchMode=yes .*-p 2222/);
    expect(environment).not.toContain('SECRET');
    expect(far).toMatchObject({ kind: 'docker', address: 'ssh://me@far:2222' });
    const { id = '' } = (await far.inspect(engine.trivyImage)) ?? {};
    await far.withVolume(id, async (volume) => {
      await volume.put([file('large', Buffer.alloc(3_000_000, 'x'))]);
      expect((await volume.read('large', 4_000_000, buffer)).length).toBe(3_000_000);
      expect((await far.run(runOf(id, ['--version']))).stdout).toMatch(/^Version:/);
    });
    // A connection is turned into another one here, too: without that there would be a note.
    const entries = [file('Dockerfile', 'FROM scratch\nCOPY Dockerfile /\n')];
    const build = { entries, dockerfile: 'Dockerfile', args: {}, seconds: 60, signal: patient };
    await far.remove(await far.build(build));
    expect(far.notes).toEqual([]);
    expect(await ours(engine)).toEqual([]);
    await expect.poll(() => running.size, { timeout: 5000 }).toBe(0);
  });

  it('tells what ssh says when it fails', async () => {
    await ssh(`console.error('Host key verification failed.'); process.exit(255);`);
    await expect(connect()).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: 'ssh to me@far failed: Host key verification failed.',
      remedy: expect.stringMatching(/host key known.*ssh -nNT -L/) as string,
    });
  });

  it('says it when there is no ssh, and when something else answers', async () => {
    await expect(connect()).rejects.toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringMatching(/ENOENT/) as string,
    });
    await ssh(`console.log('This account is currently not available.');`);
    await expect(connect()).rejects.toThrow(/speaks no HTTP/);
  });
});
