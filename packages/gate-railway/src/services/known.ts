import type { DockerfileSubject } from './model.js';

/** Does something of Railway say that the Dockerfile builds a service there? One that railway.ts names has no model. */
export function isBuiltOnRailway({ services }: DockerfileSubject): boolean {
  return services.length === 0 || services.some((model) => model.known);
}
