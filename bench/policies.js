/**
 * The policy of one agent, in the form every contender can be given: names, and patterns `server.*` (the one wildcard
 * form all of those that have patterns can say).
 * @typedef {object} Policy
 * @property {readonly string[]} allow Non-empty: only what it names may pass.
 * @property {readonly string[]} deny Wins over `allow`.
 */

/**
 * A policy together with the names whose answer is known from how it was made, not from evaluating it.
 * @typedef {object} KnownPolicy
 * @property {Policy} policy
 * @property {readonly string[]} allowed Names an exact entry allows.
 * @property {readonly string[]} denied Names an exact entry denies; most are allowed by another entry.
 * @property {readonly string[]} allowedServers A pattern allows what is on these.
 * @property {readonly string[]} deniedServers A pattern denies what is on these.
 */

/** For agents without a policy of their own. */
export const globalPolicy = { allow: ['assistant.show_help'], deny: ['assistant.reset_all'] };

const verbs = ['read', 'list', 'search', 'create', 'update', 'delete', 'export', 'archive'];
// Of different lengths, as names are.
const products = [
  'hr',
  'crm',
  'mail',
  'wiki',
  'files',
  'search',
  'billing',
  'calendar',
  'warehouse',
  'knowledge_base',
];
const nouns = [
  'document',
  'ticket',
  'record',
  'message',
  'invoice',
  'branch',
  'release',
  'contact',
  'report',
];

/**
 * A policy of exact names: four fifths allowed, one fifth denied, every second denied name also on the allow list.
 * @param {number} entries at least 10
 * @returns {KnownPolicy}
 */
export function createNamePolicy(entries) {
  const deny = range(entries / 5).map((index) => toolName('admin', index));
  const both = deny.filter((_, index) => index % 2 === 0);
  const allowed = range(entries - deny.length - both.length).map((index) => toolName('office', index));
  return {
    policy: { allow: [...both, ...allowed], deny },
    allowed,
    denied: deny,
    allowedServers: [],
    deniedServers: [],
  };
}

/**
 * A policy of which half the entries are patterns. Allowed: two fifths names, two fifths patterns. Denied: a tenth
 * names carved out of allowed patterns, a tenth patterns each of which takes back one allowed name.
 * @param {number} entries at least 10
 * @param {string} owner a part of every server's name
 * @returns {KnownPolicy}
 */
export function createPatternPolicy(entries, owner) {
  const fifth = Math.floor(entries / 5);
  const tenth = Math.floor(entries / 10);
  const allowedServers = range(2 * fifth).map((index) => serverName(`${owner}_cloud`, index));
  const deniedServers = range(tenth).map((index) => serverName(`${owner}_legacy`, index));
  const takenBack = deniedServers.map((server) => `${server}.read_document`);
  const allowed = range(2 * fifth - tenth).map((index) => toolName(`${owner}_office`, index));
  const carvedOut = range(tenth).map((index) => `${allowedServers[index]}.purge_everything`);
  return {
    policy: {
      allow: [...takenBack, ...allowed, ...allowedServers.map((server) => `${server}.*`)],
      deny: [...carvedOut, ...deniedServers.map((server) => `${server}.*`)],
    },
    allowed,
    denied: [...carvedOut, ...takenBack],
    allowedServers,
    deniedServers,
  };
}

/**
 * A tool's name as servers of the Model Context Protocol give them once a client has put the server's name in front.
 * @param {string} prefix
 * @param {number} index
 */
export function toolName(prefix, index) {
  const verb = verbs[index % verbs.length];
  const noun = nouns[index % nouns.length];
  return `${serverName(prefix, Math.floor(index / (verbs.length * nouns.length)))}.${verb}_${noun}`;
}

/**
 * @param {string} prefix
 * @param {number} index
 */
function serverName(prefix, index) {
  return `${prefix}_${products[index % products.length]}_${index}`;
}

/** @param {number} count */
function range(count) {
  return Array.from({ length: Math.floor(count) }, (_, index) => index);
}
