import t from 'tap'
import { profileDiffers, statusDiffers } from '../../src/planning/differences.ts'
import { anAccount, aUser } from './people.ts'

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
