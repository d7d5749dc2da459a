const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
const plainAscii = /^[a-z0-9_./:*-]*$/;

/**
 * Brings a name to the form in which look-alikes are equal (SPEC R16): NFKC, lower case, NFKC again, then
 * default-ignorable and control characters removed and surrounding white space trimmed.
 */
export function foldName(name: string): string {
  if (plainAscii.test(name)) return name;
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(invisible, '').trim();
}
