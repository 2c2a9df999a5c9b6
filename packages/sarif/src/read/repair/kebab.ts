/** `startLine` → `start-line`. */
export function kebab(name: string): string {
  return name
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '');
}
