/**
 * objectGUID: 16 bytes whose first three fields are little-endian ([MS-DTYP] 2.3.4.2), and its
 * text form as Windows prints it, lower case, no braces.
 */
const byteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

/** Undefined when these are not 16 bytes. */
export function guidText(bytes: Buffer): string | undefined {
  if (bytes.length !== 16) return undefined
  const hex = reorder(bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Undefined when the text is no GUID. */
export function guidBytes(text: string): Buffer | undefined {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return undefined
  return reorder(Buffer.from(text.replaceAll('-', ''), 'hex'))
}

/** The order is its own inverse. */
function reorder(bytes: Buffer): Buffer {
  return Buffer.from(byteOrder.map(position => bytes.readUInt8(position)))
}
