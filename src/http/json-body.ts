import type { FastifyRequest } from 'fastify'
import { RelinkError } from '../errors.ts'
import type { Door } from './context.ts'

/**
 * JSON and nothing else. An empty body counts as none, since low-code callers announce JSON on
 * every POST; `__proto__` and its kin are refused.
 */
export function parseJsonBodies(app: Door): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else void parse(request, body as string, done)
  })
}

/** preValidation: where no body is described, none is taken, or an object with nothing in it. */
export async function refuseUnaskedBody(request: FastifyRequest): Promise<void> {
  const { body, routeOptions } = request
  if (body === undefined || routeOptions.schema?.body !== undefined) return
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw unwanted([''])
  const fields = Object.keys(body)
  if (fields.length > 0) throw unwanted(fields.map(field => `/${field}`))
}

function unwanted(pointers: readonly string[]): RelinkError {
  return new RelinkError('invalid-request', {
    detail: 'This action takes no body: send none, or {}.',
    errors: pointers.map(pointer => ({ pointer, detail: 'Not taken here.' }))
  })
}
