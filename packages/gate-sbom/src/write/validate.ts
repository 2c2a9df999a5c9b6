import { GateError } from '@railgate/contract';

import type { CycloneDx } from './cyclonedx.js';

/** @throws {GateError} `REPORT_UNREADABLE` when the document breaks the schema of CycloneDX 1.6. */
export type Validate = (document: CycloneDx) => Promise<void>;

/** The schema compares every component with every other, which takes minutes for 20,000. */
const AT_ONCE = 100;
const SHOWN = 3;

/** The validator of CycloneDX's own library. Loading it takes 300 ms. */
export async function loadValidator(): Promise<Validate> {
  const [{ JsonStrictValidator }, { Version }] = await Promise.all([
    import('@cyclonedx/cyclonedx-library/Validation'),
    import('@cyclonedx/cyclonedx-library/Spec'),
  ]);
  const validator = new JsonStrictValidator(Version.v1dot6);
  // Compiles the schema now, while others are waited for.
  await validator.validate('{}');
  return async (document) => {
    for (const part of partsOf(document)) {
      const errors = await validator.validate(JSON.stringify(part));
      if (errors !== null) throw invalid(errors);
    }
    checkRefs(document);
  };
}

/** Documents that are valid exactly when the whole is, apart from what `checkRefs` looks at. */
function* partsOf({ components, dependencies, compositions, ...frame }: CycloneDx): Generator<object> {
  yield { ...frame, compositions };
  for (let start = 0; start < Math.max(components.length, dependencies.length); start += AT_ONCE) {
    yield {
      ...frame,
      components: components.slice(start, start + AT_ONCE),
      dependencies: dependencies.slice(start, start + AT_ONCE),
    };
  }
}

/** Every name is given once. */
function checkRefs({ components }: CycloneDx): void {
  const refs = new Set(
    components.map((component) => ('bom-ref' in component ? component['bom-ref'] : undefined)),
  );
  if (refs.size !== components.length) throw invalid('two components have one bom-ref');
}

function invalid(errors: unknown): GateError {
  const said = Array.isArray(errors) ? errors.slice(0, SHOWN) : errors;
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return new GateError(
    'REPORT_UNREADABLE',
    `The bill of materials breaks the schema of CycloneDX: ${text.slice(0, 1000)}.`,
    { remedy: 'Please report it: it is a defect of Railgate. Nothing was handed out.' },
  );
}
