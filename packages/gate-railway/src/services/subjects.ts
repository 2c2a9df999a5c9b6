import { envFileRole, type DockerfileDocument, type Parsed } from '@railgate/code';
import { cleanText, type Gap } from '@railgate/contract';

import type { CheckoutSubject } from '../checkout/checkout.js';
import type {
  BrokenSubject,
  CodeSubject,
  ConfigSubject,
  DockerfileSubject,
  EnvFileSubject,
  IacFolderSubject,
  IacSubject,
  NameSubject,
  ProcfileSubject,
  RailpackSubject,
  ServiceModel,
  UnmappedSubject,
  WorkflowSubject,
} from './model.js';
import { railwayFileKind } from './railway-files.js';

/** What rules look at, by kind. A document that several services share stands there once. */
export interface Subjects {
  readonly service: readonly ServiceModel[];
  readonly config: readonly ConfigSubject[];
  readonly railpack: readonly RailpackSubject[];
  readonly dockerfile: readonly DockerfileSubject[];
  readonly procfile: readonly ProcfileSubject[];
  readonly code: readonly CodeSubject[];
  readonly envFile: readonly EnvFileSubject[];
  readonly iac: readonly IacSubject[];
  readonly iacFolder: readonly IacFolderSubject[];
  readonly broken: readonly BrokenSubject[];
  readonly name: readonly NameSubject[];
  readonly workflow: readonly WorkflowSubject[];
  readonly unmapped: readonly UnmappedSubject[];
  /** One at most: of the target. */
  readonly checkout: readonly CheckoutSubject[];
}

type Mutable<Lists> = { [Kind in keyof Lists]: Lists[Kind] extends readonly (infer One)[] ? One[] : never };

/** Collects the subjects of one target, and keeps account of what was to be read and what could not be. */
export class SubjectCollector {
  readonly subjects: Mutable<Subjects> = {
    service: [],
    config: [],
    railpack: [],
    dockerfile: [],
    procfile: [],
    code: [],
    envFile: [],
    iac: [],
    iacFolder: [],
    broken: [],
    name: [],
    workflow: [],
    unmapped: [],
    checkout: [],
  };
  /** Every file that belongs to the gate, readable or not. */
  readonly expected = new Set<string>();
  readonly gaps: Gap[] = [];

  gap(gap: Gap & { readonly path: string }): void {
    this.expected.add(gap.path);
    this.gaps.push(gap);
  }

  /** The document; or a gap, and what is broken for Railway too becomes a subject. */
  take<Document>(path: string, parsed: Parsed<Document>): Document | undefined {
    const first = !this.expected.has(path);
    this.expected.add(path);
    if (parsed.kind === 'document') return parsed.document;
    if (!first) return undefined;
    if (parsed.kind === 'gap') this.gaps.push(parsed.gap);
    else {
      const { failure } = parsed;
      const line = failure.region.startLine;
      const message = `${cleanText(path)} does not parse at line ${line}, so the other rules could not look at it.`;
      this.gaps.push({ code: 'FILE_UNPARSEABLE', path, line, message });
      this.subjects.broken.push({ path, failure });
    }
    return undefined;
  }

  /** A service with its documents. */
  add(model: ServiceModel): void {
    const { service, configs, railpack, procfile, dockerfile } = model;
    this.subjects.service.push(model);
    for (const document of configs) {
      if (holds(this.subjects.config, document)) continue;
      const standardName = railwayFileKind(document.path) === 'config';
      this.subjects.config.push({ document, service: model, standardName });
      if (!standardName && !service.declared) {
        this.subjects.name.push({ path: document.path, kind: 'custom-config' });
      }
    }
    if (railpack && !holds(this.subjects.railpack, railpack)) {
      this.subjects.railpack.push({ document: railpack, service: model });
    }
    if (procfile && !holds(this.subjects.procfile, procfile)) {
      this.subjects.procfile.push({ document: procfile, service: model });
    }
    for (const document of model.envFiles) {
      if (holds(this.subjects.envFile, document)) continue;
      this.subjects.envFile.push({ document, role: envFileRole(document.path), service: model });
    }
    for (const facts of model.code) this.subjects.code.push({ facts, service: model });
    if (dockerfile) this.addDockerfile(dockerfile, model, model.hasStartCommand);
  }

  addDockerfile(document: DockerfileDocument, model: ServiceModel | undefined, overridden: boolean): void {
    const list = this.subjects.dockerfile;
    const index = list.findIndex((one) => one.document === document);
    const known = list[index];
    const services = [...(known?.services ?? []), ...(model ? [model] : [])];
    const next = { document, services, overridden: overridden && (known?.overridden ?? true) };
    if (known) list[index] = next;
    else list.push(next);
  }
}

function holds<Document>(list: readonly { readonly document: Document }[], document: Document): boolean {
  return list.some((one) => one.document === document);
}
