import { type Host, hostOfUrl, parseHost } from '../address/host.ts';
import { parseDecimalAddress } from '../address/ip-address.ts';
import type { WhatwgUrl } from '../address/whatwg-url.ts';

/** One way in which a text may be read as a URL (SPEC R48.2). */
export interface UrlReading {
  /** Lower case, without its colon. */
  readonly scheme: string;
  /** Whether the URL standard itself knows the scheme's hosts and ports. */
  readonly isWeb: boolean;
  /** `none`: there is no host. `unknown`: there is one that has no canonical form. */
  readonly host: Host | 'none' | 'unknown';
  readonly port: number | 'none' | 'unknown';
  /** The path with its dot segments resolved, still percent-encoded. */
  readonly path: string;
  /** The path as it was written. */
  readonly writtenPath: string;
}

const defaultPorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['ws', 80],
  ['wss', 443],
  ['ftp', 21],
]);

// Browsers take any number of slashes for the web's schemes, and two for every other.
const beforeWebAuthority = /^[^:]*:[/\\]*/;
const beforeAuthority = /^[^:]*:(?:\/\/)?/;
const leadingZero = /(?:^|[@.])0\d/;
const endOfAuthority = /[/\\?#]/;

/** Takes the parts of a parsed URL that policies speak of. */
export function readingOf(url: WhatwgUrl, text: string): UrlReading {
  const scheme = url.protocol.slice(0, -1);
  const defaultPort = defaultPorts.get(scheme);
  const before = defaultPort === undefined ? beforeAuthority : beforeWebAuthority;
  const start = before.exec(text)?.[0].length ?? 0;
  const length = text.slice(start).search(endOfAuthority);
  const end = length === -1 ? text.length : start + length;
  const host = readHost(url.hostname, { isWeb: defaultPort !== undefined, written: text.slice(start, end) });
  return {
    scheme,
    isWeb: defaultPort !== undefined,
    host,
    port: readPort(url.port, defaultPort, host),
    path: url.pathname,
    writtenPath: text.slice(end).replace(/[?#].*$/s, ''),
  };
}

interface HostOrigin {
  readonly isWeb: boolean;
  readonly written: string;
}

function readHost(hostname: string, { isWeb, written }: HostOrigin): UrlReading['host'] {
  if (hostname === '') return 'none';
  if (!isWeb && !hostname.startsWith('[')) return readForeignHost(hostname);
  const host = hostOfUrl(hostname);
  if (host === undefined) return 'unknown';
  if (host.address === undefined || !leadingZero.test(written)) return host;
  const decimal = parseDecimalAddress(written.replace(/^.*@|:\d*$/g, ''));
  return decimal === undefined ? host : { ...host, otherAddresses: [...host.otherAddresses, decimal] };
}

// The URL standard leaves hosts of other schemes as they are written; programs take them for names all the same.
function readForeignHost(hostname: string): UrlReading['host'] {
  try {
    return parseHost(decodeURIComponent(hostname)) ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

function readPort(
  port: string,
  defaultPort: number | undefined,
  host: UrlReading['host'],
): UrlReading['port'] {
  if (port !== '') return Number(port);
  if (defaultPort !== undefined) return defaultPort;
  return host === 'none' ? 'none' : 'unknown';
}
