import { agentGovernance } from './agent-governance.js';
import { casbin, casbinCached } from './casbin.js';
import { casl, caslRuleForEach } from './casl.js';
import { cedarWasm } from './cedar.js';
import { directPort } from './direct-port.js';
import { floor } from './floor.js';
import { provisoCheck, provisoDecide, provisoKernel } from './proviso.js';

/** @typedef {import('./contender.js').Contender} Contender */

/** What a user would pick instead. @type {readonly Contender[]} */
export const rivals = [casl, caslRuleForEach, casbin, casbinCached, cedarWasm, agentGovernance];

/** Everything that is measured, in the order of the tables. @type {readonly Contender[]} */
export const allContenders = [floor, directPort, provisoKernel, provisoCheck, provisoDecide, ...rivals];
