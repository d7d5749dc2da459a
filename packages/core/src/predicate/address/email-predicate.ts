import type { DocumentPlace } from '../../document/document-place.ts';
import { readObject } from '../../document/read-shape.ts';
import type { JsonValue } from '../../json/json-value.ts';
import type { JsonType, Predicate, PredicateParser } from '../predicate.ts';
import { readTexts } from '../read-operand.ts';
import { domainOfAddress, domainsInText, possibleDomainOfAddress } from './email-address.ts';
import { olderSpelling } from './host.ts';
import { type HostPattern, matchesHost, parseNamePattern } from './host-pattern.ts';
import { holdsForSome, readAllTemplated, type TemplatedOperand } from './templated-operand.ts';

const strings: ReadonlySet<JsonType> = new Set(['string']);

/** `email`: the text is one address, bare or with a display name, under one of the domains (SPEC R48). */
export const emailPredicate: PredicateParser = {
  name: 'email',
  parse(operand, place) {
    const domains = readDomains(operand, place);
    return domains && atDomains(domains);
  },
};

function readDomains(
  operand: JsonValue,
  place: DocumentPlace,
): readonly TemplatedOperand<HostPattern>[] | undefined {
  if (typeof operand === 'string' || Array.isArray(operand)) {
    const suggestion = `write \`email: { domain: ${JSON.stringify(operand).slice(0, 80)} }\``;
    place.report('wrong_type', '`email` is an object with `domain`', { suggestion });
    return undefined;
  }
  const object = readObject(operand, place, { what: '`email`', keys: { accepted: ['domain'] } });
  if (object === undefined) return undefined;
  const members = Object.keys(object);
  if (members.length === 0)
    place.report('empty_list', '`email` names no domain: it would hold for every address');
  if (object.domain === undefined || members.length > 1) return undefined;
  return readAllTemplated(readTexts(object.domain, place.at('domain')), parseNamePattern);
}

function atDomains(domains: readonly TemplatedOperand<HostPattern>[]): Predicate {
  return {
    reads: strings,
    surely(value, context) {
      const host = domainOfAddress(value as string);
      if (host === undefined) return false;
      return holdsForSome(domains, context, {
        test: (pattern) => matchesHost(pattern, host),
        unreadable: false,
      });
    },
    possibly(value, context) {
      const text = value as string;
      const older = olderSpelling(text);
      const hosts = (older === text ? [text] : [text, older]).map(possibleDomainOfAddress);
      const test = (pattern: HostPattern) =>
        hosts.some((host) => host === undefined || matchesHost(pattern, host));
      return holdsForSome(domains, context, { test, unreadable: true });
    },
    possiblyPiece(piece, context) {
      const hosts = domainsInText(piece);
      const test = (pattern: HostPattern) => hosts.some((host) => matchesHost(pattern, host));
      return hosts.length > 0 && holdsForSome(domains, context, { test, unreadable: true });
    },
  };
}
