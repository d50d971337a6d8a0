import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { RelinkError } from '../../errors.ts'
import type { Door } from '../context.ts'
import { decodeText } from './decode-text.ts'
import { textReaders } from './read-rows.ts'

/** Lets the routes of `scope` take rows as text, beside JSON. */
export function acceptRows(scope: Door): void {
  const types = [...textReaders.keys()]
  scope.addContentTypeParser(types, { parseAs: 'buffer' }, decode)
  scope.addContentTypeParser('*', async () => {
    throw new RelinkError('unsupported-media-type', {
      detail: `Send the rows as one of application/json, ${types.join(', ')}.`
    })
  })
}

async function decode(_request: unknown, body: Buffer): Promise<string> {
  return decodeText(body)
}

/** Ajv for everything but the body: it would tell the faults of some rows and not of others. */
export function leaveRowsAlone(app: Door): FastifySchemaCompiler<TSchema> {
  return part =>
    part.httpPart === 'body' ? () => true : (app.validatorCompiler?.(part) ?? (() => true))
}
