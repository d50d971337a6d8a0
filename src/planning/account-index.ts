import type { Account, AccountKeys, Domain } from '../model/account.ts'
import type { Link } from '../model/link.ts'
import type { User } from '../model/user.ts'
import { groupAccounts } from './group-accounts.ts'
import { fold, nameKeys, recordNameKey } from './logon-name.ts'

/**
 * Accounts by everything they are asked for; built once, read by every comparison. What two accounts
 * carry leads to neither: nobody is remapped by the luck of the order.
 */
export interface AccountIndex {
  withGuid(guid: string): Account | undefined
  /** Who has it now (`objectSid`); else the only one who had it (`sIDHistory`). */
  withSid(sid: string): Account | undefined
  /** The account that a record's logon name leads to. */
  named(name: string): Account | undefined
  /** One form per logon name: that of the account that it leads to, else what it says itself. */
  readonly keyOf: (name: string) => string
  /** Those that it could lead to; more than one where names fold to the same. */
  allNamed(name: string): readonly Account[]
  /**
   * The accounts that share an employee id or an address with this person, in the order of their
   * names. `upn`: the record's name, where it is one more address of the person.
   */
  alike(user: User, upn?: string): readonly Account[]
}

export function indexAccounts(
  accounts: Iterable<Account>,
  domains: readonly Domain[]
): AccountIndex {
  const byGuid = new Map<string, Account>()
  for (const account of accounts) byGuid.set(account.objectGuid, account)
  const groups = groupAll(byGuid.values())
  const shared = groups.employeeId.sharedByMore(mostSharers)
  if (shared.length > 0) return indexAccounts(withOwnIds([...byGuid.values()], shared), domains)
  const namesakes = (name: string) => {
    const { logonName = '', upn = '' } = nameKeys(name, domains)
    const carriers = groups.address.all(upn).filter(account => carries(account, upn))
    return carriers.length > 0 ? carriers : groups.logonName.all(logonName)
  }
  return {
    withGuid: guid => byGuid.get(guid),
    withSid: sid => groups.sid.only(sid) ?? groups.formerSid.only(sid),
    named: name => onlyOne(namesakes(name)),
    keyOf(name) {
      const account = onlyOne(namesakes(name))
      return account ? fold(account.logonName) : recordNameKey(name, domains)
    },
    allNamed: namesakes,
    alike(user, upn) {
      const found = [
        ...few(groups.address.all(fold(user.email ?? ''))),
        ...few(groups.address.all(upn ?? '')),
        ...few(groups.employeeId.all(fold(user.employeeId ?? '')))
      ]
      return found.length < 2 ? found : [...new Set(found)].toSorted(byName)
    }
  }
}

function groupAll(accounts: Iterable<Account>) {
  const groups = {
    sid: groupAccounts(),
    formerSid: groupAccounts(),
    logonName: groupAccounts(),
    address: groupAccounts(),
    employeeId: groupAccounts()
  }
  for (const account of accounts) {
    const { objectSid, employeeId } = account
    if (objectSid) groups.sid.add(objectSid, account)
    for (const sid of account.sidHistory) groups.formerSid.add(sid, account)
    groups.logonName.add(fold(account.logonName), account)
    for (const address of addressesOf(account)) groups.address.add(address, account)
    if (employeeId) groups.employeeId.add(fold(employeeId), account)
  }
  return groups
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
      ...users.flatMap(user => fold(user.email ?? '') || [])
    ]),
    employeeIds: new Set(users.flatMap(user => fold(user.employeeId ?? '') || []))
  }
}

/** Whether any key fits: what a scan keeps of a directory that it streams. */
export function isWanted(account: Account, keys: AccountKeys): boolean {
  return (
    keys.guids.has(account.objectGuid) ||
    keys.logonNames.has(fold(account.logonName)) ||
    sidsOf(account).some(sid => keys.sids.has(sid)) ||
    addressesOf(account).some(address => keys.addresses.has(address)) ||
    (account.employeeId !== undefined && keys.employeeIds.has(fold(account.employeeId)))
  )
}

/** Mail and proxy addresses, as the directory spells them: an old one often survives a rename. */
export function mailAddresses({ mail, proxyAddresses }: Account): readonly string[] {
  return mail === undefined ? proxyAddresses : [mail, ...proxyAddresses]
}

/** All that mail could be sent to, the user principal name included; folded, each once. */
export function addressesOf(account: Account): readonly string[] {
  const addresses: string[] = []
  for (const address of [...mailAddresses(account), account.userPrincipalName ?? '']) {
    const folded = fold(address)
    if (folded !== '' && !addresses.includes(folded)) addresses.push(folded)
  }
  return addresses
}

function carries({ userPrincipalName = '' }: Account, upn: string): boolean {
  return fold(userPrincipalName) === upn
}

function sidsOf({ objectSid, sidHistory }: Account): readonly string[] {
  return objectSid === undefined ? sidHistory : [objectSid, ...sidHistory]
}

function onlyOne(accounts: readonly Account[]): Account | undefined {
  return accounts.length === 1 ? accounts[0] : undefined
}

/** What many share (the employee id of all externals, an address of a team) identifies nobody. */
function few(accounts: readonly Account[]): readonly Account[] {
  return accounts.length <= mostSharers ? accounts : []
}

const mostSharers = 10

/** The employee ids of these accounts that identify somebody; folded. */
export function employeeIdsOfFew(accounts: readonly Account[]): ReadonlySet<string> {
  const sharers = Map.groupBy(accounts, account => fold(account.employeeId ?? ''))
  sharers.delete('')
  return new Set([...sharers].flatMap(([id, all]) => (few(all).length > 0 ? id : [])))
}

/** Without the employee ids that many share: they must not count as agreement either. */
function withOwnIds(accounts: readonly Account[], shared: readonly Account[]): readonly Account[] {
  const isShared = new Set(shared)
  return accounts.map(account => (isShared.has(account) ? withoutId(account) : account))
}

function withoutId({ employeeId: _shared, ...account }: Account): Account {
  return account
}

function byName(a: Account, b: Account): number {
  const [first, second] = [a, b].map(each => `${each.logonName} ${each.objectGuid}`)
  return (first ?? '') < (second ?? '') ? -1 : 1
}
