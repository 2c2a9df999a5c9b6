import { GateError } from '@railgate/contract';

import type { CycloneDx } from './cyclonedx.js';

/** @throws {GateError} `REPORT_UNREADABLE` when the document breaks the schema of CycloneDX 1.6. */
export type Validate = (document: CycloneDx) => Promise<void>;

/** The schema compares every component and every name of a list with every other, which takes minutes for 20,000. */
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
    checkNames(document);
  };
}

/** Documents that are valid exactly when the whole is, apart from what `checkNames` looks at. */
function* partsOf({ components, dependencies, compositions, ...frame }: CycloneDx): Generator<object> {
  const edges = dependencies.flatMap(({ dependsOn, ...edge }) =>
    slicesOf(dependsOn).map((slice) => ({ ...edge, dependsOn: slice })),
  );
  const aggregates = compositions.flatMap(({ dependencies: names, ...one }) =>
    slicesOf(names).map((slice) => ({ ...one, dependencies: slice })),
  );
  const longest = Math.max(1, components.length, edges.length, aggregates.length);
  for (let start = 0; start < longest; start += AT_ONCE) {
    const end = start + AT_ONCE;
    yield {
      ...frame,
      components: components.slice(start, end),
      dependencies: edges.slice(start, end),
      compositions: aggregates.slice(start, end),
    };
  }
}

/** One at least: an empty list is looked at, too. */
function slicesOf<T>(list: readonly T[]): (readonly T[])[] {
  const slices = [list.slice(0, AT_ONCE)];
  for (let start = AT_ONCE; start < list.length; start += AT_ONCE)
    slices.push(list.slice(start, start + AT_ONCE));
  return slices;
}

/** Every name is given once, and stands once in each list. */
function checkNames({ components, dependencies, compositions }: CycloneDx): void {
  const refs = components.map((component) => ('bom-ref' in component ? component['bom-ref'] : undefined));
  if (isRepeated(refs)) throw invalid('two components have one bom-ref');
  if (isRepeated(dependencies.map(({ ref }) => ref)))
    throw invalid('the dependencies of one bom-ref stand twice');
  const lists = [
    ...dependencies.map(({ dependsOn }) => dependsOn),
    ...compositions.map((one) => one.dependencies),
  ];
  if (lists.some(isRepeated)) throw invalid('a list of bom-refs names one twice');
}

function isRepeated(names: readonly unknown[]): boolean {
  return new Set(names).size !== names.length;
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
