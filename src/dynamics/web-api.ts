import type { Clock, Log } from '../ports.ts'
import type { Line } from './line.ts'

/** What every deed of this room works with. */
export interface WebApi {
  /** `https://server/ORG/api/data/v9.1/`, with the slash. */
  readonly base: URL
  readonly line: Line
  readonly pageSize: number
  readonly clock: Clock
  readonly log: Log
}

/** CE docs: "Compose HTTP requests and handle errors". */
export const odataHeaders = {
  accept: 'application/json',
  'odata-version': '4.0',
  'odata-maxversion': '4.0'
} as const

/**
 * Appends to the organization's path: `new URL('api/…', 'https://server/ORG')` would lose `/ORG`.
 * Query, fragment and credentials of the organization URL are left behind.
 */
export function webApiBase(organizationUrl: string, apiVersion: string): URL {
  const { origin, pathname } = new URL(organizationUrl)
  return new URL(`${origin}${pathname.replace(/\/+$/, '')}/api/data/${apiVersion}/`)
}

/** `path` is already percent-encoded. */
export function webApiUrl(base: URL, path: string): URL {
  return new URL(`${base.href}${path}`)
}

export function recordUrl(base: URL, systemUserId: string, attributes: readonly string[]): URL {
  return webApiUrl(base, `systemusers(${systemUserId})?$select=${attributes.join(',')}`)
}
