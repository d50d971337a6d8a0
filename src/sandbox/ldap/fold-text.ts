/**
 * Text as Active Directory compares it: without case, width and diacritics, so that `Jose` and
 * `José` are one name ([MS-ADTS] 6.5: NORM_IGNORECASE, NORM_IGNORENONSPACE, NORM_IGNOREWIDTH).
 * `ø` and `ß` stay themselves: Windows folds a few more such letters than Unicode decomposes.
 */
export function foldText(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
}

const isPlain = /^[\x20-\x7e]*$/u
