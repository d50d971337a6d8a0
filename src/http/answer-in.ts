import type { FastifyReply, FastifyRequest } from 'fastify'

/** The resource as JSON, or rendered for a terminal where the caller asked for text. */
export function answerIn<Resource>(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Resource,
  render: (resource: Resource) => string
): Resource | string {
  if (request.answerType !== 'text/plain') return resource
  reply.type('text/plain; charset=utf-8')
  return render(resource)
}
