// The entry of `check` alone, which scripts start again and again: bundled as one CommonJS file without the code of the
// other commands, because most of the time of a short program is reading its code.
import { run } from './check/check.ts';
import { reportFault } from './report-fault.ts';
import { start } from './start.ts';

void start({ run: (words) => run(words.slice(1)), reportFault });
