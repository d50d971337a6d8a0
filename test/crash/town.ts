import type { Link } from '../../src/model/link.ts'
import type { Target } from '../../src/model/requests.ts'
import { accountSeed, originalGuid, type Numbered } from '../../src/sandbox/company/account-seed.ts'
import { contoso, emea } from '../../src/sandbox/company/domains.ts'
import { fixedId } from '../../src/sandbox/company/fixed-id.ts'
import type { AccountNow, Person } from '../../src/sandbox/company/person.ts'
import { placeholderUnit, serviceSeeds, units } from '../../src/sandbox/company/service-seeds.ts'
import { callerId, specialUsers } from '../../src/sandbox/company/special-users.ts'
import { userId, userRecord } from '../../src/sandbox/company/user-record.ts'
import type { People } from '../end-to-end/start-world.ts'
import type { Random } from './random.ts'

/** Forty people, every one of them to be remapped, and where each must end. */
export interface Town extends People {
  readonly targets: readonly Target[]
}

export const townSize = 40

/** A swap, a circle of three, a chain of four, five made again; the rest hops or goes directly. */
export function createTown(random: Random, size = townSize): Town {
  const fates = [
    ...circle('swap', 2),
    ...circle('round', 3),
    ...chain('chain', 4),
    ...fatesOf('again', 5, () => ({ isRecreated: true })),
    ...mixed(random, size - 14)
  ]
  return settle(random, fates, 4)
}

/** Eight people and three placeholders: a swap, a circle of three, a chain of two, one made again. */
export function createVillage(random: Random): Town {
  const fates = [
    ...circle('swap', 2),
    ...circle('round', 3),
    ...chain('chain', 2),
    ...fatesOf('again', 1, () => ({ isRecreated: true }))
  ]
  return settle(random, fates, 3)
}

/** Everybody was renamed, and so has to hop. */
export function createTownOfHoppers(random: Random, size: number, placeholders: number): Town {
  const fates = fatesOf('person', size, at => ({ name: `new-person${at}` }))
  return settle(random, fates, placeholders)
}

function settle(random: Random, fates: readonly Person[], placeholders: number): Town {
  const people = random.shuffled(fates).map((person, number): Numbered => ({ ...person, number }))
  const parks = Array.from({ length: placeholders }, (_, at) => `town-park-0${at + 1}`)
  return {
    domains: [contoso, emea],
    entries: [...units, ...serviceSeeds, ...parks.map(parkSeed), ...people.flatMap(accountSeed)],
    users: [...specialUsers, ...people.flatMap(userRecord)],
    placeholders: parks.map(qualified),
    callerId,
    organizationId: fixedId('town', String(random.seed)),
    links: people.map(linkOf),
    targets: people.map(person => ({
      systemUserId: userId(person.name),
      account: qualified(newName(person))
    }))
  }
}

function circle(word: string, size: number): Person[] {
  return fatesOf(word, size, at => ({ name: nameOf(word, (at + 1) % size) }))
}

/** Each takes the name that the next sets free; the last takes a new one. */
function chain(word: string, size: number): Person[] {
  return fatesOf(word, size, at => ({ name: nameOf(word, at + 1) }))
}

/** Renamed: a hop. Made again under another name: a direct map. */
function mixed(random: Random, size: number): Person[] {
  return fatesOf('person', size, at => ({
    name: `new-person${at}`,
    isRecreated: random.between(0, 1) < 0.4
  }))
}

function fatesOf(word: string, size: number, fate: (at: number) => AccountNow): Person[] {
  return Array.from({ length: size }, (_, at) => ({
    name: nameOf(word, at),
    givenName: word,
    surname: `No${at}`,
    account: fate(at)
  }))
}

function nameOf(word: string, at: number): string {
  return `${word}${at}`
}

function newName({ name, account }: Person): string {
  return (typeof account === 'object' ? account.name : undefined) ?? name
}

function qualified(name: string): string {
  return `${contoso.netbiosName}\\${name}`
}

function parkSeed(name: string) {
  return {
    dn: `CN=${name},${placeholderUnit}`,
    objectGuid: fixedId('account', name),
    attributes: { objectClass: 'user', sAMAccountName: name, userAccountControl: '514' }
  }
}

function linkOf(person: Numbered): Link {
  return {
    systemUserId: userId(person.name),
    objectGuid: originalGuid(person),
    source: 'import',
    provenAt: '2026-01-15T06:00:00.000Z'
  }
}
