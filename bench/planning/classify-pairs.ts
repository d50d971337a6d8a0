import type { Account } from '../../src/model/account.ts'
import type { Link } from '../../src/model/link.ts'
import type { User } from '../../src/model/user.ts'
import { indexAccounts } from '../../src/planning/account-index.ts'
import { classify } from '../../src/planning/classify.ts'
import { took } from './took.ts'
import { aLink, anAccount, aUser, domains } from '../../test/planning/people.ts'

/**
 * 100,000 records and as many accounts: indexed, correlated, classified and explained. Once before,
 * so that what is measured is compiled, as in a service that has scanned before.
 */
export function classifyPairs(): string {
  measureOnce()
  return measureOnce()
}

function measureOnce(): string {
  const people = Array.from({ length: 100_000 }, (_, i) => person(i))
  const users = people.map(each => each.user)
  const links = new Map(people.flatMap(({ link }) => (link ? [[link.systemUserId, link]] : [])))
  const begin = performance.now()
  const accounts = indexAccounts(
    people.map(each => each.account),
    domains
  )
  const indexed = performance.now()
  const findings = classify({
    users,
    links,
    accounts,
    domains,
    protection: { callerId: 'caller', names: new Set(), memberGuids: new Set(), domains },
    isParked: () => false,
    isPlaceholder: () => false
  })
  const classified = performance.now()
  const rate = (from: number) =>
    Math.round((people.length / (classified - from)) * 1000).toLocaleString('en')
  const mismatches = findings.filter(each => each.kind !== 'inSync').length
  return `${people.length} pairs, ${mismatches} mismatches: indexed in ${took(begin, indexed)}, classified and explained in ${took(indexed, classified)}: ${rate(indexed)} pairs per second, ${rate(begin)} with indexing`
}

interface Pair {
  readonly user: User
  readonly link?: Link
  readonly account: Account
}

/** Of a hundred people two were renamed, one has an umlaut, and half of the links are known. */
function person(i: number): Pair {
  const name = i % 100 === 7 ? `müller${i}` : `person${i}`
  const ids = {
    systemUserId: `user-${i}`,
    objectGuid: `guid-${i}`,
    objectSid: `S-1-5-21-1-1-1-${i}`
  }
  const shared = { employeeId: `E${i}` }
  return {
    user: aUser({
      ...shared,
      systemUserId: ids.systemUserId,
      domainName: `CONTOSO\\${name}`,
      fullName: `Given${i} Family${i}`,
      firstName: `Given${i}`,
      lastName: `Family${i}`,
      email: `${name}@contoso.test`
    }),
    ...(i % 2 === 0 && { link: aLink(ids) }),
    account: anAccount({
      ...shared,
      objectGuid: ids.objectGuid,
      objectSid: ids.objectSid,
      logonName: i % 50 === 0 || i % 50 === 25 ? `CONTOSO\\new${i}` : `CONTOSO\\${name}`,
      userPrincipalName: `${name}@contoso.test`,
      mail: `${name}@contoso.test`,
      proxyAddresses: [`Given${i}.Family${i}@contoso.test`, `${name}@contoso.test`],
      displayName: `Family${i}, Given${i}`,
      givenName: `Given${i}`,
      surname: `Family${i}`,
      distinguishedName: `CN=Given${i} Family${i},OU=People,DC=contoso,DC=test`
    })
  }
}
