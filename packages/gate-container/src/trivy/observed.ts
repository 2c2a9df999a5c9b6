import type { Gap, Severity } from '@railgate/contract';

/** What a scanner saw in one image. Texts come from the image and from advisories: data, not yet fit for a terminal. */
export interface Observed {
  readonly os?: { readonly family: string; readonly version: string; readonly endOfLife: boolean };
  /** All that were read, by what kind of list they come from. */
  readonly packages: readonly ImagePackage[];
  readonly vulnerabilities: readonly ImageVulnerability[];
  readonly secrets: readonly ImageSecret[];
  readonly misconfigurations: readonly Misconfiguration[];
  /** What it could not look at: Java archives without their database, a package list that does not parse. */
  readonly gaps: readonly Gap[];
}

/** Where something lies in an image. */
export interface InImage {
  /** Of the layer that brought it, `sha256:…` of its unpacked content; absent where the scanner does not say. */
  readonly diffId?: string;
  /** The file in the image, without a leading `/`. */
  readonly path?: string;
}

export interface ImagePackage extends InImage {
  /** `os`: of the distribution; `language`: npm, pip, jar … */
  readonly kind: 'os' | 'language';
  /** Trivy's name of the list: `alpine`, `debian`, `node-pkg`, `python-pkg`, `jar`, `gobinary`. */
  readonly type: string;
  readonly name: string;
  readonly version: string;
  /** With the version. */
  readonly purl: string;
  readonly licences: readonly string[];
}

export interface ImageVulnerability extends InImage {
  /** Of the package that has it, as in `packages`. */
  readonly purl: string;
  readonly name: string;
  readonly version: string;
  readonly kind: 'os' | 'language';
  readonly type: string;
  /** CVE where there is one. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** Who rated it: `nvd`, `debian`, `ghsa`. */
  readonly severitySource?: string;
  readonly score?: number;
  readonly vector?: string;
  readonly cwes: readonly number[];
  /** Lowest first; empty where none is known. */
  readonly fixed: readonly string[];
  /** `affected`, `will_not_fix`, `end_of_life`, … as Trivy says it. */
  readonly status?: string;
  readonly references: readonly string[];
}

/** Never holds the secret: Trivy masks it, and what it masks is left out here all the same. */
export interface ImageSecret extends InImage {
  /** Trivy's rule: `aws-access-key-id`. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** In the file; absent for a variable of the configuration. */
  readonly line?: number;
}

/** Of a Dockerfile, or of the image's configuration, which the scanner reads as one. */
export interface Misconfiguration {
  /** `DS-0002`. */
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly resolution: string;
  readonly severity: Severity;
  readonly url?: string;
  /** In the Dockerfile that was looked at; of an image its place in the instructions is unknown. */
  readonly startLine?: number;
  readonly endLine?: number;
  /** Text of the instruction, for those of an image. */
  readonly instruction?: string;
}
