import type { Format, ManifestFormat } from '../format.js';

/** Lockfiles of Go, Ruby, Rust, PHP, .NET, the JVM, Elixir and Dart. */
export const OTHER_FORMATS: readonly Format[] = [];

export const OTHER_MANIFESTS: readonly ManifestFormat[] = [];
