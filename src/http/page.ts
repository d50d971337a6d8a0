import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Listed, Page } from '../ports.ts'
import { pathOf } from './unknown-route.ts'

/** The two query parameters of every list. */
export const pageFields = {
  page: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'From 1' })
  ),
  pageSize: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'Rows on a page' })
  )
}

interface Paging {
  readonly page?: number
  readonly pageSize?: number
}

/** preValidation: query strings are text, and Ajv must not coerce; only plain digits count. */
export async function readPageNumbers(request: FastifyRequest): Promise<void> {
  const query = request.query as Record<string, unknown>
  for (const name of Object.keys(pageFields)) {
    const text = query[name]
    if (typeof text === 'string' && /^\d{1,9}$/.test(text)) query[name] = Number(text)
  }
}

export function toPage({ page = 1, pageSize = 100 }: Paging): Page {
  return { offset: (page - 1) * pageSize, limit: pageSize }
}

/** What is left of the query: the fields that are compared for equality. */
export function toFilter<Query extends Paging>(query: Query): Omit<Query, keyof Paging> {
  const { page: _page, pageSize: _pageSize, ...filter } = query
  return filter
}

/** The list as the contract has it, its next page also as a `Link` header. */
export function showList<Row>(
  request: FastifyRequest<{ Querystring: Paging }>,
  reply: FastifyReply,
  base: string,
  { rows, totalCount }: Listed<Row>
): { value: readonly Row[]; totalCount: number; nextLink?: string } {
  const { page = 1, pageSize = 100 } = request.query
  if (page * pageSize >= totalCount) return { value: rows, totalCount }
  const nextLink = `${base}${pathOf(request.url)}?${queryOfPage(request.query, page + 1, pageSize).toString()}`
  reply.header('link', `<${nextLink}>; rel="next"`)
  return { value: rows, totalCount, nextLink }
}

function queryOfPage(query: object, page: number, pageSize: number): URLSearchParams {
  const fields = Object.entries({ ...query, page, pageSize })
  return new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)]))
}
