import type { Call, SourceFile } from '../common/source-file.js';

/**
 * The full name of what is called: `GuzzleHttp\Client` for `new Client`, `Illuminate\Support\Facades\Http\get` for
 * `Http::get`; what made the object for its methods: `GuzzleHttp\Client\get`. Empty where nobody knows.
 */
export function className(call: Call, file: SourceFile): string {
  const known = names.get(call);
  if (known !== undefined) return known;
  const found = nameOf(call, file);
  names.set(call, found);
  return found;
}

const names = new WeakMap<Call, string>();

function nameOf(call: Call, file: SourceFile): string {
  const name = file.nameOf(call) ?? `${file.originOf(call) ?? ''}\\${call.method}`;
  // A class is imported from the specifier that ends with its own name.
  return name.replace(/\\(\w+)\\\1(?=\\|$)/g, '\\$1').replace(/^(\w+)\\\1(?=\\|$)/, '$1');
}
