/** The top-level keys of a YAML mapping; none for anything else. Values and aliases are not built. */
export async function yamlKeys(text: string): Promise<readonly string[]> {
  const { isMap, isScalar, parseDocument } = await import('yaml');
  try {
    const { contents } = parseDocument(text, { logLevel: 'silent' });
    if (!isMap(contents)) return [];
    return contents.items.flatMap(({ key }) =>
      isScalar(key) && typeof key.value === 'string' ? [key.value] : [],
    );
  } catch {
    return [];
  }
}
