import { ResultCodeError } from 'ldapts'
import { ConnectionLost } from './create-line.ts'
import { TimedOut } from './end-in-time.ts'

/** What went wrong and what to do, in plain words; never the server's text, never credentials. */
export interface Fault {
  readonly explanation: string
  /** Whether the same may succeed later, or on another server, with nothing changed. */
  readonly isPassing: boolean
}

export function explainFault(error: unknown): Fault {
  if (error instanceof ResultCodeError) return explainResult(error)
  const code = codeOf(error)
  const explanation =
    network[code] ?? tls[code] ?? (isTls(code) ? untrusted : undefined) ?? explainConnection(error)
  return { explanation, isPassing: true }
}

const network: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name is not known. Check DIRECTORY_URL and the DNS of this machine',
  EAI_AGAIN: 'the host name cannot be looked up. Check the DNS of this machine',
  ECONNREFUSED: 'nothing listens there. Check host and port of DIRECTORY_URL',
  EHOSTUNREACH: 'the host cannot be reached. Check the network and the firewall',
  ENETUNREACH: 'the network cannot be reached. Check the network and the firewall',
  ETIMEDOUT: 'the host does not answer. Check the network and the firewall',
  ECONNRESET:
    'the connection was reset. Check that ldaps:// names a TLS port (636) and ldap:// another (389)'
}

const untrusted =
  'its certificate is not trusted. Put the certificate of its authority into DIRECTORY_CA_FILE'

const tls: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it on the domain controller',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet. Check the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another host name. Use the name in the certificate in DIRECTORY_URL',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'it does not speak TLS there. Check that ldaps:// names a TLS port (636)',
  ERR_SSL_PACKET_LENGTH_TOO_LONG:
    'it does not speak TLS there. Check that ldaps:// names a TLS port (636)',
  EPROTO: 'it does not speak TLS there. Check that ldaps:// names a TLS port (636)'
}

/** How OpenSSL names the ways in which a chain does not end at a trusted certificate. */
function isTls(code: string): boolean {
  return /CERT|ISSUER|SIGNATURE|^ERR_TLS|^ERR_SSL/.test(code)
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

function explainConnection(error: unknown): string {
  if (error instanceof TimedOut) {
    return 'it did not answer in time. Check its load and the network, or allow more time'
  }
  if (error instanceof ConnectionLost) return 'the connection was lost'
  return 'the connection failed'
}

/** Result codes: RFC 4511 4.1.9, and what Active Directory means by them. */
function explainResult(error: ResultCodeError): Fault {
  const explanation = results[error.code] ?? `it answered with LDAP result ${error.code}`
  return {
    explanation: error.code === 49 ? explainBind(error.message) : explanation,
    isPassing: error.code === 51 || error.code === 52
  }
}

const results: Readonly<Record<number, string>> = {
  1: 'it wants a log-on first. Set DIRECTORY_BIND_DN and DIRECTORY_BIND_PASSWORD',
  3: 'the search took longer than the server allows. Narrow DIRECTORY_BASE_DN',
  4: 'it cut the answer off at its size limit, so people would be missing. Raise MaxPageSize there',
  8: 'it wants an encrypted connection. Use ldaps:// or set DIRECTORY_START_TLS',
  10: 'it refers to another server. Name one of that domain in DIRECTORY_URL',
  11: 'the search met an administrative limit of the server. Narrow DIRECTORY_BASE_DN',
  13: 'it wants an encrypted connection. Use ldaps:// or set DIRECTORY_START_TLS',
  32: 'there is no such place in the directory. Check DIRECTORY_BASE_DN and the other DNs',
  34: 'a distinguished name is malformed. Check DIRECTORY_BASE_DN and the other DNs',
  50: 'the account of DIRECTORY_BIND_DN may not read that. Grant it read access',
  51: 'it is too busy',
  52: 'it is not available now',
  53: 'it refuses that. If StartTLS was asked for, use ldaps://'
}

/** The code after `data` in the answer to a bind, in hexadecimal ([MS-ERREF] 2.2). */
function explainBind(message: string): string {
  const data = /\bdata ([0-9a-f]+)/i.exec(message)?.[1]?.toLowerCase() ?? ''
  return binds[data] ?? binds['52e'] ?? ''
}

const binds: Readonly<Record<string, string>> = {
  '525': 'it does not know the account of DIRECTORY_BIND_DN. Correct the name',
  '52e': 'it refuses the log-on. Correct DIRECTORY_BIND_DN or DIRECTORY_BIND_PASSWORD',
  '530': 'the account of DIRECTORY_BIND_DN may not log on at this time. Change its logon hours',
  '531': 'the account of DIRECTORY_BIND_DN may not log on from here. Change its workstations',
  '532': 'the password of DIRECTORY_BIND_DN has expired. Set a new one',
  '533': 'the account of DIRECTORY_BIND_DN is disabled. Enable it',
  '701': 'the account of DIRECTORY_BIND_DN has expired. Extend it',
  '773': 'the password of DIRECTORY_BIND_DN must be changed first. Set a new one',
  '775': 'the account of DIRECTORY_BIND_DN is locked out. Unlock it'
}
