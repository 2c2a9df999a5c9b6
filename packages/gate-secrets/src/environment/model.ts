import type { EnvEntry, EnvFileDocument, EnvironmentUse, EnvRead } from '@railgate/code';
import type { Gap, Place } from '@railgate/contract';

/** What a file is that reads or declares a variable. */
export type Source =
  | 'code'
  | 'settings'
  | 'dockerfile'
  | 'compose'
  | 'shell'
  | 'example'
  | 'env'
  | 'config'
  | 'railway'
  | 'workflow';

/** A place where a variable of the environment is read. */
export interface Use extends Omit<EnvRead, 'guard'> {
  readonly guard: EnvRead['guard'];
  readonly source: Source;
}

/** A place that says that a variable is there. Holds no value. */
export interface Declaration {
  readonly name: string;
  readonly place: Place;
  readonly source: Source;
  /** In a comment of an example: known, and not expected to be set. */
  readonly isComment?: boolean;
}

/** A `.env` file with what its entries are, without their values outside of `document`. */
export interface EnvFile {
  readonly path: string;
  readonly document: EnvFileDocument;
  readonly entries: readonly EnvEntry[];
}

/** What the files of a repository say of its environment. */
export interface EnvironmentFacts {
  readonly uses: readonly Use[];
  readonly declarations: readonly Declaration[];
  readonly envFiles: readonly EnvFile[];
  readonly code: readonly { readonly path: string; readonly use: EnvironmentUse }[];
  /** Commands in shells and images that print the environment. */
  readonly printed: readonly Place[];
  /** Pipelines of CI services. */
  readonly workflows: readonly { readonly path: string; readonly text: string }[];
  readonly gaps: readonly Gap[];
  /** Files that were read to the end. */
  readonly read: number;
}

/** What one file adds. */
export type FileSays = Partial<
  Pick<EnvironmentFacts, 'uses' | 'declarations' | 'envFiles' | 'code' | 'printed' | 'workflows' | 'gaps'>
>;
