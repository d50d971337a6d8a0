import t from 'tap'
import type { Account } from '../../src/model/account.ts'
import type { User } from '../../src/model/user.ts'
import { offerCandidates, searchPerson } from '../../src/planning/search-person.ts'
import { aGiven, aLink, anAccount, aUser } from './people.ts'

const knownUser = { email: 'anna@contoso.test', employeeId: 'E1' }
const mail = { mail: 'anna@contoso.test' }
const id = { employeeId: 'E1' }
const name = { displayName: 'Anna Smith' }
const younger = { whenCreated: '2025-01-01T00:00:00Z' }
const amiller = { logonName: 'CONTOSO\\amiller' }

interface Case {
  readonly user?: Partial<User>
  readonly account: Partial<Account>
  readonly expected: string
}

/** One account, and whether it may be taken for this person's. */
const cases: Record<string, Case> = {
  'mail and name': { account: { ...mail, ...name }, expected: 'renamed strong' },
  'mail twice and nothing else': {
    account: { ...mail, proxyAddresses: ['anna@contoso.test'] },
    expected: 'orphaned weak'
  },
  'mail and UPN and nothing else': {
    account: { ...mail, userPrincipalName: 'anna@contoso.test' },
    expected: 'orphaned weak'
  },
  "mail and the record's UPN and nothing else": {
    user: { email: 'anna@contoso.test', domainName: 'asmith@brand.example' },
    account: { mail: 'anna@contoso.test', proxyAddresses: ['asmith@brand.example'] },
    expected: 'orphaned weak'
  },
  "the record's UPN is an old address, and the name agrees": {
    user: { domainName: 'asmith@brand.example' },
    account: { proxyAddresses: ['ASmith@brand.example'], ...name },
    expected: 'renamed strong'
  },
  "the record's UPN is an old address, and nothing else is known": {
    user: { domainName: 'asmith@brand.example' },
    account: { proxyAddresses: ['asmith@brand.example'] },
    expected: 'orphaned weak'
  },
  'another domain': {
    account: { ...mail, ...id, logonName: 'SALES\\asmith' },
    expected: 'moved strong'
  },
  'made later, mail and name: perhaps a namesake who was given the address': {
    account: { ...mail, ...name, ...younger },
    expected: 'renamed weak madeLater'
  },
  'made later, but with the employee id': {
    account: { ...mail, ...id, ...younger },
    expected: 'renamed strong'
  },
  "the address of a leaver at the manager's": {
    account: { proxyAddresses: ['anna@contoso.test'], displayName: 'Zoe Young' },
    expected: 'orphaned weak'
  },
  'blank attributes on both sides': {
    user: { email: ' ', employeeId: ' ' },
    account: { mail: ' ', employeeId: ' ', ...name },
    expected: 'orphaned weak'
  }
}

for (const [what, each] of Object.entries(cases)) {
  t.test(`${what}: ${each.expected}`, async t => {
    const account = anAccount({ ...amiller, ...each.account })
    const found = searchPerson(aGiven(aUser(each.user ?? knownUser), [account]), [])
    t.equal([found.kind, found.confidence, found.doubt].filter(Boolean).join(' '), each.expected)
    t.equal(found.account, found.kind === 'orphaned' ? undefined : account)
    if (found.account) t.match(found.evidence.at(-1), { fact: 'created' })
  })
}

t.test('an employee id that many share leads to nobody', async t => {
  const crowd = Array.from({ length: 11 }, (_, i) =>
    anAccount({ objectGuid: `guid-${i}`, logonName: `CONTOSO\\x${i}`, employeeId: 'EXTERNAL' })
  )
  const [one = anAccount(), ...rest] = crowd
  const user = aUser({ employeeId: 'external' })
  const crowded = searchPerson(aGiven(user, [{ ...one, ...name }, ...rest]), [])
  t.match(crowded, { kind: 'orphaned', candidates: [] })
})

t.test("a placeholder's name is nobody's address", async t => {
  const user = aUser({ domainName: 'park@contoso.test' })
  const other = anAccount({ ...amiller, mail: 'park@contoso.test', ...name })
  t.equal(searchPerson(aGiven(user, [other], { upn: undefined }), []).kind, 'orphaned')
})

t.test('who could have the name is offered with who is alike', async t => {
  const [first, second] = [anAccount(), anAccount({ objectGuid: 'guid-twin' })]
  const own = anAccount({ ...amiller, ...mail, ...id, objectGuid: 'guid-own' })
  const given = aGiven(aUser(knownUser), [first, second, own])
  const found = searchPerson(given, [first, second])
  t.match(found, { kind: 'ambiguous', confidence: 'weak', account: undefined })
  t.strictSame(found.candidates, [first, second, own])
})

t.test(
  'of a link whose account is gone, candidates are offered with what speaks for them',
  async t => {
    const again = anAccount({ ...amiller, ...mail, ...id })
    const found = offerCandidates(
      aGiven(aUser(knownUser), [again]),
      aLink({ objectGuid: 'guid-gone' }),
      []
    )
    t.match(found, { kind: 'orphaned', confidence: 'proven', candidates: [again] })
    t.match(
      found.evidence.map(each => each.fact),
      ['link-baseline', 'candidate', 'employee-id', 'mail', 'created']
    )
  }
)
