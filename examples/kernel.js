// The kernel alone: allow and deny lists by name, one policy for each agent, listeners that hear every answer.
import { isToolPolicyViolation, PolicyEngine, ToolPolicy } from '@proviso/core';

const engine = new PolicyEngine({
  globalPolicy: new ToolPolicy({ deny: ['execute_shell'], optionalTools: ['send_mail'] }),
  agentPolicies: { reader: new ToolPolicy({ allow: ['read_file', 'list_files'] }) },
});
engine.addListener((toolName, agentId, action) => {
  console.log(`${agentId ?? '(no agent)'} ${toolName}: ${action}`);
});

engine.check('read_file', 'reader'); // on the reader's allow list
engine.check('write_file', 'reader'); // not on it
engine.check('write_file'); // the global policy has no allow list
engine.check('send_mail'); // optional, and nothing opts in

const assistant = new ToolPolicy({ deny: ['execute_shell'] });
engine.setAgentPolicy('assistant', assistant); // replaces the global policy for this agent
engine.check('send_mail', 'assistant');
assistant.deny.add('send_mail'); // the sets are live
engine.check('send_mail', 'assistant');

try {
  engine.enforce('execute_shell', 'coder');
} catch (error) {
  if (isToolPolicyViolation(error)) console.log(error.message);
}
