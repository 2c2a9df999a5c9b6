import { GateError, plainText, type Workspace } from '@railgate/contract';

import { buildContext } from './build-context.js';
import { openExport, type Opener } from './engine-images.js';
import type { OpenImages } from './request.js';

/** Builds the image of a Dockerfile of the repository, which executes that, and opens it. It is removed with its archive. */
export async function openBuilt(
  dockerfile: string,
  opener: Opener & { readonly workspace: Workspace },
): Promise<OpenImages> {
  const { workspace, options, signal, progress } = opener;
  if (!workspace.files.some(({ path }) => path === dockerfile)) {
    throw new GateError('LOOKED_AT_NOTHING', `The repository has no file ${plainText(dockerfile, 300)}.`, {
      remedy:
        'Correct the path in `build`: it is relative to the root, and the file is not one that git ignores.',
    });
  }
  const engine = await opener.engine();
  const context = await buildContext(workspace, dockerfile);
  progress(`${dockerfile}: building`);
  const id = await engine.build({
    ...context,
    args: {},
    seconds: options.seconds,
    signal,
    progress: (text) => {
      progress(`${dockerfile}: ${text}`);
    },
  });
  const remove = (): Promise<void> => engine.remove(id);
  try {
    const built = { id, platform: engine.platform };
    const opened = await openExport(dockerfile, built, engine, opener, { dockerfile });
    const [image] = opened.images;
    const close = async (): Promise<void> => {
      await opened.close();
      await remove();
    };
    return { images: [{ ...image, name: nameOfBuild(dockerfile), keys: [] }], close };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** `apps/api` of `apps/api/Dockerfile`; the Dockerfile itself where its folder has several, or is the root. */
function nameOfBuild(dockerfile: string): string {
  const folder = dockerfile.replace(/\/?Dockerfile$/, '');
  return folder === '' ? dockerfile : folder;
}
