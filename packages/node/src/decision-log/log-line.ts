import type { LoggedRecord } from './logged-record.ts';

/** What `JSON.stringify` leaves as it is and a terminal or a viewer would act on, hide or reorder. */
const deceptive =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;

/** Writes a record as one line of JSON that shows as what it is, newline included. */
export function formatLogLine(record: LoggedRecord): string {
  return `${JSON.stringify(record).replace(deceptive, escapeUnits)}\n`;
}

function escapeUnits(text: string): string {
  let escaped = '';
  for (let at = 0; at < text.length; at++) {
    escaped += `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
