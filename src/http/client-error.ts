import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { RelinkError } from '../errors.ts'
import { toProblem } from './problem.ts'

/** What Node refuses before there is a request; the statuses that its own answers would have. */
const refusals: Readonly<
  Record<string, readonly [status: number, reason: string, detail: string]>
> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'Send fewer or shorter headers.']
}

/** Answers a request that could not even be parsed, as a problem like any other, and hangs up. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  socket.end(rawAnswer(refusals[error.code ?? ''] ?? malformed), () => socket.destroy())
}

const malformed = [400, 'Bad Request', 'This is not a well-formed HTTP request.'] as const

function rawAnswer([status, reason, detail]: readonly [number, string, string]): string {
  const correlationId = randomUUID()
  const error = new RelinkError('invalid-request', { detail, retryable: status === 408 })
  const body = JSON.stringify({ ...toProblem(error, { instance: '/', correlationId }), status })
  return [
    `HTTP/1.1 ${status} ${reason}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-correlation-id: ${correlationId}`,
    'connection: close',
    '',
    body
  ].join('\r\n')
}
