import { RelinkError } from '../errors.ts'
import { expectJson } from './expect-json.ts'
import { followNextLink } from './follow-next-link.ts'
import { isJsonObject, type JsonObject } from './parse-json.ts'
import { read } from './read.ts'
import type { WebApi } from './web-api.ts'

/**
 * The rows behind `first`, a page at a time. The page size is asked for with each page, the next
 * link followed as it is (CE docs, "Query data using the Web API").
 */
export async function* readPages(
  api: WebApi,
  first: URL,
  pageSize: number,
  signal: AbortSignal
): AsyncGenerator<readonly JsonObject[]> {
  const prefer = { prefer: `odata.maxpagesize=${pageSize}` }
  const asked = new Set<string>()
  for (let url: URL | undefined = first; url !== undefined;) {
    if (asked.has(url.href)) throw unreadable('leads back to a page that was read already')
    asked.add(url.href)
    const page: JsonObject = expectJson(await read(api, url, signal, prefer))
    yield rowsOf(page)
    url = followNextLink(page['@odata.nextLink'], first)
  }
}

function rowsOf({ value }: JsonObject): readonly JsonObject[] {
  if (Array.isArray(value) && value.every(isJsonObject)) return value
  throw unreadable('holds no list of rows')
}

function unreadable(how: string): RelinkError {
  return new RelinkError('organization-unavailable', {
    detail: `A page of user records that Dynamics gave ${how}: look for a proxy or cache between us.`
  })
}
