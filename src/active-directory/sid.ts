/**
 * objectSid: revision, count, a 48-bit big-endian authority, then `count` little-endian 32-bit
 * sub-authorities ([MS-DTYP] 2.4.2.2), and its text form `S-1-5-21-…` ([MS-DTYP] 2.4.2.1).
 */
const maxSubAuthorities = 15

/** Undefined when these bytes are no SID. */
export function sidText(bytes: Buffer): string | undefined {
  const count = bytes[1] ?? 0
  if (bytes[0] !== 1 || count > maxSubAuthorities || bytes.length !== 8 + 4 * count) {
    return undefined
  }
  const subAuthorities = Array.from({ length: count }, (_, i) => bytes.readUInt32LE(8 + 4 * i))
  return ['S-1', authorityText(bytes.readUIntBE(2, 6)), ...subAuthorities].join('-')
}

/** An authority of 2^32 and more is printed in hexadecimal. */
function authorityText(authority: number): string {
  if (authority < 2 ** 32) return String(authority)
  return `0x${authority.toString(16).toUpperCase().padStart(12, '0')}`
}

/** Undefined when the text is no SID. */
export function sidBytes(text: string): Buffer | undefined {
  const parts = /^s-1-(\d{1,10}|0x[0-9a-f]{12})((?:-\d{1,10})*)$/i.exec(text)
  if (!parts) return undefined
  const authority = Number(parts[1])
  const subAuthorities = (parts[2] ?? '').split('-').slice(1).map(Number)
  if (subAuthorities.length > maxSubAuthorities) return undefined
  if (subAuthorities.some(value => value >= 2 ** 32)) return undefined
  return pack(authority, subAuthorities)
}

function pack(authority: number, subAuthorities: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 + 4 * subAuthorities.length)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt8(subAuthorities.length, 1)
  bytes.writeUIntBE(authority, 2, 6)
  for (const [i, value] of subAuthorities.entries()) bytes.writeUInt32LE(value, 8 + 4 * i)
  return bytes
}
