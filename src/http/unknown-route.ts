import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { RelinkError } from '../errors.ts'
import type { Door } from './context.ts'

/**
 * Tells 'method-not-allowed' (with `Allow`) from 'route-not-found', before a body is read.
 * To be called before the first route: it notes each one as it is registered.
 */
export function refuseUnknownRoutes(app: Door): void {
  const methodsOf = new Map<string, Set<string>>()
  app.addHook('onRoute', route => noteRoute(methodsOf, route))
  const refuse = async (request: FastifyRequest, reply: FastifyReply): Promise<never> => {
    const allowed = allowedMethods(methodsOf, pathOf(request.url))
    if (allowed.length === 0 || allowed.includes(request.method)) throw routeNotFound()
    reply.header('allow', allowed.join(', '))
    throw methodNotAllowed(request.method, allowed)
  }
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) await refuse(request, reply)
  })
  // Files of /docs that don't exist come here late, by reply.callNotFound().
  app.setNotFoundHandler(refuse)
}

export function routeNotFound(): RelinkError {
  return new RelinkError('route-not-found', {
    detail: 'Look the address up in /openapi.json; names in it must be percent-encoded.'
  })
}

/** The path without its query, as it was sent. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url
}

function noteRoute(methodsOf: Map<string, Set<string>>, route: RouteOptions): void {
  const methods = methodsOf.get(route.url) ?? new Set()
  for (const method of [route.method].flat()) methods.add(method)
  methodsOf.set(route.url, methods)
}

function allowedMethods(methodsOf: Map<string, Set<string>>, path: string): string[] {
  const found = [...methodsOf].filter(([pattern]) => fits(pattern.split('/'), path.split('/')))
  return [...new Set(found.flatMap(([, methods]) => [...methods]))].sort()
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.at(-1) === '*') return fits(pattern.slice(0, -1), path.slice(0, pattern.length - 1))
  if (pattern.length !== path.length) return false
  return pattern.every((part, i) => (part.startsWith(':') ? path[i] !== '' : part === path[i]))
}

function methodNotAllowed(method: string, allowed: readonly string[]): RelinkError {
  return new RelinkError('method-not-allowed', {
    detail: `${method} is not possible here; use ${allowed.join(' or ')}.`
  })
}
