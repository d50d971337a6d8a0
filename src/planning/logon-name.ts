import type { Domain } from '../model/account.ts'
import { accountNameFault } from './logon-name-fault.ts'

/**
 * What a written logon name says, in the form in which names are compared.
 *
 * | written                | logonName         | upn                    |                             |
 * |------------------------|-------------------|------------------------|-----------------------------|
 * | `CONTOSO\JSmith`       | `contoso\jsmith`  |                        |                             |
 * | `contoso.test\jsmith`  | `contoso\jsmith`  |                        |                             |
 * | `OTHER\jsmith`         | `other\jsmith`    |                        | no domain of the forest     |
 * | `CONTOSO\j@smith`      | `contoso\j@smith` |                        | literally: Samba has such   |
 * | `jsmith@contoso.test`  | `contoso\jsmith`  | `jsmith@contoso.test`  | the implicit name as well   |
 * | `j+smith@contoso.test` |                   | `j+smith@contoso.test` | no account is called `j+…`  |
 * | `jsmith@brand.example` |                   | `jsmith@brand.example` |                             |
 * | `jsmith`, empty        |                   |                        | leads nowhere               |
 *
 * A UPN in a domain of the forest also says the implicit name (sAMAccountName@dns.domain) where an
 * account can have it; the account that carries the UPN itself goes first.
 */
export interface NameKeys {
  readonly logonName?: string
  readonly upn?: string
}

export function nameKeys(name: string, domains: readonly Domain[]): NameKeys {
  const written = fold(name)
  const backslash = written.indexOf('\\')
  if (backslash > 0) return domainForm(written, backslash, domains)
  return isUpn(written) ? upnForm(written, domains) : {}
}

/** The name, folded, where it is a UPN in form. */
export function upnOf(name: string): string | undefined {
  const written = fold(name)
  return isUpn(written) ? written : undefined
}

function isUpn(written: string): boolean {
  const at = written.lastIndexOf('@')
  return at > 0 && at < written.length - 1 && written.indexOf('\\') <= 0
}

/**
 * Surrounding blanks, case and Unicode composition don't tell names apart. Accents and widths do,
 * although Active Directory finds `müller` by `muller` (KB 938447): what matches too little asks a
 * person, what matches too much hands out somebody else's account. So a full-width `＼` is no
 * separator either. Lower case comes before composition, or `J̌` would fold twice.
 */
export function fold(text: string): string {
  const lower = text.trim().toLowerCase()
  return isAscii.test(lower) ? lower : lower.normalize('NFC').replaceAll('ς', 'σ')
}

// oxlint-disable-next-line no-control-regex
const isAscii = /^[\u0000-\u007f]*$/

/** Whether two texts are one name. */
export function isSame(a: string, b: string): boolean {
  return a === b || fold(a) === fold(b)
}

/** Every way in which a record may spell the same logon name; folded. */
export function spellings(logonName: string, domains: readonly Domain[]): readonly string[] {
  const [prefix = '', name = ''] = fold(logonName).split('\\')
  const hasImplicit = accountNameFault(name) === undefined
  const byDns = domains
    .filter(each => fold(each.netbiosName) === prefix)
    .map(each => fold(each.dnsName))
    .flatMap(dns => [`${dns}\\${name}`, ...(hasImplicit ? [`${name}@${dns}`] : [])])
  return [`${prefix}\\${name}`, ...byDns]
}

/** One key for a record's name, whatever its form; a name without a domain is its own key. */
export function recordNameKey(name: string, domains: readonly Domain[]): string {
  const { logonName, upn } = nameKeys(name, domains)
  return logonName ?? upn ?? fold(name)
}

export function domainOf(logonName: string): string {
  return fold(logonName.split('\\')[0] ?? '')
}

function domainForm(written: string, backslash: number, domains: readonly Domain[]): NameKeys {
  const prefix = written.slice(0, backslash)
  const name = written.slice(backslash + 1)
  if (name === '') return {}
  const domain = domains.find(each => fold(each.dnsName) === prefix)
  return { logonName: `${domain ? fold(domain.netbiosName) : prefix}\\${name}` }
}

function upnForm(upn: string, domains: readonly Domain[]): NameKeys {
  const at = upn.lastIndexOf('@')
  const name = upn.slice(0, at)
  const domain = domains.find(each => fold(each.dnsName) === upn.slice(at + 1))
  return domain && !accountNameFault(name)
    ? { logonName: `${fold(domain.netbiosName)}\\${name}`, upn }
    : { upn }
}
