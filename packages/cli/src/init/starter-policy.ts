/** The policy that `proviso init` writes. Every sentence of its comments is held true by a test. */
export const starterPolicy = `# What your agents may do with their tools.
#
#   proviso check --agent reader read_file       may it?
#   proviso explain --agent reader delete_file   why not?
#
# A file with a mistake (an unknown key, a key given twice, an empty list) is refused whole, and nothing is allowed.
version: 1
name: starter

# Groups give several tools one name; entries refer to them as "@reading".
# In a name, * stands for any run of characters: read_* is every tool that begins with read_.
groups:
  reading: [read_*, list_*, search_files]
  writing: [write_file, edit_file]

# Guardrails stand above every agent, and can only take away. A tool denied here is denied to everyone.
guardrails:
  deny:
    - tool: [delete_*, move_file]
      id: nothing-gets-lost
      reason: there is no backup yet
      message: Leave the file where it is and say what you wanted to do with it.
    # \`reason\` is for you, in answers and in the log. \`message\` is told to the model that was denied.

# For calls without an agent, and for agents that are not named below: nothing at all.
global:
  default: deny

agents:
  # May read, and nothing else: with an allow list, a tool that is not on it is denied.
  reader:
    allow: ["@reading"]

  # An agent's policy replaces the global one. This one may read and write.
  # \`ask\`: run_tests waits for a person's approval; where nobody can give it, it is not run.
  writer:
    allow: ["@reading", "@writing"]
    ask: [run_tests]

  # No allow list: what is not denied is allowed, except the optional tools, which have to be allowed by name.
  # So helper may do all but write, delete, move, and send mail.
  helper:
    deny: ["@writing"]
    optional: [send_mail]

# One line for each decision of \`proviso mcp\`, written before the tool runs. If it cannot be written, the call is denied.
# log:
#   file: proviso-decisions.jsonl
`;
