import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { none } from '../../src/dynamics/auth/none.ts'
import { createOpenLine } from '../../src/dynamics/create-open-line.ts'
import { createOrganization } from '../../src/dynamics/create-organization.ts'
import { webApiBase, type WebApi } from '../../src/dynamics/web-api.ts'
import type { Clock, Log, Organization } from '../../src/ports.ts'

interface Test {
  teardown(end: () => void): void
}

/** A clock that does not wait but remembers how long it should have. */
export function recordingClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = []
  return {
    slept,
    now: () => '2026-01-01T00:00:00.000Z',
    monotonicMs: () => 0,
    sleep: async (ms, signal) => {
      signal.throwIfAborted()
      slept.push(ms)
    }
  }
}

export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = []
  const write = (facts: object, message: string) => {
    lines.push(JSON.stringify({ ...facts, message }))
  }
  return { lines, debug: write, info: write, warn: write, error: write }
}

export const settings = {
  apiVersion: 'v9.1',
  auth: none,
  timeoutMs: 2000,
  pageSize: 2,
  maxConcurrency: 2
}

export function openOrganization(
  t: Test,
  url: string,
  more: { ca?: string; timeoutMs?: number; maxConcurrency?: number; pageSize?: number } = {},
  log: Log = recordingLog()
): Organization {
  const organization = createOrganization({ ...settings, ...more, url }, recordingClock(), log)
  t.teardown(() => void organization.close())
  return organization
}

export function openApi(t: Test, url: string, timeoutMs = 2000) {
  const line = createOpenLine({ timeoutMs })(2)
  t.teardown(() => line.close())
  const clock = recordingClock()
  const log = recordingLog()
  const api: WebApi = { base: webApiBase(url, 'v9.1'), line, pageSize: 2, clock, log }
  return { api, clock, log }
}

/** An address where nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return `http://127.0.0.1:${port}/Contoso`
}

export const never = new AbortController().signal
export const aliceId = '00000000-0000-4000-8000-00000000a11c'
export const aliceEtag = 'W/"4711"'

/** A row of `systemusers` as the Web API gives it. */
export function userRow(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    '@odata.etag': aliceEtag,
    systemuserid: aliceId,
    domainname: 'CONTOSO\\alice',
    fullname: 'Alice Adams',
    firstname: 'Alice',
    lastname: 'Adams',
    internalemailaddress: 'alice@contoso.test',
    employeeid: '42',
    isdisabled: false,
    accessmode: 0,
    isintegrationuser: false,
    setupuser: false,
    applicationid: null,
    createdon: '2020-02-03T04:05:06Z',
    address1_telephone1: '+49 1',
    homephone: null,
    address1_city: 'Köln',
    address1_stateorprovince: null,
    emailrouteraccessapproval: 1,
    ...more
  }
}

/** Each id differs in its last digits. */
export function rowNumber(n: number): Record<string, unknown> {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  return userRow({ systemuserid: id, domainname: `CONTOSO\\user${n}` })
}

/** What a rejection looks like whose detail says this. */
export function unavailableFor(detail: RegExp) {
  return { code: 'organization-unavailable', details: { detail } }
}
