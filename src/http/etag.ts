import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'

/** onSend: a strong ETag on single resources, and 304 where the caller holds this very answer. */
export async function addEtag(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  if (!request.routeOptions.config.hasEtag || reply.statusCode !== 200) return payload
  if (typeof payload !== 'string') return payload
  const etag = `"${createHash('sha256').update(payload).digest('base64url')}"`
  reply.header('etag', etag)
  if (!isHeld(request.headers['if-none-match'], etag)) return payload
  reply.code(304).removeHeader('content-type').removeHeader('content-length')
  return null
}

/** Weak comparison (RFC 9110, section 13.1.2): a proxy that compresses may have weakened it. */
function isHeld(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some(held => held.trim().replace(/^W\//, '') === etag)
}
