/** A file with the settings of a framework of the JVM or of .NET. */
export interface SettingsFile {
  readonly format: 'properties' | 'yaml' | 'hocon' | 'json';
  /** `application-prod.yml`, `appsettings.Production.json`: the last part of the name. */
  readonly profile: string | undefined;
}

/** By its path alone. Rails and others have an application.yml too, in no folder of resources. */
export function settingsFile(path: string): SettingsFile | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dotnet = /^appsettings(?:\.(\w{1,40}))?\.json$/i.exec(name);
  if (dotnet) return { format: 'json', profile: dotnet[1] };
  const jvm =
    /^(?:application|bootstrap|microprofile-config)(?:-([\w-]{1,60}))?\.(properties|ya?ml|conf)$/.exec(name);
  if (!jvm || !/(?:^|\/)resources\/(?:config\/|META-INF\/)?[^/]{1,100}$/.test(path)) return undefined;
  const format = jvm[2] === 'conf' ? 'hocon' : jvm[2] === 'properties' ? 'properties' : 'yaml';
  return { format, profile: jvm[1] };
}

export function isSettingsFile(path: string): boolean {
  return settingsFile(path) !== undefined;
}
