import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller, Role } from '../model/caller.ts'
import type { IdempotentRequest } from '../ports.ts'

export type Door = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operationId: names the deed in the trail of refusals. */
    operation?: string
    /** Who may; a route without a role is open. */
    role?: Role
    /** Media types it can answer, the preferred one first; without them `Accept` is not looked at. */
    produces?: readonly string[]
    /** A single resource: answers carry an ETag. */
    hasEtag?: boolean
  }
  interface FastifyRequest {
    /** Set on every route that has a role. */
    caller: Caller
    traceparent: string
    /** The negotiated one of `produces`. */
    answerType: string
    /** The idempotency key that this request holds until it is answered. */
    claim: IdempotentRequest | undefined
    /** Refused in a way that the same request may succeed later. */
    isRefusedForNow: boolean
  }
}

/** Gives each request its fields, so that all have one shape. */
export function decorateRequests(app: Door): void {
  app.decorateRequest('caller')
  app.decorateRequest('traceparent', '')
  app.decorateRequest('answerType', 'application/json')
  app.decorateRequest('claim', undefined)
  app.decorateRequest('isRefusedForNow', false)
}
