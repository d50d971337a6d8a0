import { RelinkError } from '../../errors.ts'
import type { WrittenRow } from '../../model/written-row.ts'
import { checkCount } from './check-count.ts'
import { toWrittenRow } from './to-written-row.ts'

/** `{ "value": [ … ] }` and nothing beside it. Throws 'invalid-request'. */
export function readJson(body: unknown): readonly WrittenRow[] {
  const { value, ...more } = (typeof body === 'object' ? (body ?? {}) : {}) as { value?: unknown }
  const [unknown] = Object.keys(more)
  if (unknown !== undefined) throw invalid(`There is no field '${unknown.slice(0, 100)}' here.`)
  if (!Array.isArray(value)) throw invalid('The rows are missing.')
  checkCount(value)
  return value.map(toWrittenRow)
}

function invalid(reason: string): RelinkError {
  return new RelinkError('invalid-request', {
    detail: `${reason} Send {"value":[{"systemUserId":"…","objectGuid":"…"}]}.`
  })
}
