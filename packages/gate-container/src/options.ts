import type { OptionsOf, OptionsSchema } from '@railgate/contract';

const NAMES = {
  type: 'array',
  items: { type: 'string', minLength: 1 },
  uniqueItems: true,
  default: [],
} as const;

export const Options = {
  type: 'object',
  properties: {
    images: {
      description:
        'Images to look at, by name, for instance the one that an earlier step of the pipeline has built: `api:ci`. What the container engine does not have is pulled.',
      ...NAMES,
    },
    archives: {
      description:
        'Images in files, relative to the repository root: tars as `docker save` writes them, and OCI layouts (folders or tars).',
      ...NAMES,
    },
    build: {
      description:
        'Dockerfiles whose images are built to be looked at, relative to the repository root. That executes what they say: a build gets none of your secrets, and whoever wrote the Dockerfile runs code on your engine.',
      ...NAMES,
      'x-trusted': true,
    },
    baseImages: {
      description:
        'Whether the images that Dockerfiles start from are looked at, too, where no image above is known to hold them.',
      type: 'boolean',
      default: true,
    },
    trivyImage: {
      description:
        'Image that holds Trivy: a name with a digest (`ghcr.io/aquasecurity/trivy@sha256:…`), or the name of an image that the engine has. `railgate doctor --pin` looks the digest up and writes it down.',
      type: 'string',
      minLength: 1,
      'x-trusted': true,
    },
    trivyBinary: {
      description: 'Path of a `trivy` of your own, which is then used without a container.',
      type: 'string',
      minLength: 1,
      'x-trusted': true,
    },
    database: {
      description:
        'Folder that holds `db/trivy.db`, and `java-db` for Java archives. Without it, what `railgate db update` fetched.',
      type: 'string',
      minLength: 1,
      'x-trusted': true,
    },
    platform: {
      description:
        'Platform of images that are pulled, where it is not that of the engine, and of archives that hold an image for several, where it is not `linux/amd64`: `linux/arm64`.',
      type: 'string',
      pattern: '^[a-z0-9]+/[a-z0-9_]+(/[a-z0-9]+)?$',
    },
    memory: {
      description: 'Megabytes of memory that one scan may use.',
      type: 'integer',
      minimum: 128,
      default: 2048,
    },
    cpus: {
      description: 'Processors that one scan may use.',
      type: 'number',
      exclusiveMinimum: 0,
      default: 2,
    },
    pids: {
      description: 'Processes and threads that one scan may start.',
      type: 'integer',
      minimum: 16,
      default: 512,
    },
    seconds: {
      description: 'Seconds that the scan of one image may take.',
      type: 'integer',
      minimum: 1,
      default: 600,
    },
    parallel: {
      description: 'Images that are scanned at the same time.',
      type: 'integer',
      minimum: 1,
      maximum: 16,
      default: 2,
    },
    unfixable: {
      description:
        'What a vulnerability counts for which no fixed version is known: `report` as any other, `lower` one level less, `ignore` nothing.',
      enum: ['report', 'lower', 'ignore'],
      default: 'report',
    },
    licences: {
      description:
        'Licences by SPDX id: `deny` names those that no package of an image may have, `allow` the only ones that it may have.',
      type: 'object',
      properties: {
        allow: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true },
        deny: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true },
      },
      additionalProperties: false,
      default: {},
    },
  },
  required: [
    'images', 'archives', 'build', 'baseImages', 'memory', 'cpus', 'pids', 'seconds', 'parallel', 'unfixable', 'licences',
  ], // prettier-ignore
  additionalProperties: false,
} as const satisfies OptionsSchema;

export type Options = OptionsOf<typeof Options>;
