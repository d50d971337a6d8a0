import { RequestError, TimeoutError } from 'got'
import { isCertificateCode } from './is-certificate-code.ts'
import type { NoAnswer } from './line.ts'

/** The error itself stays here: it carries our headers and what the server sent. */
export function nameFailure(error: unknown): NoAnswer {
  if (!(error instanceof RequestError)) throw error
  const isUnsent = error instanceof TimeoutError ? isConnectPhase(error.event) : isRefusal(error)
  return { kind: 'no-answer', isUnsent, code: error.code }
}

function isConnectPhase(event: string): boolean {
  return event === 'lookup' || event === 'connect' || event === 'secureConnect'
}

const connectCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN'
])

/** Certificate checks fail before the first byte of HTTP. */
function isRefusal({ code }: RequestError): boolean {
  return connectCodes.has(code) || isCertificateCode(code)
}
