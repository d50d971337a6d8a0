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
    anAccount({ ...otherMail, ...isId })
  )
  t.same(evidence, [
    { fact: 'employee-id', dynamics: 'e1', directory: 'E1', agrees: true },
    { fact: 'mail', dynamics: 'anna@contoso.test', directory: 'zoe@contoso.test', agrees: false }
  ])
})
