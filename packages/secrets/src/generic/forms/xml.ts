import type { Candidate, FileForm } from '../form.js';
import { classifyName, kindOfName, SHORTEST_WEAK } from '../names.js';

const ELEMENT =
  /<(?:[\w-]{1,40}:)?(?<tag>[A-Za-z][\w.-]{0,80})(?<attributes>(?:\s[^<>]{0,400})?)>\s{0,200}(?:<value>\s{0,200})?(?:<!\[CDATA\[)?(?<value>[^<>\s\]]{4,512})(?:\]\]>)?\s{0,200}<\//dg;
const NAME = /\s(?:name|key|id)=["'](?<name>[\w.:-]{2,120})["']/;
const ATTRIBUTE =
  /<(?:[\w-]{1,40}:)?(?<tag>[A-Za-z][\w.-]{0,80})(?<attributes>)\s[^<>]{0,200}?\bvalue="(?<value>[^"\s<]{4,512})"/dg;
/** Property lists. */
const KEY =
  /<key>(?<tag>[\w.-]{2,120})<\/key>(?<attributes>)\s{0,200}<string>(?<value>[^<\s]{4,512})<\/string>/dg;

/** Elements that are named by their tag or an attribute: `<entry key="db.password">…</entry>`, over several lines, too. */
export const XML: FileForm = {
  id: 'xml',
  reads: (path) => /\.(?:xml|config|plist|props|csproj|pubxml|xsl)$/i.test(path),
  *find(text) {
    for (const pattern of [ELEMENT, ATTRIBUTE, KEY])
      for (const match of text.matchAll(pattern)) {
        const { tag = '', attributes = '', value = '' } = match.groups ?? {};
        const at = match.indices?.groups?.['value'];
        const candidate = at && named(NAME.exec(attributes)?.groups?.['name'] ?? tag, value, at);
        if (candidate) yield candidate;
      }
  },
};

function named(name: string, value: string, [start, end]: readonly [number, number]): Candidate | undefined {
  const is = classifyName(name);
  if (is === undefined || (is === 'weak' && value.length < SHORTEST_WEAK)) return undefined;
  return { kind: kindOfName(is), start, end, name, trust: is === 'password' ? 'config' : 'given' };
}
