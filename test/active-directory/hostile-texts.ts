/** Values that would be more than a value in a filter made of text. */
export const hostileTexts = [
  '*',
  'a*',
  ')(objectClass=*',
  '*)(objectClass=*))(|(cn=*',
  'ada)(|(objectClass=*',
  '(',
  ')',
  '\\',
  '\\2a',
  '\\5c\\2a',
  'a\0b',
  '\0',
  '&',
  '|(cn=*)',
  '!(cn=x)',
  'ü*)(ß',
  '\ud800',
  '%2a',
  ':1.2.840.113556.1.4.803:=2',
  'a'.repeat(10_000)
]
