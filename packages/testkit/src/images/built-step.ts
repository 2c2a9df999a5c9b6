/** One entry of an image's history, as its configuration holds it. */
export interface BuiltStep {
  readonly createdBy: string;
  readonly comment?: string;
  /** It made no layer. */
  readonly emptyLayer: boolean;
}

/** An entry of an instruction that made a layer. */
export const layer = (createdBy: string, comment?: string): BuiltStep => ({
  createdBy,
  ...(comment === undefined ? {} : { comment }),
  emptyLayer: false,
});
/** An entry of one that made none. */
export const empty = (createdBy: string, comment?: string): BuiltStep => ({
  ...layer(createdBy, comment),
  emptyLayer: true,
});
/** What a builder made of a Dockerfile. */
export interface BuiltHistory {
  readonly builder: 'classic' | 'buildkit' | 'buildah' | 'kaniko';
  /** Program and version; "source" where nothing was run: the entries follow the builder's source. */
  readonly version: string;
  readonly dockerfile: string;
  /** `--build-arg` of the build. */
  readonly buildArguments: Readonly<Record<string, string>>;
  /** The base image's entries are the first two. */
  readonly history: readonly BuiltStep[];
}
