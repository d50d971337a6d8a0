import { tags, writeBoolean, writeElement, writeNumber, writeOctets } from './ber.ts'
import type { Control, Operation } from './request.ts'
import type { Result } from './result.ts'

/** The response operation of each request (RFC 4511 4.2 ff.); unbind and abandon have none. */
const answerTags = {
  bind: 0x61,
  search: 0x65,
  modify: 0x67,
  add: 0x69,
  delete: 0x6b,
  modifyDn: 0x6d,
  compare: 0x6f,
  extended: 0x78
} as const satisfies Partial<Record<Operation['kind'], number>>
export type AnsweredKind = keyof typeof answerTags

export type SelectedAttribute = readonly [name: string, values: readonly Buffer[]]

export function encodeEntry(
  messageId: number,
  dn: string,
  attributes: readonly SelectedAttribute[]
): Buffer {
  const list = attributes.map(([name, values]) =>
    writeElement(
      tags.sequence,
      writeOctets(name),
      writeElement(tags.set, ...values.map(value => writeOctets(value)))
    )
  )
  return message(
    messageId,
    writeElement(0x64, writeOctets(dn), writeElement(tags.sequence, ...list))
  )
}

export function encodeReference(messageId: number, url: string): Buffer {
  return message(messageId, writeElement(0x73, writeOctets(url)))
}

export function encodeResult(
  messageId: number,
  kind: AnsweredKind,
  result: Result,
  controls: readonly Control[] = []
): Buffer {
  return message(messageId, writeElement(answerTags[kind], ...resultFields(result)), controls)
}

/** What a server says, unasked, before it hangs up (RFC 4511 4.4.1). */
export function encodeNoticeOfDisconnection(result: Result): Buffer {
  const name = writeOctets('1.3.6.1.4.1.1466.20036', 0x8a)
  return message(0, writeElement(answerTags.extended, ...resultFields(result), name))
}

function resultFields({ code, matchedDn, message, referrals }: Result): Buffer[] {
  const urls = referrals?.map(url => writeOctets(url)) ?? []
  return [
    writeNumber(code, tags.enumerated),
    writeOctets(matchedDn ?? ''),
    writeOctets(message),
    ...(urls.length > 0 ? [writeElement(0xa3, ...urls)] : [])
  ]
}

function message(messageId: number, operation: Buffer, controls: readonly Control[] = []): Buffer {
  const tail = controls.length > 0 ? [writeElement(0xa0, ...controls.map(encodeControl))] : []
  return writeElement(tags.sequence, writeNumber(messageId), operation, ...tail)
}

function encodeControl({ type, isCritical, value }: Control): Buffer {
  return writeElement(
    tags.sequence,
    writeOctets(type),
    writeBoolean(isCritical),
    writeOctets(value)
  )
}
