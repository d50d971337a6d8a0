import * as examples from '../examples/execute.ts'
import { pageOf } from '../examples/names.ts'
import { operation } from '../operation.ts'
import { pageFields, showList, toPage } from '../page.ts'
import { PlaceholderList } from '../schemas.ts'
import { query, type Routes } from './needs.ts'

export const placeholderRoutes: Routes = (app, { service, baseUrl }) => {
  app.get('/v1/placeholders', listPlaceholders, async (request, reply) => {
    const all = await service.listPlaceholders()
    const { offset, limit } = toPage(request.query)
    const rows = all.slice(offset, offset + limit)
    return showList(request, reply, baseUrl(request), { rows, totalCount: all.length })
  })
}

const listPlaceholders = operation({
  id: 'listPlaceholders',
  method: 'GET',
  tag: 'Execute',
  role: 'reader',
  summary: 'List the placeholders',
  description: 'Which are free, leased or unfit, and why.',
  query: query(pageFields),
  answers: {
    200: {
      description: 'A page of placeholders',
      schema: PlaceholderList,
      example: pageOf(examples.placeholder),
      headers: ['Link']
    }
  },
  refusals: ['directory-unavailable', 'organization-unavailable']
})
