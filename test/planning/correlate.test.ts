import t from 'tap'
import type { Account } from '../../src/model/account.ts'
import type { Link } from '../../src/model/link.ts'
import type { User } from '../../src/model/user.ts'
import { indexAccounts } from '../../src/planning/account-index.ts'
import { correlate } from '../../src/planning/correlate.ts'
import type { Correlation } from '../../src/planning/correlation.ts'
import { aLink, anAccount, aUser, domains } from './people.ts'

interface Case {
  readonly user?: Partial<User>
  /** Absent: unknown. */
  readonly link?: Partial<Link>
  readonly accounts: readonly Account[]
  readonly expected: string
  readonly account?: string
  readonly nameHolder?: string
  readonly candidates?: readonly string[]
}

const renamed = anAccount({ logonName: 'CONTOSO\\anna.miller' })
const moved = anAccount({ logonName: 'SALES\\asmith', objectSid: 'S-1-5-21-2-2-2-1' })
const stranger = anAccount({
  objectGuid: 'guid-stranger',
  objectSid: 'S-1-5-21-1-1-1-2002',
  displayName: 'Zoe Young',
  mail: 'zoe.young@contoso.test'
})
const again = anAccount({
  objectGuid: 'guid-again',
  objectSid: 'S-1-5-21-1-1-1-3003',
  whenCreated: '2025-01-01T00:00:00.000Z'
})
const known = { email: 'anna.smith@contoso.test', employeeId: 'E1' }
const alike = { mail: 'Anna.Smith@contoso.test', employeeId: 'e1' }

const cases: Record<string, Case> = {
  'known, has the name': {
    link: {},
    accounts: [anAccount()],
    expected: 'inSync proven',
    account: 'guid-anna'
  },
  'known, has the name, whatever attributes say': {
    user: known,
    link: {},
    accounts: [anAccount({ employeeId: 'E2', mail: 'x@y.test', displayName: 'Zoe Young' })],
    expected: 'inSync proven',
    account: 'guid-anna'
  },
  'known, other name, nobody has the old one': {
    link: {},
    accounts: [renamed],
    expected: 'renamed proven',
    account: 'guid-anna'
  },
  'known, other domain': {
    link: {},
    accounts: [moved],
    expected: 'moved proven',
    account: 'guid-anna'
  },
  'known, other name, somebody else has the old one': {
    link: {},
    accounts: [renamed, stranger],
    expected: 'nameReused proven',
    account: 'guid-anna',
    nameHolder: 'guid-stranger'
  },
  'known, has the name, and so has another account': {
    link: {},
    accounts: [anAccount(), anAccount({ ...stranger, logonName: 'contoso\\ASMITH' })],
    expected: 'inSync proven',
    account: 'guid-anna'
  },
  "known, other name, and by now another person's": {
    user: known,
    link: {},
    accounts: [anAccount({ logonName: 'CONTOSO\\zyoung', employeeId: 'E2' })],
    expected: 'renamed weak',
    account: 'guid-anna'
  },
  "known, other name, somebody else has the old one, and by now another person's": {
    user: known,
    link: {},
    accounts: [anAccount({ logonName: 'CONTOSO\\zyoung', employeeId: 'E2' }), stranger],
    expected: 'nameReused weak',
    account: 'guid-anna',
    nameHolder: 'guid-stranger'
  },
  'known, gone, two have the name': {
    user: known,
    link: { objectGuid: 'guid-gone', objectSid: 'S-gone' },
    accounts: [anAccount(alike), anAccount({ ...again, logonName: 'contoso\\ASMITH' })],
    expected: 'ambiguous weak',
    candidates: ['guid-anna', 'guid-again']
  },
  'known, gone, the name silent, and another account is strong': {
    user: known,
    link: { objectGuid: 'guid-gone', objectSid: 'S-gone' },
    accounts: [anAccount(), anAccount({ ...again, ...alike, logonName: 'CONTOSO\\anna2' })],
    expected: 'nameReused weak',
    nameHolder: 'guid-anna',
    candidates: ['guid-again']
  },
  'known, gone, migrated with its SID, same name': {
    link: {},
    accounts: [anAccount({ ...again, sidHistory: ['S-1-5-21-1-1-1-1001'] })],
    expected: 'recreated proven',
    account: 'guid-again'
  },
  'known, gone, migrated with its SID to another domain': {
    link: {},
    accounts: [
      anAccount({ ...again, logonName: 'SALES\\anna', sidHistory: ['S-1-5-21-1-1-1-1001'] })
    ],
    expected: 'moved proven',
    account: 'guid-again'
  },
  'known, gone, its SID in two histories: neither is proven': {
    link: {},
    accounts: [
      anAccount({ ...again, logonName: 'SALES\\anna', sidHistory: ['S-1-5-21-1-1-1-1001'] }),
      anAccount({ ...stranger, logonName: 'SALES\\zoe', sidHistory: ['S-1-5-21-1-1-1-1001'] })
    ],
    expected: 'orphaned proven'
  },
  'known, there, and its SID in the history of a copy': {
    link: {},
    accounts: [
      anAccount({ ...again, logonName: 'SALES\\anna', sidHistory: ['S-1-5-21-1-1-1-1001'] }),
      anAccount()
    ],
    expected: 'inSync proven',
    account: 'guid-anna'
  },
  'known, gone, the name made again, two attributes agree': {
    user: known,
    link: {},
    accounts: [anAccount({ ...again, ...alike })],
    expected: 'recreated strong',
    account: 'guid-again'
  },
  'known, gone, the name made again, silent': {
    link: {},
    accounts: [again],
    expected: 'recreated weak',
    account: 'guid-again'
  },
  'known, gone, the name made again for somebody else': {
    user: known,
    link: {},
    accounts: [stranger, anAccount({ ...again, ...alike, logonName: 'CONTOSO\\anna2' })],
    expected: 'nameReused weak',
    nameHolder: 'guid-stranger',
    candidates: ['guid-again']
  },
  'known, gone, no name': {
    user: known,
    link: {},
    accounts: [anAccount({ ...again, ...alike, logonName: 'CONTOSO\\anna2' })],
    expected: 'orphaned proven',
    candidates: ['guid-again']
  },
  'known, nothing left': { link: {}, accounts: [], expected: 'orphaned proven' },
  'unknown, older, agrees': {
    user: known,
    accounts: [anAccount(alike)],
    expected: 'inSync strong',
    account: 'guid-anna'
  },
  'unknown, older, silent': {
    accounts: [anAccount()],
    expected: 'inSync weak',
    account: 'guid-anna'
  },
  'unknown, older, contradicts': {
    user: known,
    accounts: [stranger, anAccount({ ...again, ...alike, logonName: 'CONTOSO\\anna2' })],
    expected: 'nameReused weak',
    nameHolder: 'guid-stranger',
    candidates: ['guid-again']
  },
  'unknown, older, employee ids differ, mail and name agree': {
    user: known,
    accounts: [anAccount({ mail: known.email, displayName: 'Anna Smith', employeeId: 'E2' })],
    expected: 'nameReused weak',
    nameHolder: 'guid-anna'
  },
  'unknown, silent, and another account is strong': {
    user: known,
    accounts: [anAccount(), anAccount({ ...again, ...alike, logonName: 'CONTOSO\\anna2' })],
    expected: 'nameReused weak',
    nameHolder: 'guid-anna',
    candidates: ['guid-again']
  },
  'unknown, two have the name': {
    user: known,
    accounts: [anAccount(alike), anAccount({ ...again, logonName: 'contoso\\ASMITH' })],
    expected: 'ambiguous weak',
    candidates: ['guid-anna', 'guid-again']
  },
  'unknown, younger, agrees': {
    user: known,
    accounts: [anAccount({ ...again, ...alike })],
    expected: 'recreated weak',
    account: 'guid-again'
  },
  'unknown, younger, silent': {
    accounts: [again],
    expected: 'recreated weak',
    account: 'guid-again'
  },
  'unknown, younger, contradicts': {
    user: known,
    accounts: [anAccount({ ...stranger, whenCreated: again.whenCreated })],
    expected: 'nameReused weak',
    nameHolder: 'guid-stranger'
  },
  'unknown, no name, one strong candidate': {
    user: known,
    accounts: [anAccount({ ...alike, logonName: 'CONTOSO\\anna.miller' })],
    expected: 'renamed strong',
    account: 'guid-anna'
  },
  'unknown, no name, one strong candidate in another domain': {
    user: known,
    accounts: [anAccount({ ...alike, logonName: 'SALES\\asmith' })],
    expected: 'moved strong',
    account: 'guid-anna'
  },
  'unknown, no name, married: id and an old address agree': {
    user: known,
    accounts: [
      anAccount({
        logonName: 'CONTOSO\\amiller',
        displayName: 'Anna Miller',
        employeeId: 'E1',
        mail: 'anna.miller@contoso.test',
        proxyAddresses: ['anna.miller@contoso.test', 'anna.smith@contoso.test']
      })
    ],
    expected: 'renamed strong',
    account: 'guid-anna'
  },
  'unknown, no name, one strong candidate, made later and without an employee id': {
    user: { email: known.email },
    accounts: [
      anAccount({
        ...again,
        mail: known.email,
        displayName: 'Anna Smith',
        logonName: 'CONTOSO\\anna2'
      })
    ],
    expected: 'renamed weak',
    account: 'guid-again'
  },
  'unknown, no name, one strong candidate whose own name two accounts have': {
    user: known,
    accounts: [
      anAccount({ ...alike, logonName: 'CONTOSO\\anna' }),
      anAccount({ ...stranger, logonName: 'contoso\\ANNA' })
    ],
    expected: 'renamed weak',
    account: 'guid-anna'
  },
  'unknown, no name, several strong': {
    user: known,
    accounts: [
      anAccount({ ...alike, logonName: 'CONTOSO\\a1' }),
      anAccount({ ...again, ...alike, logonName: 'CONTOSO\\a2' })
    ],
    expected: 'ambiguous weak',
    candidates: ['guid-anna', 'guid-again']
  },
  'unknown, no name, one that is alike in one attribute only': {
    user: known,
    accounts: [anAccount({ logonName: 'CONTOSO\\a1', mail: known.email })],
    expected: 'orphaned weak',
    candidates: ['guid-anna']
  },
  'unknown, no name, one whose employee id contradicts': {
    user: known,
    accounts: [
      anAccount({
        logonName: 'CONTOSO\\a1',
        mail: known.email,
        displayName: 'Anna Smith',
        employeeId: 'E2'
      })
    ],
    expected: 'orphaned weak'
  },
  'unknown, nothing left': { user: known, accounts: [], expected: 'orphaned weak' }
}

for (const [name, each] of Object.entries(cases)) {
  t.test(`link ${name}: ${each.expected}`, async t => {
    for (const accounts of [each.accounts, each.accounts.toReversed()]) {
      const found = correlateCase({ ...each, accounts })
      t.equal(`${found.kind} ${found.confidence}`, each.expected)
      t.equal(found.account?.objectGuid, each.account)
      t.equal(found.nameHolder?.objectGuid, each.nameHolder)
      const candidates = (found.candidates ?? []).map(account => account.objectGuid)
      t.same(candidates.toSorted(), [...(each.candidates ?? [])].toSorted())
      t.ok(found.evidence.length > 0, 'there is always evidence')
    }
  })
}

for (const domainName of [
  'contoso\\ASMITH',
  'contoso.test\\asmith',
  'asmith@contoso.test',
  'ASmith@Contoso.TEST'
]) {
  t.test(`${domainName} leads to CONTOSO\\asmith`, async t => {
    const found = correlateCase({
      user: { domainName },
      link: {},
      accounts: [anAccount()],
      expected: ''
    })
    t.match(found, { kind: 'inSync', confidence: 'proven' })
    t.match(found.evidence, [
      { fact: 'link-baseline', agrees: true },
      { fact: 'logon-name', agrees: true }
    ])
  })
}

t.test(
  'a user principal name leads to the account that carries it, before the implied one',
  async t => {
    const user = { domainName: 'asmith@contoso.test' }
    const carrier = anAccount({
      ...again,
      logonName: 'CONTOSO\\other',
      userPrincipalName: 'ASmith@contoso.test'
    })
    const found = correlateCase({ user, accounts: [anAccount(), carrier], expected: '' })
    t.equal(found.account?.objectGuid, 'guid-again')
    const brand = { ...carrier, userPrincipalName: 'anna@brand.example', whenCreated: '2019-01-01' }
    const byBrand = correlateCase({
      user: { domainName: 'Anna@brand.example' },
      link: { objectGuid: 'guid-again' },
      accounts: [brand],
      expected: ''
    })
    t.match(byBrand, { kind: 'inSync', account: { objectGuid: 'guid-again' } })
    t.match(byBrand.evidence[1], { fact: 'logon-name', agrees: true })
  }
)

t.test("a name that leads to somebody else's account does not agree", async t => {
  const namesake = anAccount({ objectGuid: 'guid-else', employeeId: 'E9' })
  const own = anAccount({ logonName: 'CONTOSO\\amiller' })
  const reused = correlateCase({ link: {}, accounts: [own, namesake], expected: '' })
  t.match(reused, { kind: 'nameReused', confidence: 'proven' })
  t.match(reused.evidence[1], { fact: 'logon-name', agrees: false })
  const user = { employeeId: 'E1' }
  const suspected = correlateCase({ user, accounts: [namesake], expected: '' })
  t.match(suspected, { kind: 'nameReused', confidence: 'weak' })
  t.match(suspected.evidence[0], { fact: 'logon-name', agrees: false })
})

t.test('a parked record is judged by its link and by what is known of the person', async t => {
  const user = aUser({ ...known, domainName: 'park@contoso.test' })
  const placeholder = anAccount({ ...again, logonName: 'CONTOSO\\park' })
  const index = indexAccounts([placeholder, moved], domains)
  const kindOf = (link: Link) => correlate(user, link, index, domains, true).kind
  t.equal(kindOf(aLink({ domainName: 'SALES\\before' })), 'renamed')
  t.equal(kindOf(aLink({ domainName: 'CONTOSO\\asmith' })), 'moved')
  t.equal(kindOf(aLink()), 'renamed', 'from where is not known')
})

t.test("a placeholder's name is no address of the person", async t => {
  const other = anAccount({ ...again, mail: 'park@contoso.test', displayName: 'Anna Smith' })
  const index = indexAccounts([other], domains)
  const user = aUser({ domainName: 'park@contoso.test' })
  const parked = correlate(user, undefined, index, domains, true)
  t.equal(parked.kind, 'orphaned')
  t.strictSame(parked.candidates, [])
})

function correlateCase({ user, link, accounts }: Case): Correlation {
  const index = indexAccounts(accounts, domains)
  return correlate(aUser(user), link && aLink(link), index, domains)
}
