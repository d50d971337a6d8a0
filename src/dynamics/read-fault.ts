import type { Answer } from './line.ts'
import { isJsonObject, parseJson } from './parse-json.ts'

/** What an answer says went wrong. `text` is for matching only: it never leaves this room. */
export interface Fault {
  readonly status: number
  /** Hex, lower case, `0x` and eight digits; absent when the server gave none. */
  readonly code?: string
  readonly text: string
  /** The Web API itself spoke (`{"error": …}`), not a router, IIS or a proxy. */
  readonly isWebApi: boolean
}

/**
 * Bodies seen: `{"error":{"code","message"}}` with a hex, a signed decimal or an empty code (CE
 * docs, "Compose HTTP requests": the code "is frequently empty"), `{"Message"}` of the routing,
 * HTML of IIS. `innererror` (a stack trace) is not even looked at.
 */
export function readFault({ status, body }: Answer): Fault {
  const json = parseJson(body)
  const error = json?.['error']
  if (!isJsonObject(error)) return { status, text: textOf(json?.['Message']), isWebApi: false }
  const text = textOf(error['message'])
  const code = parseCode(error['code']) ?? codeInText(text)
  return { status, text, isWebApi: true, ...(code !== undefined && { code }) }
}

function textOf(value: unknown): string {
  if (isJsonObject(value)) return textOf(value['value'])
  return typeof value === 'string' ? value.slice(0, 10_000) : ''
}

function parseCode(value: unknown): string | undefined {
  const text = String(typeof value === 'number' ? value : textOf(value)).trim()
  if (/^-\d{9,10}$/.test(text)) return hex(Number(text))
  const digits = /^(?:0x)?([0-9a-f]{8})$/i.exec(text)?.[1]
  return digits === undefined ? undefined : `0x${digits.toLowerCase()}`
}

/** An HRESULT is a signed 32-bit number in .NET and printed as hex elsewhere. */
function hex(signed: number): string {
  return `0x${(signed >>> 0).toString(16).padStart(8, '0')}`
}

/** E.g. "SecLib::AccessCheckEx failed. Returned hr = -2147187962": the same in every language. */
function codeInText(text: string): string | undefined {
  return parseCode(/\b0x8[0-9a-f]{7}\b|(?<!\d)-21\d{8}\b/i.exec(text)?.[0])
}
