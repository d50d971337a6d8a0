import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'

type BuildSerializer = ReturnType<typeof SerializerSelector>

/**
 * Serializers made when an answer of their shape is first sent, once for each shape. Fastify makes
 * one for each status of each route at start, most of them for the same problem: that would be a
 * third of the time until the service is ready.
 */
export function serializersOnFirstUse(): BuildSerializer {
  const build = SerializerSelector()
  return (externalSchemas, options) => {
    const compile = build(externalSchemas, options)
    const made = new Map<string, (answer: unknown) => string>()
    return route => {
      const shape = JSON.stringify(route.schema)
      return answer => {
        const serialize = made.get(shape) ?? compile(route)
        made.set(shape, serialize)
        return serialize(answer)
      }
    }
  }
}
