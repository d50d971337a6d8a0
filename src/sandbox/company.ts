import type { Link } from '../model/link.ts'
import { accountSeed, originalGuid, originalSid, type Numbered } from './company/account-seed.ts'
import { cases } from './company/cases.ts'
import { contoso, emea } from './company/domains.ts'
import { fixedId } from './company/fixed-id.ts'
import type { Case, Person } from './company/person.ts'
import {
  groups,
  keeper,
  placeholderNames,
  placeholderUnit,
  protectedGroupDn,
  reader,
  serviceSeeds,
  units
} from './company/service-seeds.ts'
import { callerId, specialUsers } from './company/special-users.ts'
import { staff } from './company/staff.ts'
import { userId, userRecord } from './company/user-record.ts'
import type { DirectoryDomain, SeedEntry } from './ldap/directory-tree.ts'
import type { UserRow } from './user-row.ts'

export interface Company {
  readonly domains: readonly [DirectoryDomain, ...DirectoryDomain[]]
  /** What `createDirectory` takes. */
  readonly entries: readonly SeedEntry[]
  readonly users: UserRow[]
  /** The link baseline as it was proven before anything happened. */
  readonly links: readonly Link[]
  readonly placeholders: readonly string[]
  readonly placeholderUnit: string
  readonly protectedUsers: readonly string[]
  readonly protectedGroupDn: string
  readonly callerId: string
  readonly organizationId: string
  readonly reader: typeof reader
  readonly keeper: typeof keeper
  readonly expectations: readonly Expectation[]
}

/** What a full scan must say of a record, and why. */
export interface Expectation {
  readonly systemUserId: string
  readonly fullName: string
  readonly isLinkKnown: boolean
  readonly kind: Exclude<Case['kinds'][number], 'noRecord'>
  readonly story: string
}

/**
 * A small company in which everything has happened once: made anew at each call, and the same each
 * time, ids included. What happened to whom stands in `company/cases.ts`.
 */
export function company(): Company {
  const people = [...staff, ...cases.flatMap(each => each.people)].map(
    (person, number): Numbered => ({ ...person, number })
  )
  return {
    domains: [contoso, emea],
    entries: [...units, ...serviceSeeds, ...people.flatMap(accountSeed), ...groups],
    users: [...specialUsers.map(row => ({ ...row })), ...people.flatMap(userRecord)],
    links: people.filter(({ isLinkKnown }) => isLinkKnown === true).map(linkOf),
    placeholders: placeholderNames.map(name => `${contoso.netbiosName}\\${name}`),
    placeholderUnit,
    protectedUsers: [`${contoso.netbiosName}\\margaret.hale`],
    protectedGroupDn,
    callerId,
    organizationId: fixedId('organization', contoso.netbiosName),
    reader,
    keeper,
    expectations: [...staff.map(unharmed), ...cases.flatMap(expectationsOf)]
  }
}

function linkOf(person: Numbered): Link {
  return {
    systemUserId: userId(person.name),
    objectGuid: originalGuid(person),
    objectSid: originalSid(person),
    domainName: `${contoso.netbiosName}\\${person.name}`,
    source: 'scan',
    provenAt: '2026-01-15T06:00:00.000Z'
  }
}

function unharmed(person: Person): Expectation {
  return expectationOf(person, 'inSync', 'Nothing happened.')
}

function expectationsOf({ people, kinds, story }: Case): Expectation[] {
  return people.flatMap((person, index) => {
    const kind = kinds[index]
    return kind === undefined || kind === 'noRecord' ? [] : expectationOf(person, kind, story)
  })
}

function expectationOf(person: Person, kind: Expectation['kind'], story: string): Expectation {
  return {
    systemUserId: userId(person.name),
    fullName: `${person.givenName} ${person.surname}`,
    isLinkKnown: person.isLinkKnown === true,
    kind,
    story
  }
}
