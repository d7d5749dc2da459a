import type { Paint } from '../terminal/paint.ts';

/** What an explanation is written with. */
export interface ExplanationLook {
  /** The text of the policy file. */
  readonly text: string;
  readonly paint: Paint;
}
