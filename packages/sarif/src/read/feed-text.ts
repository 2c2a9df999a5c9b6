import { decodeText, type Encoding } from './decode-text.js';
import { feedFile, type FileRead, type Sink } from './feed-file.js';

/** How to get at the text of a file, again and again. */
export interface FileText {
  readonly path: string;
  readonly maxUnpacked: number;
}

type TextRead = FileRead & { readonly encoding: Encoding };

/**
 * Hands the text of a file to `sink`, in UTF-8 and without a byte order mark.
 *
 * @param mostKept as `feedFile` has it.
 */
export async function feedText({ path, maxUnpacked }: FileText, sink: Sink, mostKept = 0): Promise<TextRead> {
  const decoder = decodeText(sink);
  const read = await feedFile(path, decoder.write, { maxUnpacked, mostKept });
  decoder.end();
  return { ...read, encoding: decoder.encoding() };
}
