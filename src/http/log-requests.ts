import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * onResponse: one line for each answer. The route's pattern stands for the address, which may hold
 * names of people; no query, headers or bodies.
 */
export async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const route = request.routeOptions.url
  const facts = {
    method: request.method,
    route,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    traceparent: request.traceparent
  }
  if (route?.startsWith('/health/')) request.log.debug(facts, 'request answered')
  else request.log.info(facts, 'request answered')
}
