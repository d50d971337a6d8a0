import t from 'tap'
import type { Account } from '../../src/model/account.ts'
import { judgeName, judgeRecreated } from '../../src/planning/judge-name.ts'
import { aGiven, aLink, anAccount, aUser } from './people.ts'

const user = aUser({ email: 'anna@contoso.test', employeeId: 'E1' })
const mail = { mail: 'anna@contoso.test' }
const id = { employeeId: 'E1' }
const name = { displayName: 'Anna Smith' }
const younger = { whenCreated: '2025-01-01T00:00:00Z' }
const another = { objectGuid: 'guid-other', objectSid: 'S-other', logonName: 'CONTOSO\\anna2' }

interface Case {
  readonly named: Partial<Account>
  readonly other?: Partial<Account>
  /** With the link unknown, and with its account gone. */
  readonly expected: readonly [string, string]
}

const cases: Record<string, Case> = {
  silent: { named: {}, expected: ['inSync weak', 'recreated weak'] },
  'agrees in one': { named: name, expected: ['inSync weak', 'recreated weak'] },
  'agrees in two': {
    named: { ...mail, ...name },
    expected: ['inSync strong, learned', 'recreated strong']
  },
  'younger, agrees in two': {
    named: { ...mail, ...id, ...younger },
    expected: ['recreated weak', 'recreated strong']
  },
  contradicts: {
    named: { employeeId: 'E2', ...mail, ...name },
    expected: ['nameReused weak', 'nameReused weak']
  },
  'silent, and another account is strong': {
    named: {},
    other: { ...mail, ...id },
    expected: ['nameReused weak', 'nameReused weak']
  },
  'a newcomer, and another account is strong': {
    named: younger,
    other: { ...mail, ...name },
    expected: ['nameReused weak', 'nameReused weak']
  },
  'a namesake with the old address, and another account has the employee id': {
    named: { ...mail, ...name },
    other: { ...id, ...name },
    expected: ['nameReused weak', 'nameReused weak']
  },
  'a namesake, and another account has the mail: nothing is learned': {
    named: name,
    other: mail,
    expected: ['inSync weak', 'recreated weak']
  },
  'a namesake, and another account has the employee id: nothing is learned': {
    named: name,
    other: id,
    expected: ['inSync weak', 'recreated weak']
  },
  'strong, and so is a second account of the same person': {
    named: { ...mail, ...id, ...name },
    other: { ...id, ...name },
    expected: ['inSync strong, learned', 'recreated strong']
  }
}

for (const [what, { named, other, expected }] of Object.entries(cases)) {
  t.test(`${what}: ${expected.join('; ')}`, async t => {
    const account = anAccount(named)
    const others = other ? [anAccount({ ...another, ...other })] : []
    const given = aGiven(user, [...others, account])
    const unknown = judgeName(given, account)
    const learned = unknown.provesLink ? ', learned' : ''
    t.equal(`${unknown.kind} ${unknown.confidence}${learned}`, expected[0])
    const gone = judgeRecreated(given, aLink({ objectGuid: 'guid-gone' }), account)
    t.equal(`${gone.kind} ${gone.confidence}`, expected[1])
    for (const { kind, candidates, nameHolder, evidence } of [unknown, gone]) {
      t.same(candidates, kind === 'nameReused' ? others : undefined)
      t.equal(nameHolder, kind === 'nameReused' ? account : undefined)
      const byName = evidence.find(each => each.fact === 'logon-name')
      t.equal(byName?.agrees, kind !== 'nameReused')
    }
  })
}

t.test('the name that led to an account is not evidence for it once more', async t => {
  const byUpn = aUser({ domainName: 'asmith@contoso.test' })
  const recycled = anAccount({
    mail: 'asmith@contoso.test',
    userPrincipalName: 'asmith@contoso.test'
  })
  const found = judgeName(aGiven(byUpn, [recycled]), recycled)
  t.match(found, { kind: 'inSync', confidence: 'weak', provesLink: undefined })
})
