import type { Account, AccountKeys, Domain } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { User } from '../model/user.ts'
import { fold, nameKeys } from './logon-name.ts'

/** Accounts by everything they are asked for; built once, read by every comparison. */
export interface AccountIndex {
  withGuid(guid: string): Account | undefined
  /** Who has it now (`objectSid`); else the only one who had it (`sIDHistory`). */
  withSid(sid: string): Account | undefined
  /** The account that a record's logon name leads to. */
  named(name: string): Account | undefined
  /** The accounts that share an employee id or an address with this person. */
  alike(user: User): readonly Account[]
}

export function indexAccounts(
  accounts: Iterable<Account>,
  domains: readonly Domain[]
): AccountIndex {
  const byGuid = new Map([...accounts].map(account => [account.objectGuid, account]))
  const bySid = new Map<string, Account>()
  const byFormerSid = new Map<string, Account[]>()
  const byLogonName = new Map<string, Account>()
  const byUpn = new Map<string, Account[]>()
  const byAttribute = new Map<string, Account[]>()
  for (const account of byGuid.values()) {
    if (account.objectSid) bySid.set(account.objectSid, account)
    for (const sid of account.sidHistory) push(byFormerSid, sid, account)
    byLogonName.set(fold(account.logonName), account)
    if (account.userPrincipalName) push(byUpn, fold(account.userPrincipalName), account)
    for (const key of attributeKeys(account)) push(byAttribute, key, account)
  }
  return {
    withGuid: guid => byGuid.get(guid),
    withSid: sid => bySid.get(sid) ?? onlyOne(byFormerSid.get(sid)),
    named(name) {
      const { logonName, upn } = nameKeys(name, domains)
      return onlyOne(byUpn.get(upn ?? '')) ?? byLogonName.get(logonName ?? '')
    },
    alike(user) {
      const found = personKeys(user).flatMap(key => byAttribute.get(key) ?? [])
      return [...new Set(found)]
    }
  }
}

/** What two accounts carry leads to neither: nobody is remapped by the luck of the order. */
function onlyOne(accounts: readonly Account[] | undefined): Account | undefined {
  return accounts?.length === 1 ? accounts[0] : undefined
}

/** Everything that these users and links could lead to. */
export function keysOf(
  users: readonly User[],
  links: readonly Link[],
  domains: readonly Domain[]
): AccountKeys {
  const names = users.map(user => nameKeys(user.domainName, domains))
  return {
    guids: new Set(links.map(link => link.objectGuid)),
    sids: new Set(links.flatMap(link => link.objectSid ?? [])),
    logonNames: new Set(names.flatMap(name => name.logonName ?? [])),
    addresses: new Set([
      ...names.flatMap(name => name.upn ?? []),
      ...users.flatMap(user => (user.email ? fold(user.email) : []))
    ]),
    employeeIds: new Set(users.flatMap(user => (user.employeeId ? fold(user.employeeId) : [])))
  }
}

/** Whether any key fits: what a scan keeps of a directory that it streams. */
export function isWanted(account: Account, keys: AccountKeys): boolean {
  return (
    keys.guids.has(account.objectGuid) ||
    keys.logonNames.has(fold(account.logonName)) ||
    sids(account).some(sid => keys.sids.has(sid)) ||
    addresses(account).some(address => keys.addresses.has(address)) ||
    (account.employeeId !== undefined && keys.employeeIds.has(fold(account.employeeId)))
  )
}

/** Mail and proxy addresses, folded: an old address often survives a rename. */
export function mailAddresses(account: Account): readonly string[] {
  return [account.mail ?? [], account.proxyAddresses].flat().map(fold)
}

function addresses(account: Account): readonly string[] {
  const upn = account.userPrincipalName
  return upn ? [...mailAddresses(account), fold(upn)] : mailAddresses(account)
}

function sids(account: Account): readonly string[] {
  return account.objectSid ? [account.objectSid, ...account.sidHistory] : account.sidHistory
}

function attributeKeys(account: Account): readonly string[] {
  const keys = [...new Set(addresses(account))].map(address => `address:${address}`)
  return account.employeeId ? [...keys, `employee:${fold(account.employeeId)}`] : keys
}

function personKeys(user: User): readonly string[] {
  return [
    ...(user.email ? [`address:${fold(user.email)}`] : []),
    ...(user.employeeId ? [`employee:${fold(user.employeeId)}`] : [])
  ]
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
