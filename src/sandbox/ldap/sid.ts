/** `S-1-5-21-…` as bytes: revision, count, authority big-endian, the rest little-endian ([MS-DTYP] 2.4.2). */
export function sidBytes(text: string): Buffer {
  const [revision, authority, ...parts] = text.replace(/^S-/u, '').split('-').map(Number)
  if (
    revision === undefined ||
    authority === undefined ||
    [revision, authority, ...parts].some(Number.isNaN)
  ) {
    throw new Error(`No SID: ${text}`)
  }
  const bytes = Buffer.alloc(8 + 4 * parts.length)
  bytes.writeUInt8(revision, 0)
  bytes.writeUInt8(parts.length, 1)
  bytes.writeUIntBE(authority, 2, 6)
  parts.forEach((part, index) => bytes.writeUInt32LE(part, 8 + 4 * index))
  return bytes
}

export function sidText(bytes: Buffer): string {
  const parts = Array.from({ length: bytes.readUInt8(1) }, (_, index) =>
    bytes.readUInt32LE(8 + 4 * index)
  )
  return ['S', bytes.readUInt8(0), bytes.readUIntBE(2, 6), ...parts].join('-')
}
