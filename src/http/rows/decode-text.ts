import { RelinkError } from '../../errors.ts'

/** UTF-8, or UTF-16 where a byte order mark says so; the mark is gone. Throws 'invalid-request'. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new RelinkError('invalid-request', {
      detail: 'The text is neither UTF-8 nor UTF-16 with a byte order mark. Save it as UTF-8.',
      cause
    })
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return 'utf-8'
}
