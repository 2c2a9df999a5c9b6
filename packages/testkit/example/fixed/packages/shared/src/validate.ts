/** `shoe-42-black`: words with single dashes between them. No two parts of the pattern can match the same text. */
const SKU = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function isSku(text: string): boolean {
  return text.length <= 64 && SKU.test(text);
}

export function normaliseTags(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
}
