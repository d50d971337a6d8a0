import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { UserRow } from '../user-row.ts'
import { answerRequest, basePath, type ServedOrganization } from './answer-request.ts'
import { iisAnswer, refusalAnswer, unavailableAnswer, type Answer } from './answers.ts'
import { refusal } from './refusals.ts'
import { openUserTable, type AppliedWrite } from './user-table.ts'
import { openUserWriter, type WriteRules } from './write-user.ts'

export interface OrganizationOptions extends Omit<WriteRules, 'callerId'> {
  readonly rows: readonly UserRow[]
  readonly identity: ServedOrganization['identity']
  /** How long each answer takes; writes wait side by side. */
  readonly latencyMs?: number
  readonly ruleErrorStatus?: 400 | 500
  /** What the server believes to be its own origin, as in links it makes; its true one if absent. */
  readonly believedOrigin?: string
  /** Any free port if absent. */
  readonly port?: number
  readonly fault?: (request: FaultRequest) => Fault | undefined
}

export interface FaultRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly path: string
  /** How many requests came so far, this one included. */
  readonly count: number
}

/**
 * | fault | a write is applied | the client gets |
 * |---|---|---|
 * | reset-before | no | a reset connection |
 * | reset-after | yes | a reset connection |
 * | hang | no | nothing, ever |
 * | unavailable | no | 503 in HTML |
 * | html-500 | no | 500 in HTML |
 * | unauthorized | no | 401 in HTML |
 * | throttled | no | 429, to be asked again in a second |
 * | closed | no | 503, to be asked again in a second |
 * | truncate | yes | half an answer, then a reset |
 */
export type Fault =
  | 'reset-before'
  | 'reset-after'
  | 'hang'
  | 'unavailable'
  | 'html-500'
  | 'unauthorized'
  | 'throttled'
  | 'closed'
  | 'truncate'

export interface StartedOrganization {
  /** The organization's URL, path included, without a slash at the end. */
  readonly url: string
  /** Live. */
  readonly rows: readonly UserRow[]
  /** Every applied write, in order. */
  readonly writes: readonly AppliedWrite[]
  /** Somebody else changes a record, past all rules. */
  readonly change: (row: UserRow, changes: Partial<UserRow>) => void
  /** Ends at once: open connections, hanging ones included, are destroyed. */
  close(): Promise<void>
}

/** An imitation Dynamics organization at `/Contoso` on a loopback socket. */
export async function startOrganization(
  options: OrganizationOptions
): Promise<StartedOrganization> {
  const table = openUserTable(options.rows)
  const rules = { ...options, callerId: options.identity.callerId }
  const write = openUserWriter(table, rules)
  const server = createServer()
  await listen(server, options.port ?? 0)
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const organization: ServedOrganization = {
    table,
    write,
    identity: options.identity,
    optimisticConcurrency: options.optimisticConcurrency ?? true,
    ruleErrorStatus: options.ruleErrorStatus ?? 400,
    baseUrl: `${options.believedOrigin ?? origin}${basePath}`
  }
  server.on('request', requestListener(organization, options))
  return {
    url: `${origin}/Contoso`,
    rows: table.rows,
    writes: table.writes,
    change: (row, changes) => table.change(row, changes),
    close: () => close(server)
  }
}

type Server = ReturnType<typeof createServer>

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error === undefined ? resolve() : reject(error)))
    server.closeAllConnections()
  })
}

function requestListener(organization: ServedOrganization, options: OrganizationOptions) {
  let count = 0
  return (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: path = '' } = request
    const fault = options.fault?.({ method, path, count: (count += 1) })
    serve(organization, options, request, response, fault).catch(() => response.destroy())
  }
}

async function serve(
  organization: ServedOrganization,
  { latencyMs = 0 }: OrganizationOptions,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined
): Promise<void> {
  if (fault === 'hang') return
  if (fault === 'reset-before') return reset(request)
  const body = await readBody(request)
  if (latencyMs > 0) await sleep(latencyMs)
  const answer = faultAnswer(fault) ?? (await answerBody(organization, request, body))
  if (fault === 'reset-after') return reset(request)
  if (fault === 'truncate') return truncate(request, response, answer)
  response.writeHead(answer.status, answer.headers).end(answer.body)
}

function reset({ socket }: IncomingMessage): void {
  socket.resetAndDestroy()
}

/** Undefined for a fault of the connection. */
export function faultAnswer(fault: Fault | undefined): Answer | undefined {
  switch (fault) {
    case 'unavailable':
      return unavailableAnswer()
    case 'html-500':
      return iisAnswer(500, 0, 'Internal Server Error')
    case 'unauthorized':
      return iisAnswer(401, 1, 'Unauthorized')
    case 'throttled':
      return inASecond(iisAnswer(429, 0, 'Too Many Requests'))
    case 'closed':
      return inASecond(unavailableAnswer())
    case 'reset-before':
    case 'reset-after':
    case 'hang':
    case 'truncate':
    case undefined:
      return undefined
  }
}

function inASecond(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'Retry-After': '1' } }
}

const maxBodyBytes = 1024 * 1024

/** Undefined for a body that is too large; it is read to its end all the same. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= maxBodyBytes) chunks.push(chunk)
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8')
}

async function answerBody(
  organization: ServedOrganization,
  request: IncomingMessage,
  body: string | undefined
): Promise<Answer> {
  if (body === undefined) return refusalAnswer(refusal('RequestLengthTooLarge'))
  const { method = '', url: target = '' } = request
  return answerRequest(organization, { method, target, headers: singleHeaders(request), body })
}

function singleHeaders({ headers }: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

/** Promises the whole body and sends half of it. */
function truncate(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body)
  if (body.length === 0) return reset(request)
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': body.length })
  response.write(body.subarray(0, body.length / 2), () => reset(request))
}
