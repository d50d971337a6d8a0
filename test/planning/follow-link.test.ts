import t from 'tap'
import type { Account } from '../../src/model/account.ts'
import type { User } from '../../src/model/user.ts'
import { followLink } from '../../src/planning/follow-link.ts'
import { aGiven, aLink, anAccount, aUser } from './people.ts'

const amiller = { logonName: 'CONTOSO\\amiller' }
const knownUser = { email: 'anna@contoso.test', employeeId: 'E1' }
const otherMail = { mail: 'zoe@contoso.test' }
const otherName = { displayName: 'Zoe Young' }
const bySid = { objectGuid: 'guid-new', sidHistory: ['S-1-5-21-1-1-1-1001'], objectSid: 'S-new' }
const holder = { objectGuid: 'guid-holder', objectSid: 'S-holder' }

interface Case {
  readonly user?: Partial<User>
  readonly account: Partial<Account>
  readonly holder?: Partial<Account>
  readonly expected: string
}

/** Whether the account of the link still is this person's. */
const cases: Record<string, Case> = {
  'all agrees': {
    user: knownUser,
    account: { ...amiller, mail: 'anna@contoso.test', employeeId: 'E1', displayName: 'Anna Smith' },
    expected: 'renamed proven'
  },
  'nothing is known': { account: amiller, expected: 'renamed proven' },
  'married: one name in common': {
    account: { ...amiller, displayName: 'Anna Miller' },
    expected: 'renamed proven'
  },
  'mail differs: companies rebrand': {
    user: knownUser,
    account: { ...amiller, ...otherMail },
    expected: 'renamed proven attributesDiffer'
  },
  'the name differs': {
    account: { ...amiller, ...otherName },
    expected: 'renamed proven attributesDiffer'
  },
  'mail and name differ, the employee id agrees': {
    user: knownUser,
    account: { ...amiller, ...otherMail, ...otherName, employeeId: 'E1' },
    expected: 'renamed proven attributesDiffer'
  },
  'handed on: another employee id': {
    user: knownUser,
    account: { ...amiller, employeeId: 'E2' },
    expected: 'renamed weak otherPerson'
  },
  'handed on with its mail box and name: another employee id': {
    user: knownUser,
    account: { ...amiller, employeeId: 'E2', mail: 'anna@contoso.test', displayName: 'Anna Smith' },
    expected: 'renamed weak otherPerson'
  },
  'handed on, no employee ids: mail and name differ': {
    user: { email: 'anna@contoso.test' },
    account: { ...amiller, ...otherMail, ...otherName },
    expected: 'renamed weak otherPerson'
  },
  'handed on to another domain': {
    user: knownUser,
    account: { logonName: 'SALES\\zoe', employeeId: 'E2' },
    expected: 'moved weak otherPerson'
  },
  'handed on, but called as before: in sync stays in sync, and is asked about': {
    user: knownUser,
    account: { employeeId: 'E2' },
    expected: 'inSync proven otherPerson'
  },
  'in sync, mail differs': {
    user: knownUser,
    account: otherMail,
    expected: 'inSync proven attributesDiffer'
  },
  'a wrong link: its account contradicts, the one with the name agrees': {
    user: knownUser,
    account: { ...amiller, ...otherMail },
    holder: { mail: 'anna@contoso.test' },
    expected: 'nameReused weak otherPerson'
  },
  'the name given to somebody unlike': {
    user: knownUser,
    account: { ...amiller, ...otherMail },
    holder: { ...otherName, mail: 'zoe@contoso.test' },
    expected: 'nameReused proven attributesDiffer'
  },
  'the name given to somebody who is alike, and the link is right': {
    user: knownUser,
    account: { ...amiller, mail: 'anna@contoso.test' },
    holder: { displayName: 'Anna Smith' },
    expected: 'nameReused proven'
  },
  'migrated with its SID': {
    user: knownUser,
    account: { ...bySid, employeeId: 'E1' },
    expected: 'recreated proven'
  },
  'migrated, silent': { account: { ...bySid, ...amiller }, expected: 'renamed proven' },
  'migrated and rebranded': {
    user: knownUser,
    account: { ...bySid, ...otherMail, displayName: 'Anna Smith' },
    expected: 'recreated proven attributesDiffer'
  },
  'the SID was given to a successor, to open old files: nothing agrees': {
    user: knownUser,
    account: { ...bySid, ...otherMail },
    expected: 'recreated weak otherPerson'
  },
  'the SID was given to a successor, and so was the mail address': {
    user: { email: 'anna@contoso.test' },
    account: { ...bySid, ...amiller, mail: 'anna@contoso.test', ...otherName },
    expected: 'renamed weak otherPerson'
  },
  'migrated with a new name and the employee id': {
    user: knownUser,
    account: { ...bySid, ...amiller, ...otherName, employeeId: 'E1' },
    expected: 'renamed proven attributesDiffer'
  },
  'the SID was given to a successor: another employee id': {
    user: knownUser,
    account: { ...bySid, ...amiller, mail: 'anna@contoso.test', employeeId: 'E2' },
    expected: 'renamed weak otherPerson'
  }
}

for (const [name, each] of Object.entries(cases)) {
  t.test(`${name}: ${each.expected}`, async t => {
    const linked = anAccount(each.account)
    const other = each.holder && anAccount({ ...holder, ...each.holder })
    const user = aUser(each.user)
    const accounts = [linked, ...(other ? [other] : [])]
    const bearers = other
      ? [other]
      : accounts.filter(({ logonName }) => logonName === user.domainName)
    const found = followLink(aGiven(user, accounts), aLink(), linked, bearers)
    const said = [found.kind, found.confidence, found.doubt].filter(Boolean)
    t.equal(said.join(' '), each.expected)
    t.equal(found.account, linked)
    t.equal(found.nameHolder, other)
  })
}

t.test('how alike both sides are is shown, also where the link is proven', async t => {
  const { evidence } = followLink(
    aGiven(aUser(knownUser), []),
    aLink(),
    anAccount({ ...amiller, ...otherMail, employeeId: 'E1', displayName: 'Anna Miller' }),
    []
  )
  t.match(evidence, [
    { fact: 'link-baseline', agrees: true },
    { fact: 'logon-name', agrees: false },
    { fact: 'employee-id', agrees: true },
    { fact: 'mail', agrees: false },
    { fact: 'display-name', agrees: false }
  ])
})

t.test('the name that led to the account is not evidence once more', async t => {
  const account = anAccount({ mail: 'asmith@contoso.test' })
  const user = aUser({ domainName: 'asmith@contoso.test' })
  const facts = (bearers: Account[]) =>
    followLink(aGiven(user, []), aLink(), account, bearers).evidence.map(each => each.fact)
  t.same(facts([account]), ['link-baseline', 'logon-name'])
  t.same(facts([]), ['link-baseline', 'logon-name', 'mail'], 'an old address')
})

t.test('where two accounts have the name, the one of the link is in sync', async t => {
  const [own, twin] = [anAccount(), anAccount(holder)]
  for (const bearers of [
    [own, twin],
    [twin, own]
  ]) {
    t.match(followLink(aGiven(aUser(), bearers), aLink(), own, bearers), { kind: 'inSync' })
  }
})
