import type { DockerfileDocument } from '@railgate/code';

import { baseImage, imageStages, lastSetting, type ImageSetting } from './image-settings.js';

/** Who the process of the image is, as far as the Dockerfile and well-known base images say. */
export interface ImageUser {
  readonly kind: 'root' | 'other' | 'unknown';
  /** The USER that decides; absent where none does. */
  readonly setting: ImageSetting | undefined;
}

export function imageUser(document: DockerfileDocument): ImageUser {
  const setting = lastSetting(document, 'USER');
  if (setting) {
    const name = setting.instruction.raw.trim().split(':')[0] ?? '';
    if (name.includes('$') || name === '') return { kind: 'unknown', setting };
    return { kind: /^(?:root|0+)$/.test(name) ? 'root' : 'other', setting };
  }
  const image = baseImage(document);
  if (NON_ROOT.test(image)) return { kind: 'other', setting };
  return { kind: image.includes('$') || !isOfficial(image) ? 'unknown' : 'root', setting };
}

/** Images whose default user is not root. */
const NON_ROOT = /nonroot|rootless|unprivileged|^cgr\.dev\/|^(?:docker\.io\/)?bitnami(?:legacy)?\//;

/** Docker's own images run as root unless they say otherwise; those of others say it or do not. */
function isOfficial(image: string): boolean {
  const path = image.replace(/^docker\.io\//, '').replace(/^library\//, '');
  return !path.includes('/') || /^(?:gcr\.io\/distroless|public\.ecr\.aws\/docker\/library)\//.test(path);
}

/** Does something of the image change the user before the server starts: gosu, su-exec, an entrypoint with chown? */
export function dropsPrivileges(document: DockerfileDocument): boolean {
  return imageStages(document).some((stage) =>
    stage.instructions.some(({ keyword, raw }) =>
      keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT' || keyword === 'COPY'
        ? /\b(?:gosu|su-exec|setpriv|runuser|chpst|s6-setuidgid|fixuid|start-stop-daemon)\b|\bsu\s+(?:-\w?\s|\w)/.test(
            raw,
          )
        : false,
    ),
  );
}
