/**
 * The part of BER that LDAP uses (RFC 4511 5.1): one-byte tags, definite lengths. Written here and
 * not taken from the client library, so that a fault in its codec shows between the two.
 */
export interface Element {
  readonly tag: number
  readonly content: Buffer
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31
} as const

/** The first element, and where it ends; undefined while bytes are missing. Throws when it can't be BER. */
export function readElement(bytes: Buffer): (Element & { readonly end: number }) | undefined {
  const header = readHeader(bytes)
  if (header === undefined) return undefined
  const end = header.size + header.length
  if (bytes.length < end) return undefined
  return { tag: bytes.readUInt8(0), content: bytes.subarray(header.size, end), end }
}

/** How many bytes the first element takes in all; undefined while its header is not complete. */
export function elementSize(bytes: Buffer): number | undefined {
  const header = readHeader(bytes)
  return header && header.size + header.length
}

function readHeader(bytes: Buffer): { size: number; length: number } | undefined {
  if (bytes.length < 2) return undefined
  const first = bytes.readUInt8(1)
  if (first < 0x80) return { size: 2, length: first }
  const count = first & 0x7f
  if (count === 0 || count > 4) throw new Error('BER: no such length')
  if (bytes.length < 2 + count) return undefined
  return { size: 2 + count, length: bytes.readUIntBE(2, count) }
}

/** The elements inside. Throws when the last one is cut short. */
export function readElements(content: Buffer): Element[] {
  const elements: Element[] = []
  for (let rest = content; rest.length > 0;) {
    const element = readElement(rest)
    if (element === undefined) throw new Error('BER: cut short')
    elements.push(element)
    rest = rest.subarray(element.end)
  }
  return elements
}

export function readText(element: Element | undefined): string {
  return readOctets(element).toString('utf8')
}

export function readOctets(element: Element | undefined): Buffer {
  if (element === undefined) throw new Error('BER: an element is missing')
  return element.content
}

export function readNumber(element: Element | undefined): number {
  const content = readOctets(element)
  if (content.length < 1 || content.length > 4) throw new Error('BER: no such integer')
  return content.readIntBE(0, content.length)
}

export function readBoolean(element: Element | undefined): boolean {
  return readNumber(element) !== 0
}

export function writeElement(tag: number, ...contents: readonly Buffer[]): Buffer {
  const length = contents.reduce((sum, content) => sum + content.length, 0)
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(length)]), ...contents])
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 | bytes.length, ...bytes]
}

export function writeOctets(value: string | Buffer, tag: number = tags.octets): Buffer {
  return writeElement(tag, typeof value === 'string' ? Buffer.from(value) : value)
}

/** A signed 32-bit integer in the fewest bytes. */
export function writeNumber(value: number, tag: number = tags.integer): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  let start = 0
  while (start < 3 && bytes.readIntBE(start + 1, 3 - start) === value) start += 1
  return writeElement(tag, bytes.subarray(start))
}

export function writeBoolean(value: boolean, tag: number = tags.boolean): Buffer {
  return writeElement(tag, Buffer.from([value ? 0xff : 0]))
}
