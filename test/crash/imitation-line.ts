import type { Exchange, Line, Request } from '../../src/dynamics/line.ts'
import {
  answerRequest,
  basePath,
  type ServedOrganization
} from '../../src/sandbox/organization/answer-request.ts'
import { faultAnswer } from '../../src/sandbox/organization/start-organization.ts'
import { openUserTable } from '../../src/sandbox/organization/user-table.ts'
import { openUserWriter } from '../../src/sandbox/organization/write-user.ts'
import type { Town } from './town.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Those of the imitation organization; 'late': reset, and the write is applied long after. */
export const lineFaults = [
  'reset-before',
  'reset-after',
  'late',
  'unavailable',
  'html-500',
  'unauthorized',
  'throttled'
] as const
export type LineFault = (typeof lineFaults)[number]

/** A process, as the organization sees it. */
export interface Caller {
  isDead: boolean
  /** What it sent and has not arrived never will. */
  isSentLost: boolean
}

const latencyMs = 20
const lateMs = 700

export type ImitatedOrganization = ReturnType<typeof imitateOrganization>

/** The imitation organization without its socket: a line to it for each process, on virtual time. */
export function imitateOrganization(town: Town, clock: VirtualClock) {
  const table = openUserTable(town.users, clock.now)
  const guids = new Map(
    town.entries.map(({ attributes, objectGuid }) => [
      `contoso\\${String(attributes['sAMAccountName']).toLowerCase()}`,
      objectGuid
    ])
  )
  const served: ServedOrganization = {
    table,
    write: openUserWriter(table, {
      callerId: town.callerId,
      resolveName: async logonName => {
        const objectGuid = guids.get(logonName.toLowerCase())
        return objectGuid === undefined ? undefined : { objectGuid, logonName, isEnabled: true }
      }
    }),
    identity: { organizationId: town.organizationId, callerId: town.callerId, version: '9.1.0.0' },
    optimisticConcurrency: true,
    ruleErrorStatus: 400,
    baseUrl: `http://crm.test${basePath}`
  }
  const asked = new Set<string>()
  const written = new Set<string>()
  const faults: LineFault[] = []
  let isDownUntil = 0

  function nextFault({ url }: Request): LineFault | undefined {
    if (clock.now().getTime() < isDownUntil) return 'unavailable'
    return url.pathname.includes('/systemusers(') ? faults.shift() : undefined
  }

  function note({ method, url }: Request): void {
    const id = /\/systemusers\(([^)]+)\)/.exec(decodeURIComponent(url.pathname))?.[1]
    if (id === undefined) return
    if (method === 'PATCH') written.add(id)
    else asked.delete(id)
    asked.add(id)
  }

  async function answer(caller: Caller, request: Request): Promise<Exchange> {
    note(request)
    const fault = nextFault(request)
    await clock.sleep(served, latencyMs / 2)
    if (caller.isSentLost || fault === 'reset-before') return lost
    if (fault === 'late') {
      void clock.sleep(served, lateMs).then(() => answerRequest(served, asServed(request)))
      return lost
    }
    const given = faultAnswer(fault) ?? (await answerRequest(served, asServed(request)))
    await clock.sleep(served, latencyMs / 2)
    return fault === 'reset-after' ? lost : toExchange(given)
  }

  return {
    table,
    /** Whose record was read, the last one last; and to whose a write was sent. */
    asked,
    written,
    failNext: (fault: LineFault, count: number) =>
      void faults.push(...Array.from({ length: count }, () => fault)),
    failFor: (ms: number) => void (isDownUntil = clock.now().getTime() + ms),
    recover(): void {
      faults.length = 0
      isDownUntil = 0
    },
    lineOf: (caller: Caller): Line => ({
      async send(request, signal) {
        signal.throwIfAborted()
        const { promise, resolve, reject } = Promise.withResolvers<Exchange>()
        signal.addEventListener('abort', () => reject(signal.reason as Error))
        void answer(caller, request).then(exchange => caller.isDead || resolve(exchange), reject)
        return promise
      },
      close: () => {}
    })
  }
}

const lost: Exchange = { kind: 'no-answer', isUnsent: false, code: 'ECONNRESET' }

function asServed({ method, url, headers, body = '' }: Request) {
  return { method, target: `${url.pathname}${url.search}`, headers, body }
}

function toExchange({
  status,
  headers,
  body
}: Awaited<ReturnType<typeof answerRequest>>): Exchange {
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return {
    kind: 'answer',
    status,
    headers: Object.fromEntries(lowerCase) as Record<string, string>,
    body: new TextEncoder().encode(body)
  }
}
