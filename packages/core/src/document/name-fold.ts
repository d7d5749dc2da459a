const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
/** More combining marks in a row than any writing needs (UAX #15, stream-safe text); ordering them takes ever longer. */
const tooManyMarks = /\p{M}{31}/u;
const plainAscii = /^[a-z0-9_./:*-]*$/;

/**
 * Brings a name to the form in which look-alikes are equal (SPEC R16): NFKC, lower case, NFKC again, then
 * default-ignorable and control characters removed and surrounding white space trimmed. A name with more than 30
 * combining marks in a row has no such form.
 */
export function foldName(name: string): string | undefined {
  if (plainAscii.test(name)) return name;
  if (tooManyMarks.test(name)) return undefined;
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(invisible, '').trim();
}
