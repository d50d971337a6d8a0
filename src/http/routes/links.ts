import { LinkImport, LinkImportResult } from '../../model/requests.ts'
import { ref } from '../../model/schema.ts'
import * as examples from '../examples/rest.ts'
import { pageOf } from '../examples/names.ts'
import { operation } from '../operation.ts'
import { pageFields, showList, toFilter, toPage } from '../page.ts'
import { LinkList } from '../schemas.ts'
import { EqualsId, equalsOneOf, query, type Routes } from './needs.ts'

const tag = 'Link baseline'

export const linkRoutes: Routes = (app, { service, baseUrl }) => {
  app.get('/v1/links', listLinks, async (request, reply) => {
    const listed = await service.listLinks(toFilter(request.query), toPage(request.query))
    return showList(request, reply, baseUrl(request), listed)
  })

  app.put('/v1/links', importLinks, async request => {
    return service.importLinks(request.caller, request.body.value)
  })
}

const listLinks = operation({
  id: 'listLinks',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'List the proven links',
  description: 'Which account each user record is bound to, and how that is known.',
  query: query({
    ...pageFields,
    systemUserId: EqualsId,
    source: equalsOneOf(['scan', 'map', 'import'])
  }),
  answers: {
    200: {
      description: 'A page of links',
      schema: LinkList,
      example: pageOf(examples.link),
      headers: ['Link']
    }
  }
})

const importLinks = operation({
  id: 'importLinks',
  method: 'PUT',
  tag,
  role: 'admin',
  summary: 'Import links',
  description: 'All rows are taken, or none: then there is one entry in `errors` for each bad row.',
  body: { schema: ref(LinkImport), example: examples.linkImport },
  answers: {
    200: {
      description: 'What the import changed',
      schema: LinkImportResult,
      example: examples.linkImportResult
    }
  },
  refusals: ['link-conflict']
})
