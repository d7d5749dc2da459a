// The entry of the whole command; `check` alone also has an entry of its own, `check-main.ts`.
import { reportFault, run } from './program.ts';
import { start } from './start.ts';

void start({ run, reportFault });
