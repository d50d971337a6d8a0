import type { Test } from 'tap'
import { Refused, type Refusal } from '../../../src/sandbox/organization/refusals.ts'
import {
  startOrganization,
  type OrganizationOptions
} from '../../../src/sandbox/organization/start-organization.ts'
import type { ResolvedAccount, UserRow } from '../../../src/sandbox/user-row.ts'

export const callerId = id(99)

export const identity = {
  organizationId: '0a1b2c3d-0000-4000-8000-000000000001',
  callerId,
  version: '9.1.25.13'
}

/** With letters, so that case shows: `c0ffee00-0000-4000-8000-0000000000nn`. */
export function id(number: number): string {
  return `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function guid(number: number): string {
  return id(number).replace('-8000-', '-9000-')
}

export function rowOf(number: number, fields: Partial<UserRow> = {}): UserRow {
  return {
    systemuserid: id(number),
    domainname: `CONTOSO\\user${number}`,
    activedirectoryguid: guid(number),
    fullname: `First${number} Last${number}`,
    firstname: `First${number}`,
    lastname: `Last${number}`,
    internalemailaddress: `user${number}@contoso.test`,
    employeeid: null,
    isdisabled: false,
    accessmode: 0,
    isintegrationuser: false,
    setupuser: false,
    applicationid: null,
    address1_telephone1: null,
    homephone: null,
    address1_city: null,
    address1_stateorprovince: null,
    emailrouteraccessapproval: 1,
    createdon: '2020-01-02T03:04:05Z',
    modifiedon: '2020-01-02T03:04:05Z',
    versionnumber: 1000 + number,
    ...fields
  }
}

/** A directory of fixed accounts: logon name, lower case → GUID number. */
export function resolverOf(accounts: Readonly<Record<string, number>>, disabled: string[] = []) {
  const names = new Map(Object.entries(accounts))
  return async (name: string): Promise<ResolvedAccount | undefined> => {
    const number = names.get(name.toLowerCase())
    if (number === undefined) return undefined
    const isEnabled = !disabled.includes(name.toLowerCase())
    return { objectGuid: guid(number), logonName: name, isEnabled }
  }
}

/** What a reader of requests refuses with. */
export function refusalOf(read: () => unknown): Refusal | undefined {
  try {
    read()
  } catch (error) {
    return error instanceof Refused ? error.refusal : undefined
  }
}

export const nobody = resolverOf({})

/** Starts an organization for one test; `ask` sends a request below its Web API base. */
export async function contoso(t: Test, options: Partial<OrganizationOptions> = {}) {
  const organization = await startOrganization({
    rows: [rowOf(1), rowOf(2), rowOf(3)],
    resolveName: nobody,
    identity,
    ...options
  })
  t.teardown(() => organization.close())
  const base = `${organization.url}/api/data/v9.1/`
  const ask = (path: string, init: RequestInit = {}) => request(base + path, init)
  const patch = (number: number, changes: object, headers: Record<string, string> = {}) =>
    ask(`systemusers(${id(number)})`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'If-Match': '*', ...headers },
      body: JSON.stringify(changes)
    })
  return { ...organization, base, ask, patch }
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; `{}` if it is none. */
  readonly json: Record<string, unknown>
  readonly value: readonly Record<string, unknown>[]
  readonly error: { readonly code?: string; readonly message?: string }
}

export async function request(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { signal: AbortSignal.timeout(4000), ...init })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  const json = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>
  const value = (json.value ?? []) as Record<string, unknown>[]
  const error = (json.error ?? {}) as Reply['error']
  return { status: response.status, headers: response.headers, text, json, value, error }
}
