/**
 * Random characters of this number have a digit and letters of both cases among them; words, paths and names of
 * variables rarely do.
 */
export function mixed(value: string): boolean {
  return /[0-9]/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value);
}

/** A word or the name of a variable of sixteen characters or so has neither a digit nor three capitals. */
export function hasDigitOrCapitals(value: string): boolean {
  return /[0-9]/.test(value) || /[A-Z][^A-Z]*[A-Z][^A-Z]*[A-Z]/.test(value);
}
