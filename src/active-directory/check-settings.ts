import { isIP } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { Filter } from 'ldapts'
import { RelinkError } from '../errors.ts'
import { trustedContext } from '../trusted-context.ts'
import { present } from '../model/present.ts'
import { parseUserFilter } from './parse-user-filter.ts'
import { readPassword } from './read-password.ts'

export interface DirectorySettings {
  /** `ldaps://host[:port]` or `ldap://host[:port]`; of those that hold a domain, the first is asked. */
  readonly urls: readonly string[]
  /** Upgrades `ldap://`; needless with `ldaps://`. */
  readonly startTls: boolean
  /** PEM, added to what the system trusts. */
  readonly ca?: string
  /** DN, UPN or `DOMAIN\name`; without it nobody logs on. */
  readonly bindDn?: string
  readonly bindPassword?: string
  /** Where `bindPassword` came from: read again for each connection, since passwords rotate. */
  readonly bindPasswordFile?: string
  /** Empty: every domain that one of the servers holds. */
  readonly baseDns: readonly string[]
  readonly userFilter?: string
  /** How long one connection, or one request on it, may take. */
  readonly timeoutMs: number
  /** At most 1,000: MaxPageSize of Active Directory. */
  readonly pageSize?: number
}

export interface Server {
  readonly url: string
  readonly host: string
  /** `host:port`, for people. */
  readonly name: string
  readonly security: 'ldaps' | 'startTls' | 'none'
}

export interface Credentials {
  readonly dn: string
  readonly password: string
}

/** Settings that can be acted on. */
export interface CheckedSettings {
  readonly servers: readonly Server[]
  readonly secureContext: SecureContext
  /** As whom to log on, now; absent: as nobody. Throws 'directory-unavailable'. */
  readonly credentials?: (signal: AbortSignal) => Promise<Credentials>
  readonly baseDns: readonly string[]
  readonly userFilter?: Filter
  readonly timeoutMs: number
  readonly pageSize: number
}

/** Throws 'invalid-configuration', naming the variable to correct. */
export function checkSettings(settings: DirectorySettings): CheckedSettings {
  if (settings.urls.length === 0) throw invalid('DIRECTORY_URL names no server.')
  return {
    servers: settings.urls.map(url => readServer(url, settings.startTls)),
    secureContext: trustedContext(settings.ca, 'DIRECTORY_CA_FILE'),
    baseDns: settings.baseDns,
    timeoutMs: settings.timeoutMs,
    pageSize: settings.pageSize ?? 1000,
    ...present({
      credentials: readCredentials(settings),
      userFilter: settings.userFilter ? readUserFilter(settings.userFilter) : undefined
    })
  }
}

function readServer(text: string, startTls: boolean): Server {
  const url = URL.parse(text)
  if (!url?.hostname || !['ldap:', 'ldaps:'].includes(url.protocol)) {
    throw invalid('DIRECTORY_URL holds an address that is not ldaps://host or ldap://host.')
  }
  if (url.username || url.password || url.search || !['', '/'].includes(url.pathname)) {
    throw invalid('An address in DIRECTORY_URL is protocol, host and port, nothing else.')
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const security = url.protocol === 'ldaps:' ? 'ldaps' : startTls ? 'startTls' : 'none'
  if (security === 'none' && !isLoopback(host)) {
    throw invalid(`${url.host} would be asked in clear text: use ldaps:// or DIRECTORY_START_TLS.`)
  }
  const port = url.port || (security === 'ldaps' ? '636' : '389')
  return {
    url: `${url.protocol}//${url.hostname}:${port}`,
    host,
    name: `${url.hostname}:${port}`,
    security
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/**
 * A name with an empty password is answered with success and means nobody (RFC 4513 5.1.2):
 * every search would then be empty or refused.
 */
function readCredentials({
  bindDn,
  bindPassword,
  bindPasswordFile
}: DirectorySettings): CheckedSettings['credentials'] {
  if (!bindDn && !bindPassword) return undefined
  if (!bindDn) throw invalid('DIRECTORY_BIND_PASSWORD is set without DIRECTORY_BIND_DN.')
  if (!bindPassword) throw invalid('DIRECTORY_BIND_DN is set without DIRECTORY_BIND_PASSWORD.')
  return async signal => ({
    dn: bindDn,
    password: bindPasswordFile ? await readPassword(bindPasswordFile, signal) : bindPassword
  })
}

function readUserFilter(text: string): Filter {
  try {
    return parseUserFilter(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it cannot be read'
    throw invalid(`DIRECTORY_USER_FILTER is no LDAP filter (RFC 4515): ${reason}`, cause)
  }
}

function invalid(detail: string, cause?: unknown): RelinkError {
  return new RelinkError('invalid-configuration', { detail, ...present({ cause }) })
}
