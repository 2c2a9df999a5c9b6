/** `api.Dockerfile.dockerignore` belongs to a build, the others are about one. */
const ABOUT = /\.(?:dockerignore|md|mdx|markdown|rst|txt|adoc|orig|bak|swp|j2|tmpl|tpl|erb)$/i;
const NAME =
  /^(?:Dockerfile|Containerfile)(?:\.[\w.-]{1,100})?$|^[\w.-]{1,100}\.(?:[Dd]ockerfile|Containerfile)$/;

/** A file that says how an image is built: `Dockerfile`, `Dockerfile.worker`, `api.Dockerfile`, `Containerfile`. */
export function isDockerfile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return NAME.test(name) && !ABOUT.test(name);
}
