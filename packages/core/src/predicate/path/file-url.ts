const scheme = /^(?:[a-z][a-z0-9+.-]*:(?:[^/]*:)?\/|file:|[a-z]:)/i;
const fileUrl = /^file:(?:\/\/(?:localhost)?(?=\/)|(?!\/\/))(\/[^#?]*)$/i;
const looseFileUrl = /^file:(?:\/\/([^/]*))?(\/.*)$/is;
const encodedSeparator = /%(?:2f|5c)/i;

/** True for a URL, a drive letter and the like: no path as it stands. */
export function hasScheme(text: string): boolean {
  return text.includes(':') && scheme.test(text);
}

/** The path of a `file:` URL of this machine; `undefined` for other schemes and hosts, fragments and malformed escapes. */
export function filePathOf(text: string): string | undefined {
  const path = fileUrl.exec(text)?.[1];
  // An encoded separator is a part of a name to some readers and a separator to others.
  if (path === undefined || encodedSeparator.test(path)) return undefined;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/**
 * The paths that a `file:` URL within a text may mean, its query and fragment taken off or not, or `elsewhere` for
 * another machine. `undefined` when the text is no such URL. Escapes are left to the decoded readings.
 */
export function loosePathsOf(text: string): readonly string[] | 'elsewhere' | undefined {
  const [, host = '', path] = looseFileUrl.exec(text) ?? [];
  if (path === undefined) return undefined;
  if (host !== '' && host.toLowerCase() !== 'localhost') return 'elsewhere';
  return [path, path.replace(/[#?].*$/s, '')];
}
