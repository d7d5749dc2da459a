const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
const plain = /^[a-z0-9_./:-]*$/;

/**
 * Brings a word of the protocol to a form in which its look-alikes are equal: compatibility forms, case, invisible and
 * control characters and surrounding white space do not count.
 */
export function foldText(text: string): string {
  if (plain.test(text)) return text;
  // By way of upper case, which also brings the dotless i to `i`; NFKC does so with the long s and the Kelvin sign.
  return dropInvisible(text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC'));
}

/** A text without invisible and control characters and without white space around it. */
export function dropInvisible(text: string): string {
  return text.replace(invisible, '').trim();
}
