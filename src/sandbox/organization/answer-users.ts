import type { Request, ServedOrganization } from './answer-request.ts'
import { json, refusalAnswer, type Answer } from './answers.ts'
import { readChanges } from './read-changes.ts'
import { readPreferences, type Preferences } from './read-preferences.ts'
import { readQuery, type Query } from './read-query.ts'
import { representUser } from './represent-user.ts'
import { maxPageSize, selectUsers, type SelectedUsers } from './select-users.ts'
import { refuseCreation } from './write-user.ts'

/** GET lists a page of users; POST would create one, and never does here. Throws Refused. */
export function answerUsers(
  organization: ServedOrganization,
  request: Request,
  queryString: string
): Answer {
  if (request.method === 'POST') return refusalAnswer(refuseCreation(readChanges(request.body)))
  const preferences = readPreferences(request.headers.prefer)
  const query = readQuery(queryString)
  const page = selectUsers(
    organization.table.rows,
    limitedBy(preferences, query),
    preferences.pageSize
  )
  const content = {
    '@odata.context': contextOf(organization, query),
    ...countOf(query, page, preferences),
    value: page.rows.map(row => representUser(row, query.select)),
    ...(page.skipToken !== undefined && {
      '@odata.nextLink': nextLink(organization, queryString, page.skipToken)
    })
  }
  return json(200, content, appliedHeader(preferences))
}

/** PA docs, "Limit the number of rows": with odata.maxpagesize, `$top` is ignored. */
function limitedBy({ isPaged }: Preferences, query: Query): Query {
  const { top, ...rest } = query
  return isPaged || top === undefined ? rest : query
}

export function contextOf({ baseUrl }: ServedOrganization, { select }: Query): string {
  return `${baseUrl}$metadata#systemusers${select === undefined ? '' : `(${select.join(',')})`}`
}

/** `$count` stops at 5,000; whether there are more is told only to who asks for the annotation. */
function countOf({ count }: Query, { total }: SelectedUsers, { annotatesCount }: Preferences) {
  if (!count) return {}
  const limitExceeded = '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'
  return {
    '@odata.count': Math.min(total, maxPageSize),
    ...(annotatesCount && { [limitExceeded]: total > maxPageSize })
  }
}

/** Absolute, under the name the server has for itself, and encoded already. */
function nextLink({ baseUrl }: ServedOrganization, queryString: string, skipToken: string): string {
  const kept = queryString.split('&').filter(pair => pair !== '' && !isSkipToken(pair))
  return `${baseUrl}systemusers?${[...kept, `$skiptoken=${encodeURIComponent(skipToken)}`].join('&')}`
}

function isSkipToken(pair: string): boolean {
  return /^(\$|%24)skiptoken=/.test(pair)
}

export function appliedHeader({ applied }: Preferences): Readonly<Record<string, string>> {
  return applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') }
}
