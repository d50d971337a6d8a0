import t from 'tap'
import { findDifferences, profileDiffers, statusDiffers } from '../../src/planning/differences.ts'
import { anAccount, aUser, domains } from './people.ts'

t.test('the status differs when one side alone is switched off', async t => {
  for (const isDisabled of [true, false]) {
    for (const isEnabled of [true, false])
      t.equal(
        statusDiffers(aUser({ isDisabled }), anAccount({ isEnabled })),
        isDisabled === isEnabled
      )
  }
})

const user = { firstName: 'Anna', lastName: 'Smith', email: 'anna@contoso.test' }
const same = { givenName: 'ANNA', surname: 'smith', mail: 'Anna@contoso.test' }

const cases: [string, object, object, boolean][] = [
  ['nothing known', {}, same, false],
  ['all the same but for case', user, same, false],
  ['one side unknown', user, {}, false],
  ['first name', user, { ...same, givenName: 'Ann' }, true],
  ['last name', user, { ...same, surname: 'Miller' }, true],
  ['mail', user, { ...same, mail: 'amiller@contoso.test' }, true],
  [
    'mail, but an old address',
    user,
    { ...same, mail: 'x@y.test', proxyAddresses: [user.email] },
    false
  ]
]

for (const [name, ours, theirs, expected] of cases) {
  t.test(`profile, ${name}: ${expected ? 'differs' : 'agrees'}`, async t => {
    t.equal(profileDiffers(aUser(ours), anAccount(theirs)), expected)
  })
}

const names: [string, object, boolean][] = [
  ['contoso\\ASMITH', {}, false],
  ['contoso.test\\asmith', {}, false],
  ['asmith@contoso.test', {}, false],
  ['anna@brand.example', { userPrincipalName: 'Anna@brand.example' }, false],
  ['anna@brand.example', { userPrincipalName: 'zoe@brand.example' }, true],
  ['anna@brand.example', {}, true],
  ['CONTOSO\\asmith', { logonName: 'CONTOSO\\amiller' }, true],
  ['CONTOSO\\asmith', { logonName: 'SALES\\asmith' }, true],
  ['asmith', {}, true]
]

for (const [domainName, account, expected] of names) {
  t.test(`${domainName} against ${JSON.stringify(account)}`, async t => {
    const found = findDifferences(aUser({ domainName }), anAccount(account), domains)
    t.equal(
      found.some(each => each.field === 'logonName'),
      expected
    )
  })
}

t.test('all that differs, both sides as they are', async t => {
  const account = anAccount({
    logonName: 'CONTOSO\\amiller',
    isEnabled: false,
    givenName: 'Ann',
    surname: 'Miller',
    mail: 'amiller@contoso.test',
    proxyAddresses: ['a@contoso.test']
  })
  t.same(findDifferences(aUser(user), account, domains), [
    { field: 'logonName', dynamics: 'CONTOSO\\asmith', directory: 'CONTOSO\\amiller' },
    { field: 'status', dynamics: 'enabled', directory: 'disabled' },
    { field: 'firstName', dynamics: 'Anna', directory: 'Ann' },
    { field: 'lastName', dynamics: 'Smith', directory: 'Miller' },
    { field: 'mail', dynamics: 'anna@contoso.test', directory: 'amiller@contoso.test' }
  ])
  t.same(findDifferences(aUser(), anAccount(), domains), [])
})
