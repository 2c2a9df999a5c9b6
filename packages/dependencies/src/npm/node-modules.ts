/** A folder in which Node looks for packages: that of a project or of a package, real or only on the way to one. */
export class Place {
  /** What lies in its node_modules. */
  children: Map<string, Place> | undefined;
  /** Index of the package; none for the project in whose folder the lockfile lies, and where nothing is. */
  index: number | undefined;

  constructor(readonly parent?: Place) {}
}

/** As Node finds a package: in the own node_modules, then in that of each folder above. */
export function findUpwards(from: Place, name: string): Place | undefined {
  for (let place: Place | undefined = from; place; place = place.parent) {
    const found = place.children?.get(name);
    if (found) return found;
  }
  return undefined;
}

/** What stands in a node_modules folder; made where nobody was told of it yet. */
export function childOf(parent: Place, name: string): Place {
  parent.children ??= new Map();
  let child = parent.children.get(name);
  if (!child) {
    child = new Place(parent);
    parent.children.set(name, child);
  }
  return child;
}
