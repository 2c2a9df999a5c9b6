export { userCredentials, type CredentialLookup } from './credential.js';
export type { Descriptor, Manifest } from './manifest.js';
export { withRegistry, type Registry, type RegistryOptions } from './registry.js';
