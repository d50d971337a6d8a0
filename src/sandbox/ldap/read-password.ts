/**
 * What stands in `unicodePwd`: UTF-16LE in quotes ([MS-ADTS] 3.1.1.3.1.5.1). Undefined when it is
 * none, or too weak by the rules of a new domain: seven characters of three kinds.
 */
export function readPassword(values: readonly Buffer[]): string | undefined {
  const [, password = ''] = /^"(.*)"$/su.exec(values[0]?.toString('utf16le') ?? '') ?? []
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\d/u, /[^\p{L}\d]/u].filter(kind => kind.test(password))
  return values.length === 1 && password.length >= 7 && kinds.length >= 3 ? password : undefined
}
