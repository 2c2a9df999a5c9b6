/** Hosts that providers give to one customer: whoever writes one down with a password means it, in a test, too. */
const MANAGED =
  /[\w-]{1,63}\.(?:[\w-]{1,63}\.){0,4}(?:rds\.amazonaws\.com|cache\.amazonaws\.com|redshift\.amazonaws\.com|mongodb\.net|mlab\.com|mongolab\.com|rlwy\.net|railway\.app|neon\.tech|supabase\.co|supabase\.com|upstash\.io|render\.com|ondigitalocean\.com|aivencloud\.com|cockroachlabs\.cloud|psdb\.cloud|database\.windows\.net|postgres\.database\.azure\.com|mysql\.database\.azure\.com|cloudamqp\.com|redislabs\.com|redis-cloud\.com|redns\.redis-cloud\.com|elephantsql\.com|cleardb\.net|jawsdb\.com|compute-1\.amazonaws\.com|planetscale\.com|clickhouse\.cloud|tidbcloud\.com|confluent\.cloud)\b/i;

export function isManagedHost(line: string): boolean {
  return MANAGED.test(line);
}
