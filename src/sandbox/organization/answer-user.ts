import type { UserRow } from '../user-row.ts'
import type { Request, ServedOrganization } from './answer-request.ts'
import { appliedHeader, contextOf } from './answer-users.ts'
import { json, noContent, refusalAnswer, routingAnswer, type Answer } from './answers.ts'
import { readChanges } from './read-changes.ts'
import { readPreferences } from './read-preferences.ts'
import { readQuery, type Query } from './read-query.ts'
import { refusal, refuse, type Refusal } from './refusals.ts'
import { representUser } from './represent-user.ts'
import { etagOf } from './write-user.ts'

/** GET reads one user, PATCH writes one. Throws Refused. */
export async function answerUser(
  organization: ServedOrganization,
  request: Request,
  key: string,
  queryString: string
): Promise<Answer> {
  const systemuserid = readKey(key)
  const query = readSingleQuery(queryString)
  if (request.method === 'PATCH') return patchUser(organization, request, systemuserid, query)
  const row = organization.table.find(systemuserid)
  return row === undefined
    ? refusalAnswer(doesNotExist(systemuserid))
    : userAnswer(organization, query, row, {})
}

function readKey(key: string): string {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(key)) return key.toLowerCase()
  refuse('CrmHttpError')
}

function readSingleQuery(queryString: string): Query {
  const query = readQuery(queryString)
  const { filter, orderBy, top, count, skipToken } = query
  const hasOthers = [filter, orderBy[0], top, skipToken].some(option => option !== undefined)
  if (!hasOthers && !count) return query
  refuse(
    'InvalidQuery',
    'The requested resource is not a collection. Query options $filter, $orderby, $count, $skip, and $top can be applied only on collections.'
  )
}

function doesNotExist(systemuserid: string): Refusal {
  return refusal('ObjectDoesNotExist', `systemuser With Id = ${systemuserid} Does Not Exist`)
}

function userAnswer(
  organization: ServedOrganization,
  query: Query,
  row: UserRow,
  headers: Readonly<Record<string, string>>
): Answer {
  const content = {
    '@odata.context': `${contextOf(organization, query)}/$entity`,
    ...representUser(row, query.select)
  }
  return json(200, content, { ETag: etagOf(row), ...headers })
}

async function patchUser(
  organization: ServedOrganization,
  request: Request,
  systemuserid: string,
  query: Query
): Promise<Answer> {
  const { headers } = request
  if (!/^application\/json($|;)/i.test(headers['content-type'] ?? '')) return unsupported(headers)
  const answer = await organization.write({
    systemuserid,
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
    changes: readChanges(request.body)
  })
  if (answer.kind === 'refused') return refusedBy(organization, answer.refusal)
  const preferences = readPreferences(headers.prefer)
  const entityId = { 'OData-EntityId': `${organization.baseUrl}systemusers(${systemuserid})` }
  return preferences.returnsRepresentation
    ? userAnswer(organization, query, answer.row, { ...entityId, ...appliedHeader(preferences) })
    : noContent(entityId)
}

function unsupported(headers: Request['headers']): Answer {
  const type = headers['content-type'] ?? 'application/octet-stream'
  const message = `The request entity's media type '${type}' is not supported for this resource.`
  return routingAnswer(415, message)
}

function refusedBy({ ruleErrorStatus }: ServedOrganization, refused: Refusal): Answer {
  const status = refused.status === 400 ? ruleErrorStatus : refused.status
  return refusalAnswer({ ...refused, status })
}
