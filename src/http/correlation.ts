import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const saneId = /^[\w.:+/=@-]{1,128}$/
/** W3C Trace Context, section 3.2.2: version, trace-id, parent-id, trace-flags. */
const traceparentForm =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** The caller's `X-Correlation-ID` when it is sane, a fresh one otherwise: also the request's id. */
export function correlationIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-correlation-id']
  return typeof given === 'string' && saneId.test(given) ? given : randomUUID()
}

/** The caller's `traceparent` when it is valid, a fresh, unsampled one otherwise. */
export function traceparentOf(headers: IncomingHttpHeaders): string {
  const given = headers['traceparent']
  if (typeof given === 'string' && traceparentForm.test(given)) return given
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`
}

/** Echoes both, on refusals as well. */
export async function correlate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  request.traceparent = traceparentOf(request.headers)
  reply.headers({ 'x-correlation-id': request.id, traceparent: request.traceparent })
}
