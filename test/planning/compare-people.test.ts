import t from 'tap'
import type { Account } from '../../src/model/account.ts'
import type { User } from '../../src/model/user.ts'
import { comparePeople } from '../../src/planning/compare-people.ts'
import { anAccount, aUser } from './people.ts'

const mail = { email: 'anna@contoso.test' }
const isMail = { mail: 'ANNA@contoso.test' }
const otherMail = { mail: 'zoe@contoso.test' }
const name = { displayName: 'Smith, Anna' }
const otherName = { displayName: 'Zoe Young' }
const id = { employeeId: 'e1' }
const isId = { employeeId: 'E1' }
const otherId = { employeeId: 'E2' }

/** What each case says: strong, agrees, contradicts. */
const cases: [string, Partial<User>, Partial<Account>, string][] = [
  ['nothing known', {}, {}, ''],
  ['mail known on one side', mail, {}, ''],
  ['blank on both sides', { email: ' ', employeeId: '' }, { mail: ' ', employeeId: ' ' }, ''],
  ['blank on one side', { ...mail, ...id }, { mail: ' ', employeeId: ' ' }, ''],
  ['mail', mail, isMail, 'agrees'],
  ['an old address', mail, { ...otherMail, proxyAddresses: ['Anna@contoso.test'] }, 'agrees'],
  ['mail differs', mail, otherMail, 'contradicts'],
  ['mail is the UPN', mail, { userPrincipalName: 'Anna@contoso.test' }, 'agrees'],
  [
    'mail is another, but the UPN agrees',
    mail,
    { ...otherMail, userPrincipalName: 'anna@contoso.test' },
    'contradicts'
  ],
  [
    'mail and the same UPN count once',
    mail,
    { ...isMail, userPrincipalName: 'anna@contoso.test' },
    'agrees'
  ],
  ['employee id', id, isId, 'agrees'],
  ['employee id differs', id, otherId, 'contradicts'],
  ['the name in another order', {}, name, 'agrees'],
  ['the name with accents', { fullName: 'Änna Smith' }, name, 'agrees'],
  [
    'the name from its parts',
    { fullName: '', firstName: 'Anna', lastName: 'Smith' },
    { givenName: 'Anna', surname: 'Smith' },
    'agrees'
  ],
  [
    'vowel signs, without which names would be the same',
    { fullName: 'राम' },
    { displayName: 'रमा' },
    'contradicts'
  ],
  ['one name in common', {}, { displayName: 'Anna Miller' }, ''],
  ['no name in common', {}, otherName, 'contradicts'],
  ['mail and name', mail, { ...isMail, ...name }, 'strong agrees'],
  ['mail and id', { ...mail, ...id }, { ...isMail, ...isId }, 'strong agrees'],
  [
    'married: id and old address, one name',
    { ...mail, ...id },
    { ...isMail, ...isId, displayName: 'Anna Miller' },
    'strong agrees'
  ],
  [
    'id and mail, but no name in common',
    { ...mail, ...id },
    { ...isMail, ...isId, ...otherName },
    'agrees'
  ],
  [
    'id and name, but another mail',
    { ...mail, ...id },
    { ...otherMail, ...isId, ...name },
    'agrees'
  ],
  ['mail, but no name in common', mail, { ...isMail, ...otherName }, 'contradicts'],
  [
    'mail and name, but another id',
    { ...mail, ...id },
    { ...isMail, ...otherId, ...name },
    'contradicts'
  ]
]

for (const [what, user, account, expected] of cases) {
  t.test(`${what}: ${expected || 'silent'}`, async t => {
    const { isStrong, agrees, contradicts } = comparePeople(aUser(user), anAccount(account))
    const found = [isStrong && 'strong', agrees && 'agrees', contradicts && 'contradicts']
    t.equal(found.filter(Boolean).join(' '), expected)
  })
}

t.test('evidence shows both sides as they are', async t => {
  const { evidence } = comparePeople(
    aUser({ ...mail, ...id }),
    anAccount({ ...otherMail, ...isId, proxyAddresses: ['zoe@contoso.test'] })
  )
  t.same(evidence, [
    { fact: 'employee-id', dynamics: 'e1', directory: 'E1', agrees: true },
    { fact: 'mail', dynamics: 'anna@contoso.test', directory: 'zoe@contoso.test', agrees: false }
  ])
})

t.test("the record's name is one more address, and mail is one witness all the same", async t => {
  const account = anAccount({ ...isMail, proxyAddresses: ['anna@brand.example'] })
  const both = comparePeople(aUser(mail), account, 'anna@brand.example')
  t.match([both.agrees, both.isStrong, both.evidence.length], [true, false, 1])
  const name = comparePeople(aUser(), account, 'anna@brand.example')
  t.match(name.evidence, [{ fact: 'mail', dynamics: 'anna@brand.example', agrees: true }])
  t.same(comparePeople(aUser(), account).evidence, [])
  t.same(comparePeople(aUser(), account, 'x@brand.example').evidence, [], 'never contradicts')
})

t.test('who is a stranger, who is unlike, and how alike the others are', async t => {
  const judged = (user: Partial<User>, account: Partial<Account>) => {
    const { score, ...found } = comparePeople(aUser(user), anAccount(account))
    const { isStranger, isUnlike, isCalledElse, hasContradiction, hasEmployeeId } = found
    const words = { isStranger, isUnlike, isCalledElse, hasContradiction, hasEmployeeId }
    const said = Object.entries(words).flatMap(([word, is]) => (is ? word : []))
    return [...said, score].join(' ')
  }
  t.equal(judged({}, {}), '0')
  t.equal(judged(mail, isMail), '1')
  t.equal(judged({ ...mail, ...id }, { ...isMail, ...isId, ...name }), 'hasEmployeeId 4')
  t.equal(judged(mail, otherMail), 'isUnlike hasContradiction 0')
  t.equal(
    judged(mail, { ...otherMail, ...otherName }),
    'isStranger isUnlike isCalledElse hasContradiction 0'
  )
  t.equal(judged(mail, { ...otherMail, ...name }), 'hasContradiction 0')
  t.equal(
    judged({ ...mail, ...id }, { ...isMail, ...otherId, ...name }),
    'isStranger hasContradiction 0'
  )
})
