import type { Domain } from '../model/account.ts'

/**
 * What a written logon name says, in the form in which names are compared.
 *
 * | written                | logonName         | upn                   |
 * |------------------------|-------------------|-----------------------|
 * | `CONTOSO\JSmith`       | `contoso\jsmith`  |                       |
 * | `contoso.test\jsmith`  | `contoso\jsmith`  |                       |
 * | `jsmith@contoso.test`  | `contoso\jsmith`  | `jsmith@contoso.test` |
 * | `jsmith@brand.example` |                   | `jsmith@brand.example`|
 * | `OTHER\jsmith`         | `other\jsmith`    |                       |
 * | `jsmith`, empty        |                   |                       |
 *
 * A UPN in a domain of the forest also says the implicit name (sAMAccountName@dns.domain); the
 * account that carries the UPN itself goes first.
 */
export interface NameKeys {
  readonly logonName?: string
  readonly upn?: string
}

export function nameKeys(name: string, domains: readonly Domain[]): NameKeys {
  const written = fold(name)
  const backslash = written.indexOf('\\')
  if (backslash > 0) return domainForm(written, backslash, domains)
  const at = written.lastIndexOf('@')
  if (at > 0 && at < written.length - 1) return upnForm(written, at, domains)
  return {}
}

/** Case and Unicode composition don't tell names apart. */
export function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase()
}

/** Every way in which a record may spell the same logon name; folded. */
export function spellings(logonName: string, domains: readonly Domain[]): readonly string[] {
  const [prefix = '', name = ''] = fold(logonName).split('\\')
  const domain = domains.find(each => fold(each.netbiosName) === prefix)
  const dns = domain && fold(domain.dnsName)
  return dns ? [`${prefix}\\${name}`, `${dns}\\${name}`, `${name}@${dns}`] : [`${prefix}\\${name}`]
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

function upnForm(written: string, at: number, domains: readonly Domain[]): NameKeys {
  const domain = domains.find(each => fold(each.dnsName) === written.slice(at + 1))
  const upn = written
  return domain
    ? { logonName: `${fold(domain.netbiosName)}\\${written.slice(0, at)}`, upn }
    : { upn }
}
