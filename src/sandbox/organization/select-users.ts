import type { UserRow } from '../user-row.ts'
import { comparable, matchFilter, valueOf } from './match-filter.ts'
import { readPageCookie, writePageCookie, type PageEnd } from './page-cookie.ts'
import type { Literal } from './parse-filter.ts'
import type { Order, Query } from './read-query.ts'

/** PA docs, "Page results": at most 5,000 rows; larger wishes are ignored. `$count` stops there too. */
export const maxPageSize = 5000

export interface SelectedUsers {
  readonly rows: readonly UserRow[]
  /** All that match, on every page; not yet cut to what `$count` may say. */
  readonly total: number
  /** The `$skiptoken` of the next page, if there is one. */
  readonly skipToken?: string
}

/**
 * One page of the rows that a query asks for. A page starts after the last row of the one before,
 * by its values: rows that came or went in between are shown or not, as in SQL.
 */
export function selectUsers(
  rows: readonly UserRow[],
  query: Query,
  pageSize: number
): SelectedUsers {
  const order = completeOrder(query.orderBy)
  const matching = query.filter === undefined ? rows : rows.filter(matchFilter(query.filter))
  const sorted = matching.map(row => ({ row, key: keyOf(order, row) }))
  sorted.sort((a, b) => compareKeys(order, a.key, b.key))
  const end = query.skipToken === undefined ? undefined : readPageCookie(query.skipToken)
  const rest = end === undefined ? sorted : sorted.slice(firstAfter(order, sorted, end))
  const size = query.top === undefined ? pageSize : Math.min(query.top, maxPageSize)
  const page = rest.slice(0, size).map(({ row }) => row)
  const isLast = query.top !== undefined || page.length === rest.length
  return {
    rows: page,
    total: matching.length,
    ...(!isLast && { skipToken: cookieAfter(order, page, (end?.page ?? 0) + 1) })
  }
}

/** The id decides among equals, so that an order is always total. */
function completeOrder(orderBy: readonly Order[]): readonly Order[] {
  return [...orderBy, { property: 'systemuserid', descending: false }]
}

type Key = readonly Literal[]

function keyOf(order: readonly Order[], row: UserRow): Key {
  return order.map(({ property }) => comparable(property, valueOf(row, property)))
}

function compareKeys(order: readonly Order[], left: Key, right: Key): number {
  for (const [index, { descending }] of order.entries()) {
    const difference = compareValues(left[index] ?? null, right[index] ?? null)
    if (difference !== 0) return descending ? -difference : difference
  }
  return 0
}

/** SQL Server: null comes first. */
function compareValues(left: Literal, right: Literal): number {
  if (left === right) return 0
  if (left === null) return -1
  if (right === null) return 1
  return left < right ? -1 : 1
}

function firstAfter(order: readonly Order[], sorted: readonly { key: Key }[], { last }: PageEnd) {
  const end = order.map(({ property }) => comparable(property, last.get(property) ?? null))
  const index = sorted.findIndex(({ key }) => compareKeys(order, key, end) > 0)
  return index === -1 ? sorted.length : index
}

function cookieAfter(order: readonly Order[], rows: readonly UserRow[], page: number): string {
  const lastRow = rows.at(-1) as UserRow
  const last = new Map(order.map(({ property }) => [property, valueOf(lastRow, property)]))
  return writePageCookie({ page, last })
}
