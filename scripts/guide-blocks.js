/**
 * One fenced block of a guide and what the comment before it says about it: `file NAME` writes it, `run` executes it
 * (`run, exit 1` expects that status), `prints` is what the block before it printed, `not run: WHY` only shows.
 * @typedef {{ readonly language: string, readonly instruction: string, readonly text: string, readonly line: number }} GuideBlock
 */

/**
 * Gives the fenced blocks of a Markdown text in their order.
 * @param {string} markdown
 * @returns {readonly GuideBlock[]}
 */
export function readGuideBlocks(markdown) {
  const fence = /(?:^<!-- ([^\n]*) -->\n)?^```(\w*)\n([\s\S]*?)^```$/gm;
  return [...markdown.matchAll(fence)].map(
    ({ 1: instruction = '', 2: language = '', 3: text = '', index }) => ({
      language,
      instruction,
      text,
      line: markdown.slice(0, index).split('\n').length,
    }),
  );
}
