import type { Literal } from './parse-filter.ts'
import { refuse } from './refusals.ts'

/** Where a page ended: the values of its last row in the columns it was ordered by. */
export interface PageEnd {
  readonly page: number
  readonly last: ReadonlyMap<string, Literal>
}

/**
 * A `$skiptoken` as Dynamics makes them: XML in an attribute of XML, encoded twice inside and
 * meant to be opaque. What is returned is not yet encoded for the URL.
 */
export function writePageCookie({ page, last }: PageEnd): string {
  const columns = [...last].map(([name, value]) => `<${name} ${writeValue(value)} />`).join('')
  const inner = `<cookie page="${page}">${columns}</cookie>`
  const encoded = encodeURIComponent(encodeURIComponent(inner))
  return `<cookie pagenumber="${page + 1}" pagingcookie="${encoded}" istracking="False" />`
}

/** Values keep their type as JSON. */
function writeValue(value: Literal): string {
  return value === null ? 'lastnull="1"' : `last="${encodeURIComponent(JSON.stringify(value))}"`
}

/** Throws Refused for anything that `writePageCookie` did not make. */
export function readPageCookie(cookie: string): PageEnd {
  try {
    const [, encoded = ''] = /^<cookie pagenumber="\d+" pagingcookie="([^"]+)"/.exec(cookie) ?? []
    const inner = decodeURIComponent(decodeURIComponent(encoded))
    const [, page = ''] = /^<cookie page="(\d+)">/.exec(inner) ?? []
    const columns = [...inner.matchAll(/<(\w+) last(?:null="1"|="([^"]*)") \/>/g)]
    if (columns.length === 0) throw new SyntaxError('no columns')
    return { page: Number(page), last: new Map(columns.map(readColumn)) }
  } catch {
    refuse('InvalidArgument', 'Malformed XML in the Paging Cookie')
  }
}

function readColumn([, name = '', value]: RegExpMatchArray): [string, Literal] {
  return [name, value === undefined ? null : (JSON.parse(decodeURIComponent(value)) as Literal)]
}
