import type { Account } from '../../src/model/account.ts'
import type { Link } from '../../src/model/link.ts'
import type { User } from '../../src/model/user.ts'
import { aLink, anAccount, aUser } from './people.ts'

/** What can be changed about somebody, for a test to change. */
export type Draft<Noun> = { -readonly [Key in keyof Noun]: Noun[Key] }

/** Somebody as they were when their record was linked to their account. */
export interface Settler {
  readonly link: 'scanned' | 'imported' | 'unknown'
  readonly form: 'netbios' | 'dns' | 'implicit' | 'upn'
  readonly recordLacks: readonly ('email' | 'employeeId')[]
  readonly accountLacks: readonly ('mail' | 'employeeId' | 'displayName')[]
  readonly isDisabled: boolean
  readonly isProtected: boolean
  /** A second record, left over from before and linked to nothing that is still there. */
  readonly hasSecond: boolean
}

export interface Inhabitant {
  readonly owner: string
  readonly user: Draft<User>
  /** Their account, or the last one that they had. */
  account: Draft<Account>
}

/** A directory and an organization with the truth about both; history changes it. */
export class Town {
  readonly inhabitants: readonly Inhabitant[]
  readonly users: User[] = []
  readonly directory = new Map<string, Draft<Account>>()
  readonly links = new Map<string, Link>()
  /** By objectGUID and by systemuserid: whose it is. */
  readonly owners = new Map<string, string>()
  /** By systemuserid: the account that Dynamics holds for the record. */
  readonly held = new Map<string, string>()
  #next = 100

  constructor(settlers: readonly Settler[]) {
    this.inhabitants = settlers.map((settler, number) => this.#settle(settler, number))
  }

  fresh(): number {
    return this.#next++
  }

  open(account: Draft<Account>, owner: string): void {
    this.directory.set(account.objectGuid, account)
    this.owners.set(account.objectGuid, owner)
  }

  /** As Active Directory would: a name or UPN that another account has is refused. */
  rename(account: Draft<Account>, logonName: string, withUpn: boolean): void {
    const others = [...this.directory.values()].filter(each => each !== account)
    if (others.some(each => each.logonName === logonName)) return
    account.logonName = logonName
    const upn = upnOf(logonName)
    const isTaken = others.some(each => each.userPrincipalName === upn)
    if (withUpn && !isTaken) account.userPrincipalName = upn
  }

  #settle(settler: Settler, number: number): Inhabitant {
    const owner = `person-${number}`
    const account = accountOf(number, settler)
    const user = recordOf(number, settler)
    this.open(account, owner)
    this.users.push(user)
    this.owners.set(user.systemUserId, owner)
    this.held.set(user.systemUserId, account.objectGuid)
    if (settler.link !== 'unknown') {
      this.links.set(user.systemUserId, linkOf(user, account, settler.link === 'scanned'))
    }
    if (settler.hasSecond) this.#addSecond(user, owner)
    return { owner, user, account }
  }

  #addSecond(user: User, owner: string): void {
    const systemUserId = `${user.systemUserId}-before`
    const domainName = `CONTOSO\\before-${systemUserId}`
    this.users.push({ ...user, systemUserId, domainName, isDisabled: true })
    this.owners.set(systemUserId, owner)
  }
}

/** What only one person has. */
export function identityOf(number: number) {
  return {
    mail: `mail${number}@contoso.test`,
    employeeId: `E${number}`,
    displayName: `Family${number}, Given${number}`
  }
}

export function upnOf(logonName: string): string {
  return `${logonName.split('\\')[1] ?? ''}@brand.example`
}

function accountOf(number: number, { accountLacks }: Settler): Draft<Account> {
  const logonName = `CONTOSO\\name${number}`
  const account: Draft<Account> = anAccount({
    ...identityOf(number),
    objectGuid: `guid-${number}`,
    objectSid: `sid-${number}`,
    logonName,
    userPrincipalName: upnOf(logonName)
  })
  for (const attribute of accountLacks) delete account[attribute]
  return account
}

function recordOf(number: number, settler: Settler): Draft<User> {
  const forms = {
    netbios: `Contoso\\NAME${number}`,
    dns: `contoso.test\\name${number}`,
    implicit: `name${number}@contoso.test`,
    upn: `Name${number}@brand.example`
  }
  const user: Draft<User> = aUser({
    systemUserId: `user-${number}`,
    domainName: forms[settler.form],
    fullName: `Given${number} Family${number}`,
    email: `Mail${number}@contoso.test`,
    employeeId: `e${number}`,
    isDisabled: settler.isDisabled,
    accessMode: settler.isProtected ? 3 : 0
  })
  for (const attribute of settler.recordLacks) delete user[attribute]
  return user
}

/** An import has no SID. */
function linkOf(
  { systemUserId }: User,
  { objectGuid, objectSid }: Account,
  withSid: boolean
): Link {
  const { objectSid: _sid, ...link } = aLink({ systemUserId, objectGuid })
  return withSid && objectSid ? { ...link, objectSid } : link
}
