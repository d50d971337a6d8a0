/** 16 bytes, the first three fields little-endian ([MS-DTYP] 2.3.4). The text may have braces. */
export function guidBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll(/[{}-]/gu, ''), 'hex')
  if (bytes.length !== 16) throw new Error(`No GUID: ${text}`)
  return turned(bytes)
}

/** Lower case, with dashes. */
export function guidText(bytes: Buffer): string {
  const hex = turned(bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')
}

function turned(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy.subarray(0, 4).reverse()
  copy.subarray(4, 6).reverse()
  copy.subarray(6, 8).reverse()
  return copy
}
