/** Rows of keyboards and the alphabets, forwards; a run may go either way. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];

const following = new Set(
  ROWS.flatMap((row) => [...row].slice(1).flatMap((c, i) => [row.charAt(i) + c, c + row.charAt(i)])),
);

/** Most of it goes along a row of the keyboard or the alphabet (`abcdef0123456789`), or repeats itself. */
export function isRun(value: string): boolean {
  if (value.length < 6) return false;
  const lower = value.toLowerCase();
  let along = 0;
  for (let i = 1; i < lower.length; i++)
    if (lower.charCodeAt(i) === lower.charCodeAt(i - 1) || following.has(lower.slice(i - 1, i + 1))) along++;
  return along >= (lower.length - 1) * 0.6 || hasFewCharacters(lower) || isRepeated(lower);
}

function hasFewCharacters(value: string): boolean {
  return new Set(value.slice(0, 200)).size <= Math.min(4, Math.max(2, value.length / 8));
}

/** `abcabcabc`, `deadbeefdeadbeef`: a beginning of at most half of it, over and over. */
function isRepeated(value: string): boolean {
  for (let unit = 1; unit <= Math.min(value.length / 2, 32); unit++) {
    if (value.length % unit === 0 && value === value.slice(0, unit).repeat(value.length / unit)) return true;
  }
  return false;
}
