import { makeZip } from '../zip.js';
import { file } from './files.js';
import type { TarEntry } from './tar.js';

// Packages of languages, as their installers leave them: what Trivy reads of each, and no code.

/** @param under folder of the application: `app` gives `app/node_modules/NAME/package.json` */
export function npmPackage(name: string, version: string, under = 'app', license = 'MIT'): TarEntry[] {
  const path = `${under}/node_modules/${name}/package.json`;
  return [file(path, JSON.stringify({ name, version, license }))];
}

export function pythonPackage(
  name: string,
  version: string,
  under = 'usr/local/lib/python3.13/site-packages',
  license = 'BSD-3-Clause',
): TarEntry[] {
  const folder = `${under}/${name.replaceAll('-', '_')}-${version}.dist-info`;
  const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\nLicense: ${license}\n`;
  return [file(`${folder}/METADATA`, metadata), file(`${folder}/INSTALLER`, 'pip\n')];
}

export function rubyGem(
  name: string,
  version: string,
  under = 'usr/local/bundle',
  license = 'MIT',
): TarEntry[] {
  const lines = [
    '# -*- encoding: utf-8 -*-',
    'Gem::Specification.new do |s|',
    `  s.name = "${name}".freeze`,
    `  s.version = "${version}"`,
    `  s.licenses = ["${license}".freeze]`,
    'end',
  ];
  return [file(`${under}/specifications/${name}-${version}.gemspec`, `${lines.join('\n')}\n`)];
}

/** A Java archive that says itself what it is. Trivy reads it only with its Java database at hand. */
export function javaArchive(group: string, artifact: string, version: string, under = 'app'): TarEntry[] {
  const properties = `groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`;
  const name = `META-INF/maven/${group}/${artifact}/pom.properties`;
  return [file(`${under}/${artifact}-${version}.jar`, makeZip([{ name, content: properties }]))];
}

/** A Java archive that only its digest tells, in `jar`. */
export function namelessJavaArchive(jar: string | Buffer = namelessJar(), under = 'app'): TarEntry[] {
  return [file(`${under}/library.jar`, jar)];
}

/** The same bytes each time: stored, since versions of zlib compress in their own ways. */
export function namelessJar(): Buffer {
  return makeZip([{ name: 'Sample.class', content: 'no code', stored: true }]);
}
