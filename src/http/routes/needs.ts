import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Caller } from '../../model/caller.ts'
import { choice } from '../../model/schema.ts'
import type { Service } from '../../use-cases/service.ts'
import type { BaseUrl } from '../base-url.ts'
import type { Door } from '../context.ts'

/** What the routes of a resource are registered with. */
export interface Needs {
  readonly service: Service
  readonly baseUrl: BaseUrl
  /** Who asks on a route that is open to everyone, if they say so. */
  readonly recognise: (request: FastifyRequest) => Promise<Caller | undefined>
}

export type Routes = (app: Door, needs: Needs) => void

/** A closed set of query parameters: an unknown one is refused. */
export function query<Fields extends Type.TProperties>(fields: Fields) {
  return Type.Object(fields, { additionalProperties: false })
}

/** A parameter that is compared for equality; no control characters, so that any store takes it. */
export const Equals = Type.Optional(
  Type.String({ minLength: 1, maxLength: 1024, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
)
export const EqualsId = Type.Optional(Type.String({ format: 'uuid' }))

export function equalsOneOf<const Values extends [string, ...string[]]>(values: Values) {
  return Type.Optional(choice(values))
}
