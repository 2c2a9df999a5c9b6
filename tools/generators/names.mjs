/** kebab-case: words of lower-case letters and digits, the first begins with a letter, at most 40 characters. */
const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * @param {string} what names the thing in the message
 * @throws {Error} with an example when it is not kebab-case
 */
export function requireKebabCase(what, name) {
  if (typeof name === 'string' && KEBAB.test(name) && name.length <= 40) return name;
  throw new Error(
    `${what} ${JSON.stringify(name)} is not kebab-case (at most 40 characters), like no-public-database.`,
  );
}

/** `no-public-database` → `noPublicDatabase` */
export function camelCase(name) {
  return name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** `no-public-database` → `NoPublicDatabase` */
export function pascalCase(name) {
  const camel = camelCase(name);
  return camel[0].toUpperCase() + camel.slice(1);
}

/** `dead-code` → `Dead Code` */
export function titleCase(name) {
  return name
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join(' ');
}
