import { describeWithEngine, dockerEngine, podmanEngine, survivorsOf } from '@railgate/testkit/engines';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { FLAWED } from '../../test/trivy-images.js';
import { engineInput, openTrivy, type Desk, type More, withDesk } from '../../test/trivy-support.js';
import type { TrivyInput } from './input.js';
import { withTrivy } from './session.js';

const SECONDS = 300_000;
const signal = new AbortController().signal;
const DOCKERFILE = new Map([['Dockerfile', 'FROM a\n']]);

let desk: Desk;
withDesk((own) => void (desk = own));

/** What only an engine can show. */
for (const found of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`Trivy in containers of ${found.kind}`, found, (engine) => {
    const inputOf = (more?: More): TrivyInput => engineInput(desk, engine, more);
    afterAll(async () => expect(await survivorsOf(engine)).toEqual([]), 60_000);
    // What is known of this image and database is remembered from here on.
    beforeAll(() => openTrivy(inputOf()).then((session) => session.close()), SECONDS);

    it(
      'is evidence of what it was',
      async () => {
        const { evidence, data, degraded } = await withTrivy(inputOf(), (trivy) => Promise.resolve(trivy));
        const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string;
        expect(evidence).toEqual({ name: 'Trivy', version: '0.74.0', digest, canary: 'found' });
        expect(data).toEqual({ id: 'trivy-db', digest, builtAt: expect.any(String) as string });
        expect(degraded).toEqual([
          { engine: 'Trivy', message: expect.stringContaining('not pinned') as string },
        ]);
        const pinned = inputOf({
          options: { trivyImage: `${engine.trivyImage.replace(/:[^:/]*$/, '')}@${evidence.digest ?? ''}` },
        });
        expect(await withTrivy(pinned, (trivy) => Promise.resolve(trivy.degraded))).toEqual([]);
      },
      SECONDS,
    );

    it(
      'is ended by its limit of memory, and says which; or the engine says that it has none',
      async () => {
        // To load its checks takes several times this, and long enough for an engine that looks now and then.
        const input = inputOf({ options: { memory: 48 } });
        const connected = await input.engine();
        const engineOf = () => Promise.resolve(connected);
        const checked = await withTrivy({ ...input, engine: engineOf }, (trivy) =>
          trivy.checkDockerfiles(DOCKERFILE),
        ).then(
          () => 'checked',
          (error: unknown) => error,
        );
        const isUnlimited = connected.notes.some((note) => /cannot limit [^.]*memory/.test(note));
        if (isUnlimited) expect(checked).toBe('checked');
        else
          expect(checked).toMatchObject({
            code: 'TOOL_CRASHED',
            message: 'The check of the Dockerfiles was ended: it needed more than 48 MB of memory.',
            remedy: expect.stringContaining('`memory`') as string,
          });
      },
      SECONDS,
    );

    it(
      'is ended by its limit of time',
      async () => {
        // On a quiet machine the check takes less than a second.
        const slow = withTrivy(inputOf({ options: { seconds: 0.2 } }), (trivy) =>
          trivy.checkDockerfiles(DOCKERFILE),
        );
        await expect(slow).rejects.toMatchObject({ code: 'TOOL_TIMEOUT' });
      },
      SECONDS,
    );

    it(
      'leaves nothing behind of what was prepared and not used',
      async () => {
        await withTrivy(inputOf(), async (trivy) => {
          trivy.prepare();
          trivy.prepare();
          await trivy.scan(await desk.archived(FLAWED), { signal, name: 'x' });
        });
        expect(await survivorsOf(engine)).toEqual([]);
      },
      SECONDS,
    );

    it.each([
      ['scans', 50],
      ['loads its checks', 500],
    ])(
      'leaves nothing behind when somebody gives up while it %s',
      async (what, milliseconds) => {
        const controller = new AbortController();
        const ended = withTrivy(inputOf({ signal: controller.signal }), async (trivy) => {
          const image = await desk.archived(FLAWED);
          setTimeout(() => controller.abort(new Error('Ctrl-C')), milliseconds);
          return what === 'scans'
            ? trivy.scan(image, { signal, name: 'x' })
            : trivy.checkDockerfiles(DOCKERFILE);
        });
        await expect(ended).rejects.toThrow('Ctrl-C');
      },
      SECONDS,
    );
  });
