import { decodeText, type Encoding } from './decode-text.js';
import { feedFile, type FileRead, type Sink } from './feed-file.js';

/** How to get at the text of a file, again and again. */
export interface FileText {
  readonly path: string;
  readonly maxUnpacked: number;
}

/** Hands the text of a file to `sink`, in UTF-8 and without a byte order mark. */
export async function feedText(
  { path, maxUnpacked }: FileText,
  sink: Sink,
): Promise<FileRead & { readonly encoding: Encoding }> {
  const decoder = decodeText(sink);
  const read = await feedFile(path, decoder.write, maxUnpacked);
  decoder.end();
  return { ...read, encoding: decoder.encoding() };
}
