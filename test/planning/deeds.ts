import type { Account } from '../../src/model/account.ts'
import { anAccount } from './people.ts'
import { identityOf, upnOf, type Draft, type Inhabitant, type Town } from './town.ts'

export const placeholder = anAccount({
  objectGuid: 'guid-park',
  objectSid: 'sid-park',
  logonName: 'CONTOSO\\park',
  userPrincipalName: 'park@contoso.test'
})

/** `both`: the fuller of two ways in which it happens. */
type Deed = (town: Town, one: Inhabitant, other: Inhabitant, both: boolean) => void

/**
 * What happens to accounts. A hand-over, a successor's SID, a wrong link and a namesake leave a
 * trace: without any nobody could know of them.
 */
export const deeds = {
  renamed(town, { account }, _other, both) {
    town.rename(account, freshName(town), both)
  },

  /** Through a third name, as Active Directory demands; among three it is a cycle. */
  swapped(town, one, other, both) {
    const [first, second] = [one.account.logonName, other.account.logonName]
    town.rename(one.account, freshName(town), both)
    town.rename(other.account, first, both)
    town.rename(one.account, second, both)
  },

  /** The name of somebody who was renamed, or who has left, is a newcomer's. */
  recycled(town, { account }, _other, both) {
    const { logonName } = account
    if (both) town.rename(account, freshName(town), true)
    else town.directory.delete(account.objectGuid)
    hire(town, logonName, { ...identityOf(town.fresh()) })
  },

  recycledInSilence(town, { account }) {
    const { logonName } = account
    town.rename(account, freshName(town), true)
    hire(town, logonName, {})
  },

  deleted(town, { account }) {
    town.directory.delete(account.objectGuid)
  },

  recreated(town, one, _other, both) {
    town.directory.delete(one.account.objectGuid)
    const again = { ...one.account, ...another(town), sidHistory: [] }
    replace(town, one, both ? again : { ...again, logonName: freshName(town) })
  },

  /** Within the forest: the GUID stays. */
  moved(town, { account }) {
    const { objectSid = '', logonName } = account
    account.sidHistory = [...account.sidHistory, objectSid]
    account.objectSid = `sid-${town.fresh()}`
    town.rename(account, logonName.replace('CONTOSO', 'SALES'), false)
  },

  /** From another forest: only the SID tells. */
  migrated(town, one, _other, both) {
    const { objectSid = '', objectGuid, logonName } = one.account
    town.directory.delete(objectGuid)
    const name = both ? logonName : `SALES\\name${town.fresh()}`
    replace(town, one, {
      ...one.account,
      ...another(town),
      sidHistory: [objectSid],
      logonName: name
    })
  },

  handedOn(town, { user, account }, _other, both) {
    if (!user.employeeId && !user.email) return
    const number = town.fresh()
    Object.assign(account, identityOf(number), { proxyAddresses: [] })
    town.owners.set(account.objectGuid, `person-${number}`)
    if (both) town.rename(account, `CONTOSO\\name${number}`, true)
  },

  /** The SID of somebody who has left opens old files to a colleague. */
  inherited(town, { account }, other) {
    if (!other.account.displayName || other.account === account) return
    town.directory.delete(account.objectGuid)
    other.account.sidHistory = [...other.account.sidHistory, account.objectSid ?? '']
  },

  /** The mail of somebody who has left goes to a colleague. */
  forwarded(town, { user, account }, other) {
    if (!other.account.displayName || other.account === account || !user.email) return
    town.directory.delete(account.objectGuid)
    other.account.proxyAddresses = [...other.account.proxyAddresses, user.email]
  },

  wronglyLinked(town, { user }, other) {
    const { objectGuid, employeeId } = other.account
    const isTaken = [...town.links.values()].some(link => link.objectGuid === objectGuid)
    const link = town.links.get(user.systemUserId)
    if (!link || isTaken || !user.employeeId || !employeeId) return
    const { objectSid: _sid, ...wrong } = link
    town.links.set(user.systemUserId, { ...wrong, objectGuid })
  },

  /** Two accounts of one person, the second for administration. */
  doubled(town, one, _other, both) {
    const { sidHistory: _sids, ...same } = one.account
    const second = { ...same, ...another(town), sidHistory: [], logonName: freshName(town) }
    if (!both) second.whenCreated = same.whenCreated
    add(town, second, town.owners.get(same.objectGuid) ?? one.owner)
  },

  /** Of the same name, with the mail address and perhaps the logon name of one who has left. */
  namesake(town, { user, account }, _other, both) {
    if (both && town.links.has(user.systemUserId) && !user.employeeId) return
    town.directory.delete(account.objectGuid)
    const name = both ? account.logonName : freshName(town)
    const { employeeId } = identityOf(town.fresh())
    hire(town, name, { mail: user.email ?? '', displayName: user.fullName, employeeId })
  },

  married(town, { account }, _other, both) {
    const { mail, displayName } = account
    const { mail: newMail } = identityOf(town.fresh())
    if (mail) Object.assign(account, { mail: newMail, proxyAddresses: [newMail, mail] })
    if (displayName) account.displayName = `${displayName.split(' ')[1]} Married${town.fresh()}`
    if (both) town.rename(account, freshName(town), true)
  },

  switchedOff(_town, { account }) {
    account.isEnabled = false
  },

  parked(town, { user }) {
    if (town.directory.has(placeholder.objectGuid)) return
    town.open({ ...placeholder }, 'nobody')
    town.held.set(user.systemUserId, placeholder.objectGuid)
    user.domainName = placeholder.logonName
  }
} satisfies Record<string, Deed>

function freshName(town: Town): string {
  return `CONTOSO\\name${town.fresh()}`
}

/** GUID, SID and age of an account that is made now. */
function another(town: Town) {
  const number = town.fresh()
  return {
    objectGuid: `guid-${number}`,
    objectSid: `sid-${number}`,
    whenCreated: '2025-01-01T00:00:00.000Z'
  }
}

function hire(town: Town, logonName: string, person: Partial<Account>): void {
  const isTaken = [...town.directory.values()].some(each => each.logonName === logonName)
  const name = isTaken ? freshName(town) : logonName
  const account = anAccount({ ...another(town), ...person, logonName: name })
  add(town, account, `newcomer-${account.objectGuid}`)
}

/** The same person's account from now on. */
function replace(town: Town, one: Inhabitant, account: Draft<Account>): void {
  const owner = town.owners.get(one.account.objectGuid) ?? one.owner
  one.account = account
  const isTaken = [...town.directory.values()].some(each => each.logonName === account.logonName)
  if (isTaken) account.logonName = freshName(town)
  add(town, account, owner)
}

/** With the UPN that goes with its name, if that is free. */
function add(town: Town, account: Draft<Account>, owner: string): void {
  const upn = upnOf(account.logonName)
  const isTaken = [...town.directory.values()].some(each => each.userPrincipalName === upn)
  if (isTaken) delete account.userPrincipalName
  else account.userPrincipalName = upn
  town.open(account, owner)
}
