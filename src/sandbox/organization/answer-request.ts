import type { OrganizationIdentity } from '../../model/user.ts'
import { answerFunction } from './answer-function.ts'
import { answerUser } from './answer-user.ts'
import { answerUsers } from './answer-users.ts'
import { iisAnswer, json, refusalAnswer, routingAnswer, type Answer } from './answers.ts'
import { refusal, Refused } from './refusals.ts'
import type { UserTable } from './user-table.ts'
import type { UserWrite, WriteAnswer } from './write-user.ts'

/** One organization, apart from its socket. */
export interface ServedOrganization {
  readonly table: UserTable
  readonly write: (write: UserWrite) => Promise<WriteAnswer>
  readonly identity: Pick<OrganizationIdentity, 'organizationId' | 'callerId' | 'version'>
  readonly optimisticConcurrency: boolean
  /** Status of what the rules refuse: 400 in newer builds, 500 in v8 and v9.0. */
  readonly ruleErrorStatus: 400 | 500
  /** Absolute, with a slash at the end; what the server believes of itself. */
  readonly baseUrl: string
}

export interface Request {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

export const basePath = '/Contoso/api/data/v9.1/'

/** IIS defaults (learn.microsoft.com, requestLimits). */
const maxQueryBytes = 2048
const maxUrlBytes = 4096

/** From IIS through ASP.NET to the Web API; whatever is refused on the way has its own shape. */
export async function answerRequest(
  organization: ServedOrganization,
  request: Request
): Promise<Answer> {
  const { path, query } = splitTarget(request.target)
  if (path.length > maxUrlBytes) return iisAnswer(404, 14, 'URL Too Long')
  if (query.length > maxQueryBytes) return iisAnswer(404, 15, 'Query String Too Long')
  const segment = segmentOf(path)
  if (segment === undefined) return iisAnswer(404, 0, 'Not Found')
  try {
    return await answerSegment(organization, request, segment, query)
  } catch (error) {
    if (error instanceof Refused) return refusalAnswer(error.refusal)
    return refusalAnswer(refusal('UnExpected'))
  }
}

function splitTarget(target: string): { path: string; query: string } {
  const [path = '', ...query] = target.split('?')
  return { path, query: query.join('?') }
}

/** What follows the base; IIS does not mind the case of what precedes it. */
function segmentOf(path: string): string | undefined {
  const rooted = `${path}${path.length === basePath.length - 1 ? '/' : ''}`
  if (!rooted.toLowerCase().startsWith(basePath.toLowerCase())) return undefined
  try {
    return decodeURIComponent(rooted.slice(basePath.length))
  } catch {
    return undefined
  }
}

async function answerSegment(
  organization: ServedOrganization,
  request: Request,
  segment: string,
  query: string
): Promise<Answer> {
  const key = /^systemusers\((.*)\)$/.exec(segment)?.[1]
  const allowed = key === undefined ? ['GET', 'POST'] : ['GET', 'PATCH']
  const isUsers = segment === 'systemusers' || key !== undefined
  if (!(isUsers ? allowed : ['GET']).includes(request.method)) return wrongMethod(request)
  if (key !== undefined) return answerUser(organization, request, key, query)
  if (isUsers) return answerUsers(organization, request, query)
  if (segment === '') return serviceDocument(organization)
  return answerFunction(organization, segment, query)
}

function wrongMethod({ method }: Request): Answer {
  return routingAnswer(405, `The requested resource does not support http method '${method}'.`)
}

function serviceDocument({ baseUrl }: ServedOrganization): Answer {
  const users = { name: 'systemusers', kind: 'EntitySet', url: 'systemusers' }
  return json(200, { '@odata.context': `${baseUrl}$metadata`, value: [users] })
}
