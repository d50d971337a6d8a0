import { outcome, replacing, type DeedOutcome } from './deed-outcome.ts'
import type { DirectoryTree } from './directory-tree.ts'
import { firstText, type Entry } from './entry.ts'
import { findAccount } from './find-account.ts'
import type { Change } from './request.ts'
import { asText } from './schema.ts'
import { domainOf } from './view-account.ts'

export interface Renaming {
  /** The new sAMAccountName, without a domain. */
  readonly newName: string
  /** The new last name, where a wedding is behind it. */
  readonly surname?: string
}

/**
 * Gives an account a new logon name, user principal name and mail address. It stays the same
 * account: GUID and SID stay, and the old address goes on receiving mail as a proxy address.
 */
export function renameAccount(
  tree: DirectoryTree,
  logonName: string,
  renaming: Renaming
): DeedOutcome {
  const entry = findAccount(tree, logonName)
  if (entry === undefined) return { kind: 'account-not-found' }
  const changes = [
    ...nameChanges(tree, entry, renaming.newName),
    ...mailChanges(entry, renaming.newName),
    ...surnameChanges(entry, renaming.surname)
  ]
  return outcome(tree, tree.modify(entry.dn, changes), entry.key)
}

/** Both logon names at once, as an administrator does: one alone could collide. */
export function nameChanges(tree: DirectoryTree, entry: Entry, newName: string): Change[] {
  const principalName = firstText(entry, 'userPrincipalName')
  const suffix = principalName?.split('@').at(-1) ?? domainOf(tree, entry).dnsName
  return [
    replacing('sAMAccountName', newName),
    replacing('userPrincipalName', `${newName}@${suffix}`)
  ]
}

function mailChanges(entry: Entry, newName: string): Change[] {
  const old = firstText(entry, 'mail')
  if (old === undefined) return []
  const mail = `${newName}@${old.split('@').at(-1)}`
  const others = (entry.attributes.get('proxyaddresses') ?? [])
    .map(asText)
    .filter(address => ![old, mail].includes(address.replace(/^smtp:/iu, '')))
  const secondary = others.map(address => address.replace(/^SMTP:/u, 'smtp:'))
  return [
    replacing('mail', mail),
    replacing('proxyAddresses', `SMTP:${mail}`, `smtp:${old}`, ...secondary)
  ]
}

function surnameChanges(entry: Entry, surname: string | undefined): Change[] {
  if (surname === undefined) return []
  const displayName = [firstText(entry, 'givenName'), surname].filter(Boolean).join(' ')
  return [replacing('sn', surname), replacing('displayName', displayName)]
}
