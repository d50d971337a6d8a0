import { RelinkError } from '../errors.ts'
import type { OrganizationIdentity } from '../model/user.ts'
import { expectJson } from './expect-json.ts'
import { isGuid } from './is-guid.ts'
import { isOnline } from './is-online.ts'
import type { Exchange } from './line.ts'
import { parseJson, type JsonObject } from './parse-json.ts'
import { read } from './read.ts'
import { webApiUrl, type WebApi } from './web-api.ts'

/** Who answers, as whom we are known there, and whether it can be written to without harm. */
export async function identify(api: WebApi, signal: AbortSignal): Promise<OrganizationIdentity> {
  const who = expectJson(await read(api, webApiUrl(api.base, 'WhoAmI()'), signal))
  const organizationId = guidOf(who, 'OrganizationId')
  const callerId = guidOf(who, 'UserId')
  const version = await readVersion(api, signal)
  const { checksVersions, tracksChanges } = await readFlags(api, signal)
  // Each probe of readiness asks: a line each time would be noise at info.
  api.log.debug(
    { organizationId, version, checksVersions, tracksChanges },
    'organization identified'
  )
  if (checksVersions === false) throw unguarded()
  return { organizationId, callerId, version, isOnline: isOnline(api.base) }
}

function guidOf(who: JsonObject, name: string): string {
  const value = who[name]
  if (isGuid(value)) return value.toLowerCase()
  throw new RelinkError('organization-unavailable', {
    detail: `Dynamics did not say who we are there (WhoAmI gave no ${name}): check DYNAMICS_URL.`
  })
}

/** Not everybody may ask, and not every server knows the question. */
async function readVersion(api: WebApi, signal: AbortSignal): Promise<string> {
  const exchange = await read(api, webApiUrl(api.base, 'RetrieveVersion()'), signal)
  if (exchange.kind === 'answer' && [403, 404].includes(exchange.status)) return 'unknown'
  const version = expectJson(exchange)['Version']
  return typeof version === 'string' ? version : 'unknown'
}

interface Flags {
  readonly checksVersions: boolean | undefined
  readonly tracksChanges: boolean | undefined
}

async function readFlags(api: WebApi, signal: AbortSignal): Promise<Flags> {
  const path =
    "EntityDefinitions(LogicalName='systemuser')?$select=IsOptimisticConcurrencyEnabled,ChangeTrackingEnabled"
  const flags = bodyOf(await read(api, webApiUrl(api.base, path), signal))
  return {
    checksVersions: flag(flags['IsOptimisticConcurrencyEnabled']),
    tracksChanges: flag(flags['ChangeTrackingEnabled'])
  }
}

/** Empty when the flags can't be read: then the first write will tell. */
function bodyOf(exchange: Exchange): JsonObject {
  const isDone = exchange.kind === 'answer' && exchange.status === 200
  return (isDone ? parseJson(exchange.body) : undefined) ?? {}
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function unguarded(): RelinkError {
  return new RelinkError('organization-unavailable', {
    detail:
      'Dynamics does not check record versions of users (IsOptimisticConcurrencyEnabled is false for systemuser). ' +
      'Without that check a change made meanwhile by somebody else could be overwritten unseen: have it enabled.'
  })
}
