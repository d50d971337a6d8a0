import type { FastifyReply, FastifyRequest } from 'fastify'
import { digest } from '../digest.ts'
import { RelinkError } from '../errors.ts'
import type { IdempotencyStore, IdempotentRequest, KeptAnswer } from '../ports.ts'

const keptForMs = 24 * 3_600_000
/** No request lasts longer, so a claim this old belongs to a process that died. */
const staleAfterMs = 10 * 60_000
const retrySeconds = 2
const keptHeaders = ['content-type', 'location', 'preference-applied', 'retry-after']

/** preHandler of every POST: claims the key, replays the first answer, or refuses. */
export function claimKey(store: IdempotencyStore) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const header = request.headers['idempotency-key']
    if (request.method !== 'POST' || typeof header !== 'string') return undefined
    const claim = toIdempotentRequest(request, header)
    const found = await store.claim(claim, claimTimes(Date.now()))
    switch (found.kind) {
      case 'claimed':
        request.claim = claim
        return undefined
      case 'answered':
        return replay(reply, found.answer)
      case 'in-use':
        throw inUse()
      case 'reused':
        throw reused()
    }
  }
}

/**
 * onSend: keeps the answer before it leaves, so that no retry can overtake it. Failures inside
 * and refusals that waiting may cure are not kept: there the same request is worth sending again.
 */
export function keepAnswer(store: IdempotencyStore) {
  return async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const { claim } = request
    if (claim === undefined) return payload
    request.claim = undefined
    try {
      if (reply.statusCode >= 500 || request.isRefusedForNow) await store.release(claim)
      else await store.keep(claim, toKeptAnswer(reply, payload))
    } catch (err) {
      // The deed is done: its answer must get out even if it can't be repeated.
      request.log.error({ err }, 'answer not kept for its idempotency key')
    }
    return payload
  }
}

function toIdempotentRequest(request: FastifyRequest, header: string): IdempotentRequest {
  const { method, url: path, body } = request
  return {
    caller: request.caller.name,
    key: unquote(header),
    fingerprint: digest({ method, path, body: body ?? null })
  }
}

/** The header is a quoted string (RFC 9651, section 3.3.3); most callers leave the quotes out. */
function unquote(header: string): string {
  const quoted = /^"(.*)"$/.exec(header.trim())?.[1]
  return quoted === undefined ? header.trim() : quoted.replaceAll(/\\(["\\])/g, '$1')
}

function claimTimes(nowMs: number) {
  return {
    now: new Date(nowMs).toISOString(),
    expiredBefore: new Date(nowMs - keptForMs).toISOString(),
    staleBefore: new Date(nowMs - staleAfterMs).toISOString()
  }
}

function replay(reply: FastifyReply, answer: KeptAnswer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers)
    .header('idempotency-replayed', 'true')
    .send(answer.body)
}

function toKeptAnswer(reply: FastifyReply, payload: unknown): KeptAnswer {
  const headers = keptHeaders
    .map(name => [name, reply.getHeader(name)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)] as const)
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(headers),
    body: String(payload)
  }
}

function inUse(): RelinkError {
  return new RelinkError('idempotency-key-in-use', {
    detail: 'Wait, then send the same request again to get the answer of the first.',
    retryAfterSeconds: retrySeconds
  })
}

function reused(): RelinkError {
  return new RelinkError('idempotency-key-reused', {
    detail: 'Send a new Idempotency-Key with each new request; keys live 24 hours.'
  })
}
