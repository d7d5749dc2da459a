import { join } from 'node:path';

/**
 * A call of the main job, and what has to come of it: the answer, its code, and what happens on disk.
 * @typedef {{ agent: string, tool: string, args: Record<string, unknown>, expect: ['allow' | 'deny' | 'ask', code: string, onDisk: string] }} Call
 */

/** What a call that leaves the disk alone is said to do to it. */
export const unchanged = 'unchanged';

/**
 * The calls of the main job, in their order.
 * @param {string} files the folder that is served; `notes.md` is in it
 * @returns {readonly Call[]}
 */
export function createCalls(files) {
  const notes = join(files, 'notes.md');
  return [
    {
      agent: 'reader',
      tool: 'read_text_file',
      args: { path: notes },
      expect: ['allow', 'allowed_by_default', unchanged],
    },
    {
      agent: 'reader',
      tool: 'list_directory',
      args: { path: files },
      expect: ['allow', 'allowed_by_default', unchanged],
    },
    {
      agent: 'reader',
      tool: 'write_file',
      args: { path: notes, content: 'gone' },
      expect: ['deny', 'denied', unchanged],
    },
    {
      agent: 'reader',
      tool: 'Write_File',
      args: { path: notes, content: 'gone' },
      expect: ['deny', 'denied', unchanged],
    },
    {
      agent: 'reader',
      tool: 'create_directory',
      args: { path: join(files, 'mine') },
      expect: ['deny', 'optional_not_allowed', unchanged],
    },
    {
      agent: 'reader',
      tool: 'move_file',
      args: { source: notes, destination: join(files, 'away.md') },
      expect: ['deny', 'denied', unchanged],
    },
    {
      agent: 'writer',
      tool: 'read_text_file',
      args: { path: notes },
      expect: ['allow', 'allowed', unchanged],
    },
    {
      agent: 'writer',
      tool: 'write_file',
      args: { path: join(files, 'report.md'), content: '# Report\n' },
      expect: ['allow', 'allowed', 'created report.md'],
    },
    {
      agent: 'writer',
      tool: 'write_file',
      args: { path: notes, content: '# Notes\n\nEdited.\n' },
      expect: ['allow', 'allowed', 'changed notes.md'],
    },
    {
      agent: 'writer',
      tool: 'create_directory',
      args: { path: join(files, 'archive') },
      expect: ['allow', 'allowed', 'created archive'],
    },
    {
      agent: 'writer',
      tool: 'edit_file',
      args: { path: notes, edits: [{ oldText: 'Edited', newText: 'Gone' }] },
      expect: ['ask', 'approval_required', unchanged],
    },
    {
      agent: 'writer',
      tool: 'list_directory',
      args: { path: files },
      expect: ['deny', 'not_allowed', unchanged],
    },
    {
      agent: 'writer',
      tool: 'move_file',
      args: { source: notes, destination: join(files, 'away.md') },
      expect: ['deny', 'denied', unchanged],
    },
  ];
}
