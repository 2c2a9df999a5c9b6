/** `api.Dockerfile.dockerignore` belongs to a build, the others are about one. */
const ABOUT =
  /\.(?:dockerignore|md|mdx|markdown|rst|txt|adoc|orig|bak|swp|j2|tmpl|tpl|erb)$|[-_](?:template|tmpl)$/i;
const NAME =
  /^(?:Dockerfile|Containerfile)(?:\.[\w.-]{1,100}|[-_][\w-]{1,100})?$|^dockerfile$|^[\w.-]{1,100}\.(?:[Dd]ockerfile|Containerfile)$/;

/**
 * A file that says how an image is built: `Dockerfile`, `Dockerfile.worker`, `Dockerfile-worker`, `api.Dockerfile`, `Containerfile`.
 * `docker build` takes `dockerfile`, too, where there is no `Dockerfile`.
 */
export function isDockerfile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return NAME.test(name) && !ABOUT.test(name);
}
