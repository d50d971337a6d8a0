import type { WrittenRow } from '../../model/written-row.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { readNdjson } from './read-ndjson.ts'

type TextReader = (text: string) => readonly WrittenRow[] | Promise<readonly WrittenRow[]>

/** Media type → what reads it; everything else is JSON. */
export const textReaders: ReadonlyMap<string, TextReader> = new Map<string, TextReader>([
  ['text/csv', readCsv],
  ['application/x-ndjson', readNdjson],
  ['application/ndjson', readNdjson]
])

/** The rows of a body, in whichever of the formats it came. Throws 'invalid-request', 'invalid-rows'. */
export async function readRows(
  contentType: string | undefined,
  body: unknown
): Promise<readonly WrittenRow[]> {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const readText = textReaders.get(type)
  return readText && typeof body === 'string' ? readText(body) : readJson(body)
}
