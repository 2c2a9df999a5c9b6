import type { Objects } from './objects.js';

type Location = Objects['location'];

/** The locations and related locations of a result, in this order, with their pointers. */
export function eachLocation(
  { locations = [], relatedLocations = [] }: Objects['result'],
  at: string,
  visit: (location: Location, pointer: string) => void,
): void {
  locations.forEach((location, i) => visit(location, `${at}/locations/${i}`));
  relatedLocations.forEach((location, i) => visit(location, `${at}/relatedLocations/${i}`));
}

/** The same with the uri of each that has one, and the pointer to it. */
export function eachLocationUri(
  result: Objects['result'],
  at: string,
  visit: (uri: string, pointer: string) => void,
): void {
  eachLocation(result, at, ({ physicalLocation }, pointer) => {
    const uri = physicalLocation?.artifactLocation?.uri;
    if (uri !== undefined) visit(uri, `${pointer}/physicalLocation/artifactLocation/uri`);
  });
}
