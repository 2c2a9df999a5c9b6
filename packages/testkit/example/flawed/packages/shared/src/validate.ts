/** `shoe-42-black`: words with dashes between them. */
const SKU = /^([a-z0-9]+-?)+$/;

export function isSku(text: string): boolean {
  return SKU.test(text);
}

export function normaliseTags(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
}
