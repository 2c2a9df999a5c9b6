import { imageStages } from '../documents/image-settings.js';
import type { ServiceModel } from './model.js';

/**
 * Does the image that runs a service give this variable a value: `ENV`, or `export` in a script that the Dockerfile writes? For
 * bundles any stage counts and `ARG` too, since they are made in another one, but no script: they are made by then.
 */
export function imageSets({ dockerfile }: ServiceModel, name: string, inBrowser: boolean): boolean {
  if (!dockerfile || name === '') return false;
  return (inBrowser ? dockerfile.stages : imageStages(dockerfile)).some(({ instructions }) =>
    instructions.some(
      ({ definitions, raw }) =>
        definitions.some(
          (one) => one.name === name && Boolean(one.value) && (inBrowser || one.keyword === 'ENV'),
        ) ||
        (!inBrowser && raw.includes(`export ${name}=`)),
    ),
  );
}
