/** The page of a vulnerability: osv.dev has those of GHSA and of the ecosystems for certain, of CVE not always. */
export function advisoryPage(ids: readonly string[], canonical: string): string {
  const id = ids.find((one) => /^[A-Z]+-/.test(one) && !one.startsWith('CVE-')) ?? canonical;
  return `https://osv.dev/vulnerability/${encodeURIComponent(id.replace(/\p{Surrogate}/gu, ''))}`;
}

/** `CVE-2021-23337` → `Cve202123337`: Pascal case, as SARIF wants names of rules. */
export function advisoryName(id: string): string {
  const letters = id.toLowerCase().replace(/[^a-z0-9]/g, '');
  const name = /^[a-z]/.test(letters) ? letters : `advisory${letters}`;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** May an address out of an advisory stand in a report as a link? */
export function isPage(uri: string): boolean {
  return uri.length <= 500 && /^https?:\/\/[\w.-]+(?:[/?#][\w./?#&=%~+:@!$,;-]*)?$/.test(uri);
}
