/** Why a file is not the database that it is taken for: ends a sentence that begins with the file. */
export class Damage extends Error {
  constructor(why: string, options: { cause?: unknown } = {}) {
    super(why, options);
    this.name = 'Damage';
  }
}
