import type { Exchange } from './line.ts'
import { parseJson, type JsonObject } from './parse-json.ts'
import { unavailable } from './unavailable.ts'

/** The JSON object of a 200; anything else throws 'organization-unavailable' saying why. */
export function expectJson(exchange: Exchange): JsonObject {
  const isDone = exchange.kind === 'answer' && exchange.status === 200
  const json = isDone ? parseJson(exchange.body) : undefined
  if (json === undefined) throw unavailable(exchange)
  return json
}
