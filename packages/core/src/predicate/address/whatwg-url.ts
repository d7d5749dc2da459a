/** What this package uses of the URL that every runtime has (WHATWG URL). */
export interface WhatwgUrl {
  /** Lower case, with its colon. */
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  /** Empty for the scheme's default port. */
  readonly port: string;
  readonly pathname: string;
}

// Core compiles without the browser's types and without Node's; both have this global.
declare const URL: new (text: string) => WhatwgUrl;

/** Reads an absolute URL as a browser does, or gives nothing when a browser would refuse it. */
export function parseWhatwgUrl(text: string): WhatwgUrl | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
