import type { DirectoryDomain } from './directory-tree.ts'
import { accountDisabled, firstText, isUser, passwordNotRequired, type Entry } from './entry.ts'
import { refusals, success, type Result } from './result.ts'
import { attributeSchema, comparable, type Value } from './schema.ts'

/** Who else is found by a name that the entry wants. */
export interface NameHolders {
  readonly byLogonName: (domain: DirectoryDomain, name: string) => Entry | undefined
  readonly byPrincipalName: (name: string) => Entry | undefined
}

/** Whether the entry may stand in the directory as it is. */
export function checkEntry(
  entry: Entry,
  domain: DirectoryDomain | undefined,
  holders: NameHolders
): Result {
  const values = checkValues(entry)
  if (values.code !== 0 || domain === undefined) return values
  const names = checkNames(entry, domain, holders)
  return names.code === 0 ? checkPassword(entry) : names
}

function checkValues(entry: Entry): Result {
  if (!entry.attributes.has('objectclass')) return refusals.missingClass
  for (const [key, values] of entry.attributes) {
    const result = checkAttribute(key, values)
    if (result.code !== 0) return result
  }
  return success
}

function checkAttribute(key: string, values: readonly Value[]): Result {
  const schema = attributeSchema(key)
  if (schema === undefined) return refusals.unknownAttribute
  if (schema.isSingle && values.length > 1) return refusals.singleValue
  const isValid = (value: Value) =>
    value.length > 0 && comparable(schema.syntax, value) !== undefined
  // A password travels over an encrypted connection only ([MS-ADTS] 3.1.1.3.1.5.1): this is none.
  if (schema.name === 'unicodePwd') return refusals.unwilling
  return values.every(isValid) ? success : refusals.invalidValue
}

/**
 * The logon name is unique in its domain, the user principal name in the forest. The implicit
 * `sAMAccountName@dns.domain` counts: it logs on as well as the explicit one ([MS-ADTS] 5.1.1.1.1).
 */
function checkNames(entry: Entry, domain: DirectoryDomain, holders: NameHolders): Result {
  const logonName = firstText(entry, 'sAMAccountName')
  if (logonName === undefined) return isUser(entry) ? refusals.missingClass : success
  if (!isLogonName(logonName, isUser(entry))) return refusals.invalidLogonName
  const isOther = (holder: Entry | undefined) =>
    holder !== undefined && guidOf(holder) !== guidOf(entry)
  if (isOther(holders.byLogonName(domain, logonName))) return refusals.logonNameTaken
  const principalNames = principalNamesOf(entry, domain)
  return principalNames.some(name => isOther(holders.byPrincipalName(name)))
    ? refusals.principalNameTaken
    : success
}

/** At most 20 characters for a user, and none that a path would misread ([MS-SAMR] 3.1.1.6). */
function isLogonName(name: string, isOfUser: boolean): boolean {
  const isShort = name.length <= (isOfUser ? 20 : 256)
  return isShort && !/["/\\[\]:;|=,+*?<>\p{Cc}]|\.$/u.test(name)
}

function guidOf(entry: Entry): string | undefined {
  const guid = entry.attributes.get('objectguid')?.[0]
  return guid && comparable('binary', guid)
}

/** Under which principal names a user is found; computers and groups have none. */
export function principalNamesOf(entry: Entry, domain: DirectoryDomain): string[] {
  const logonName = firstText(entry, 'sAMAccountName')
  if (!isUser(entry) || logonName === undefined) return []
  const explicit = firstText(entry, 'userPrincipalName')
  const implicit = `${logonName}@${domain.dnsName}`
  return explicit === undefined ? [implicit] : [explicit, implicit]
}

/** An enabled account needs a password, unless its flags say otherwise. */
function checkPassword(entry: Entry): Result {
  if (!isUser(entry)) return success
  const flags = Number(firstText(entry, 'userAccountControl') ?? '0')
  const isExcused = (flags & (accountDisabled | passwordNotRequired)) !== 0
  return isExcused || entry.password !== undefined ? success : refusals.passwordRefused
}
