import { RelinkError } from '../errors.ts'

const maxLength = 200
const controls = /[\p{Cc}\u2028\u2029]/u

/** For whom the caller says to act: free text for the trail, so no line of it may fake another. */
export function onBehalfOf(header: string | string[] | undefined): string | undefined {
  const text = decodeUtf8([header].flat().join(', ')).trim()
  if (text === '') return undefined
  if (controls.test(text)) throw unusable('has control characters')
  if (text.length > maxLength) throw unusable(`is longer than ${maxLength} characters`)
  return text
}

/** Node reads header bytes as Latin-1; most callers mean UTF-8. */
function decodeUtf8(latin1: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'))
  } catch {
    return latin1
  }
}

function unusable(why: string): RelinkError {
  return new RelinkError('invalid-request', {
    detail: `X-On-Behalf-Of ${why}; send a name or a ticket number.`
  })
}
