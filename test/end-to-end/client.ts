import { setTimeout } from 'node:timers/promises'
import type { Problem } from '../../src/http/schemas.ts'
import type { Execution, ExecutionUser } from '../../src/model/execution.ts'
import type { Link } from '../../src/model/link.ts'
import type { Plan } from '../../src/model/plan.ts'
import type {
  DetectRequest,
  ExecuteRequest,
  LinkImportResult,
  PlanRequest
} from '../../src/model/requests.ts'
import type { Scan } from '../../src/model/scan.ts'
import type { KeyName, World } from './start-world.ts'

export interface Reply<Body> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

export interface List<Row> {
  readonly value: readonly Row[]
  readonly totalCount: number
  readonly nextLink?: string
}

type Headers_ = Readonly<Record<string, string>>

export type Client = ReturnType<typeof createClient>

/** Calls the API as its callers do: an address, a key and JSON. */
export function createClient(base: string, { secrets }: Pick<World, 'secrets'>) {
  async function send<Body>(
    key: KeyName,
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Headers_ } = {}
  ): Promise<Reply<Body>> {
    const response = await fetch(new URL(path, base), {
      method,
      signal: AbortSignal.timeout(60_000),
      headers: {
        'X-API-Key': secrets.get(key) ?? '',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    const text = await response.text()
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson && text !== '' ? JSON.parse(text) : undefined) as Body
    }
  }
  const get = <Body>(path: string, headers: Headers_ = {}, key: KeyName = 'reader') =>
    send<Body>(key, 'GET', path, { headers })
  const post = <Body>(key: KeyName, path: string, body?: unknown, headers: Headers_ = {}) =>
    send<Body>(key, 'POST', path, { ...(body !== undefined && { body }), headers })

  return {
    base,
    send,
    get,
    post,
    detect: (body: unknown = {}, headers: Headers_ = {}) =>
      post<Scan>('planner', '/v1/detect-mismatch', body, headers),
    plan: (body: PlanRequest) => post<Plan>('planner', '/v1/plan-remap', body),
    approve: ({ planId, digest }: Plan) =>
      post<Plan>('approver', `/v1/plans/${planId}/approve`, { digest }),
    execute: (
      { planId, digest }: Pick<Plan, 'planId' | 'digest'>,
      mode?: ExecuteRequest['mode'],
      headers: Headers_ = {}
    ) =>
      post<Execution>(
        'executor',
        '/v1/execute-remap',
        { planId, digest, ...(mode && { mode }) },
        headers
      ),
    act: (executionId: string, deed: 'pause' | 'resume' | 'cancel' | 'rollback') =>
      post<Execution>('executor', `/v1/executions/${executionId}/${deed}`),
    async execution(executionId: string): Promise<Execution> {
      return (await get<Execution>(`/v1/executions/${executionId}`)).body
    },
    async users(executionId: string): Promise<readonly ExecutionUser[]> {
      const path = `/v1/executions/${executionId}/users?pageSize=1000`
      return (await get<List<ExecutionUser>>(path)).body.value
    },
    importLinks: (links: readonly Link[]) =>
      send<LinkImportResult>('admin', 'PUT', '/v1/links', {
        body: {
          value: links.map(({ systemUserId, objectGuid }) => ({ systemUserId, objectGuid }))
        }
      }),
    /** Polls until `isSettled`, 60 s at most unless told otherwise. */
    async until(
      executionId: string,
      isSettled: (execution: Execution) => boolean = execution => execution.isTerminal,
      timeoutMs = 60_000
    ): Promise<Execution> {
      for (let waited = 0; waited < timeoutMs; waited += 50) {
        const { body } = await get<Execution>(`/v1/executions/${executionId}`)
        if (isSettled(body)) return body
        await setTimeout(50)
      }
      throw new Error(`execution ${executionId} did not settle`)
    },
    /** A scan of everyone, ended. */
    async scan(request: DetectRequest = {}): Promise<Scan> {
      const headers = { Prefer: 'wait=25' }
      return (await post<Scan>('planner', '/v1/detect-mismatch', request, headers)).body
    },
    /** Planned by one, approved by another. */
    async approvedPlan(request: PlanRequest): Promise<Plan> {
      const { body, status, text } = await post<Plan>('planner', '/v1/plan-remap', request)
      if (status !== 201) throw new Error(text)
      return (
        await post<Plan>('approver', `/v1/plans/${body.planId}/approve`, {
          digest: body.digest
        })
      ).body
    },
    /** Every page of a list, by following `nextLink`. */
    async all<Row>(path: string, key: KeyName = 'reader'): Promise<readonly Row[]> {
      const rows: Row[] = []
      for (let next: string | undefined = path; next !== undefined;) {
        const page: Reply<List<Row>> = await get<List<Row>>(next, {}, key)
        rows.push(...page.body.value)
        next = page.body.nextLink
      }
      return rows
    }
  }
}

/** A refusal in short, for comparisons. */
export function refusal({ status, headers, body }: Reply<unknown>) {
  const { code } = (body ?? {}) as Partial<Problem>
  return { status, code, type: headers.get('content-type')?.split(';')[0] }
}
