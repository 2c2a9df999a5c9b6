import { pathKind } from '@railgate/secrets';

/** As what each version was looked at: under the path by which git names it, and git names it once. */
export class PathKinds {
  readonly #kinds = new Map<string, string>();
  readonly #looked = new Map<string, string>();

  /** Versions that were looked at. */
  get size(): number {
    return this.#looked.size;
  }

  has(object: string): boolean {
    return this.#looked.has(object);
  }

  looked(object: string, path: string): void {
    this.#looked.set(object, this.#kindOf(path));
  }

  /** Was it looked at under a path of the same kind? */
  isKnown(object: string, path: string): boolean {
    return this.#looked.get(object) === this.#kindOf(path);
  }

  /** Equal for a version under paths where it holds the same secrets. */
  key(object: string, path: string): string {
    return `${object} ${this.#kindOf(path)}`;
  }

  /** A history names the same paths again and again. */
  #kindOf(path: string): string {
    const known = this.#kinds.get(path);
    if (known !== undefined) return known;
    const kind = pathKind(path);
    this.#kinds.set(path, kind);
    return kind;
  }
}
