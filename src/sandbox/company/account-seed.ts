import type { DirectoryDomain, SeedEntry } from '../ldap/directory-tree.ts'
import { rdnOf } from '../ldap/dn.ts'
import { contoso, emea } from './domains.ts'
import { fixedId } from './fixed-id.ts'
import type { AccountNow, Person } from './person.ts'

/** A person's place in the company; it decides the numbers. */
export type Numbered = Person & { readonly number: number }

type Living = Exclude<AccountNow, 'gone'>

/** The account as it is now; none for an account that is gone. */
export function accountSeed(person: Numbered): SeedEntry[] {
  const now = person.account ?? {}
  if (now === 'gone') return []
  const domain = now.isMovedToEmea === true ? emea : contoso
  const surname = now.surname ?? person.surname
  const commonName = now.commonName ?? `${person.givenName} ${person.surname}`
  return [
    {
      dn: `${rdnOf('CN', commonName)},OU=Staff,${domain.distinguishedName}`,
      ...identity(person, now),
      // Nobody logs on as them: the sandbox keeps no passwords of people.
      password: fixedId('password', person.name),
      attributes: {
        objectClass: 'user',
        sAMAccountName: now.name ?? person.name,
        userPrincipalName: `${now.name ?? person.name}@${domain.dnsName}`,
        userAccountControl: now.isDisabled === true ? '514' : '512',
        displayName: `${person.givenName} ${surname}`,
        givenName: person.givenName,
        sn: surname,
        ...(person.title === undefined ? {} : { title: person.title }),
        ...(person.city === undefined ? {} : { l: person.city }),
        ...keys(person, now)
      }
    }
  ]
}

function identity(person: Numbered, now: Living): Omit<SeedEntry, 'dn' | 'attributes'> {
  if (now.isRecreated === true) {
    return {
      objectGuid: fixedId('account', person.name, 'again', now.name ?? ''),
      relativeId: 3_000 + person.number,
      whenCreated: new Date(now.whenCreated ?? '2026-02-16T09:30:00Z')
    }
  }
  const moved = { sidHistory: [originalSid(person)], relativeId: 5_000 + person.number }
  const whenCreated = new Date(Date.UTC(2017, person.number % 12, 1 + (person.number % 28), 8))
  const renamed = { count: 1, lastAt: new Date(Date.UTC(2026, 1, 2 + (person.number % 20), 9)) }
  return {
    objectGuid: originalGuid(person),
    relativeId: 1_100 + person.number,
    whenCreated,
    logonNameChanges: now.name === undefined ? { count: 0, lastAt: whenCreated } : renamed,
    ...(now.isMovedToEmea === true ? moved : {})
  }
}

/** The GUID of the account that the record was linked to, whatever has become of it. */
export function originalGuid({ name }: Person): string {
  return fixedId('account', name)
}

export function originalSid({ number }: Numbered, domain: DirectoryDomain = contoso): string {
  return `${domain.sid}-${1_100 + number}`
}

/** What tells a person apart from others: their number, and every address they ever had. */
function keys(person: Numbered, now: Living): Record<string, string | string[]> {
  const mail = addressOf(person, now.surname)
  const former = addressOf(person)
  const addresses = [`SMTP:${mail}`, ...(former === mail ? [] : [`smtp:${former}`])]
  return {
    ...(now.lacks?.includes('employeeID') === true ? {} : { employeeID: employeeIdOf(person) }),
    ...(now.lacks?.includes('mail') === true ? {} : { mail, proxyAddresses: addresses })
  }
}

export function employeeIdOf({ employeeId, number }: Numbered): string {
  return employeeId ?? `E${1_000 + number}`
}

/** `Søren Østergård` receives mail as `soren.ostergard`; who has no Latin name, by logon name. */
export function addressOf(person: Person, surname: string = person.surname): string {
  const latin = `${ascii(person.givenName)}.${ascii(surname)}`
  return `${latin === '.' ? person.name : latin}@contoso.test`
}

const undecomposed: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', ß: 'ss', ı: 'i' }

function ascii(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[øłßı]/gu, letter => undecomposed[letter] ?? '')
  return plain.normalize('NFKD').replaceAll(/[^a-z0-9-]/gu, '')
}
