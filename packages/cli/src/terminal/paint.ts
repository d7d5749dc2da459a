import { styleText } from 'node:util';

/** The few styles in use: colour says one thing only, what was decided. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Gives a text its style, or leaves it as it is where styles do not show. */
export type Paint = (style: Style, text: string) => string;

/** Where text goes, as far as its looks are concerned. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * True when colours show: `FORCE_COLOR` says so (`0` and `false` say no), else `NO_COLOR` forbids it, else the screen is a
 * terminal that is not dumb.
 */
export function showsColor(screen: Screen, environment: Environment): boolean {
  const { FORCE_COLOR: force, NO_COLOR: forbid, TERM: terminal } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (forbid !== undefined && forbid !== '') return false;
  return screen.isTTY === true && terminal !== 'dumb';
}

/** Makes the painter for a screen. */
export function createPaint(screen: Screen, environment: Environment = process.env): Paint {
  if (!showsColor(screen, environment)) return (_style, text) => text;
  const always: (style: Style, text: string, options: { validateStream: boolean }) => string = styleText;
  return (style, text) => always(style, text, { validateStream: false });
}
