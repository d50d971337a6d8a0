import * as fc from 'fast-check'
import type { Account, Domain } from '../../src/model/account.ts'
import { indexAccounts } from '../../src/planning/account-index.ts'
import type { World } from '../../src/planning/classify.ts'
import { deeds, placeholder } from './deeds.ts'
import { domains } from './people.ts'
import { Town } from './town.ts'

/** A company after some history: people with unique attributes, and what became of their accounts. */
export const companies: fc.Arbitrary<Town> = fc
  .record({
    settlers: fc.array(
      fc.record({
        link: fc.constantFrom('scanned', 'imported', 'unknown'),
        form: fc.constantFrom('netbios', 'dns', 'implicit', 'upn'),
        recordLacks: fc.subarray(['email' as const, 'employeeId' as const]),
        accountLacks: fc.subarray(['mail' as const, 'employeeId' as const, 'displayName' as const]),
        isDisabled: fc.boolean(),
        isProtected: oneIn(6),
        hasSecond: oneIn(4)
      }),
      { minLength: 2, maxLength: 9 }
    ),
    history: fc.array(
      fc.record({
        deed: fc.constantFrom(...Object.values(deeds)),
        one: fc.nat(8),
        other: fc.nat(8),
        both: fc.boolean()
      }),
      { maxLength: 12 }
    )
  })
  .map(({ settlers, history }) => {
    const town = new Town(settlers)
    const at = (index: number) => town.inhabitants[index % settlers.length] ?? town.inhabitants[0]
    for (const { deed, one, other, both } of history) {
      const [first, second] = [at(one), at(other)]
      if (first && second) deed(town, first, second, both)
    }
    return town
  })

function oneIn(times: number): fc.Arbitrary<boolean> {
  return fc.nat(times - 1).map(value => value === 0)
}

export function worldOf({
  users,
  directory,
  links
}: Pick<Town, 'users' | 'directory' | 'links'>): World {
  return {
    users,
    links,
    accounts: indexAccounts(directory.values(), domains),
    domains,
    protection: { callerId: 'caller', names: new Set(), memberGuids: new Set(), domains },
    isParked: user => user.domainName === placeholder.logonName,
    isPlaceholder: account => account.logonName === placeholder.logonName
  }
}

/** Whether a record's name leads to an account, said without the code under test. */
export function leadsTo(name: string, account: Account): boolean {
  const [netbios = '', sam = ''] = account.logonName.split('\\')
  const dns = domains.find((each: Domain) => each.netbiosName === netbios)?.dnsName ?? ''
  const forms = [account.logonName, `${dns}\\${sam}`, `${sam}@${dns}`, account.userPrincipalName]
  return forms.some(form => form?.toLowerCase() === name.toLowerCase())
}
