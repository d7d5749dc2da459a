const ascii = /^[ -~]*$/;
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;

/** Brings a path to the form in which names that some file system takes for one are equal: case, NFC and NFD, invisible characters. */
export function foldPath(path: string): string {
  if (ascii.test(path)) return path.toLowerCase();
  // Upper case first: it makes one of `ß` and `SS`, `ſ` and `s`.
  return path.replace(invisible, '').normalize('NFD').toUpperCase().toLowerCase().normalize('NFC');
}
