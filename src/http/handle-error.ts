import type { FastifyReply, FastifyRequest } from 'fastify'
import { asRelinkError } from './as-relink-error.ts'
import { toProblem } from './problem.ts'
import { pathOf } from './unknown-route.ts'

/** The one way in which a request ends badly. The cause goes to the log, never to the caller. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = asRelinkError(error)
  const problem = toProblem(known, {
    instance: pathOf(request.url).slice(0, 1024),
    correlationId: request.id
  })
  request.isRefusedForNow = problem.retryable
  if (problem.status >= 500) {
    request.log.error({ code: known.code, err: known.details.cause ?? known }, 'request failed')
  }
  const { retryAfterSeconds } = known.details
  if (retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(retryAfterSeconds))
  // A string passes the serializers by: a problem must get out whatever the route's schemas say.
  void reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}
