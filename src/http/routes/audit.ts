import { Type, type Static } from 'typebox'
import { AuditVerification } from '../../model/audit-verification.ts'
import { present } from '../../model/present.ts'
import * as examples from '../examples/rest.ts'
import { pageOf } from '../examples/names.ts'
import { operation } from '../operation.ts'
import { pageFields, showList, toFilter, toPage } from '../page.ts'
import { AuditRowList } from '../schemas.ts'
import { toUtc } from '../to-utc.ts'
import { Equals, query, type Routes } from './needs.ts'

const tag = 'Audit'

export const auditRoutes: Routes = (app, { service, baseUrl }) => {
  app.get('/v1/audit', listAudit, async (request, reply) => {
    const listed = await service.listAudit(toAuditFilter(request.query), toPage(request.query))
    return showList(request, reply, baseUrl(request), listed)
  })

  app.get('/v1/audit/verify', verifyAudit, async () => service.verifyAudit())
}

const auditQuery = query({
  ...pageFields,
  actor: Equals,
  action: Equals,
  target: Equals,
  changeNumber: Equals,
  since: Type.Optional(Type.String({ format: 'date-time', description: 'Inclusive' })),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Exclusive' }))
})

const listAudit = operation({
  id: 'listAudit',
  method: 'GET',
  tag,
  role: 'auditor',
  summary: 'Read the trail',
  description: 'Who did what for whom, newest last.',
  query: auditQuery,
  answers: {
    200: {
      description: 'A page of rows',
      schema: AuditRowList,
      example: pageOf(examples.auditRow),
      headers: ['Link']
    }
  }
})

const verifyAudit = operation({
  id: 'verifyAudit',
  method: 'GET',
  tag,
  role: 'auditor',
  summary: 'Check the hash chain of the trail',
  description: 'Reads every row; names the first that does not fit.',
  answers: {
    200: {
      description: 'Whether the chain holds',
      schema: AuditVerification,
      example: examples.auditVerification
    }
  }
})

function toAuditFilter({ since, until, ...query }: Static<typeof auditQuery>) {
  return present({
    ...toFilter(query),
    since: since && toUtc('since', since),
    until: until && toUtc('until', until)
  })
}
