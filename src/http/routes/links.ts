import { Type } from 'typebox'
import { LinkImport, LinkImportResult } from '../../model/requests.ts'
import { ref } from '../../model/schema.ts'
import * as examples from '../examples/rest.ts'
import { pageOf } from '../examples/names.ts'
import type { Door } from '../context.ts'
import { operation } from '../operation.ts'
import { pageFields, showList, toFilter, toPage } from '../page.ts'
import { acceptRows, leaveRowsAlone } from '../rows/accept-rows.ts'
import { readRows } from '../rows/read-rows.ts'
import { LinkCsv, LinkList, LinkNdjson } from '../schemas.ts'
import { toUtc } from '../to-utc.ts'
import { EqualsId, equalsOneOf, query, type Routes } from './needs.ts'

const tag = 'Link baseline'

export const linkRoutes: Routes = (app, { service, baseUrl }) => {
  app.get('/v1/links', listLinks, async (request, reply) => {
    const listed = await service.listLinks(toFilter(request.query), toPage(request.query))
    return showList(request, reply, baseUrl(request), listed)
  })

  void app.register(async (scope: Door) => {
    acceptRows(scope)
    const checked = { ...importLinks, validatorCompiler: leaveRowsAlone(app) }
    scope.put('/v1/links', checked, async ({ caller, headers, query, body }) => {
      const exportedAt = query.exportedAt && toUtc('exportedAt', query.exportedAt)
      return service.importLinks(caller, await readRows(headers['content-type'], body), exportedAt)
    })
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
  description:
    `All rows are taken, or none: then there is an entry in \`errors\` for each bad row, of
1,000 at most. Fields and columns are named in any case of letters; \`ActiveDirectoryGuid\` means
\`objectGuid\`. GUIDs may be in capitals and in braces. As many rows as fit into 1 MiB, some 13,000
in CSV; send a longer list in parts.`.replaceAll('\n', ' '),
  query: query({
    exportedAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description:
          'When the list left the database. It then replaces what this service wrote and read back before; without it, it does not.'
      })
    )
  }),
  body: {
    schema: ref(LinkImport),
    example: examples.linkImport,
    texts: {
      'text/csv': { schema: LinkCsv, example: examples.linkCsv },
      'application/x-ndjson': { schema: LinkNdjson, example: examples.linkNdjson }
    }
  },
  answers: {
    200: {
      description: 'What the import changed',
      schema: LinkImportResult,
      example: examples.linkImportResult
    }
  },
  refusals: ['invalid-rows', 'link-conflict', 'directory-unavailable']
})
