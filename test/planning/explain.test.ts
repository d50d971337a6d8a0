import t from 'tap'
import { explain } from '../../src/planning/explain.ts'
import type { Claim } from '../../src/planning/resolve-claims.ts'
import { anAccount, aUser } from './people.ts'

const user = aUser()
const account = anAccount({ logonName: 'CONTOSO\\amiller' })
const proven = { confidence: 'proven', account, evidence: [] } as const
const weak = { confidence: 'weak', evidence: [] } as const

const cases: [string, Claim, RegExp][] = [
  ['in sync', { ...proven, kind: 'inSync' }, /leads to the right account, CONTOSO\\amiller\.$/],
  ['in sync, silent', { ...weak, kind: 'inSync' }, /nothing else shows that it is Anna Smith's\.$/],
  [
    'renamed',
    { ...proven, kind: 'renamed' },
    /is now called CONTOSO\\amiller, but .* CONTOSO\\asmith/
  ],
  ['moved', { ...proven, kind: 'moved' }, /moved to another domain and is now CONTOSO\\amiller/],
  ['recreated', { ...proven, kind: 'recreated' }, /was deleted and made again.*cannot log on\.$/],
  [
    'recreated, weak',
    { ...weak, account, kind: 'recreated' },
    /^Probably the account .* plan it by `targets`\.$/
  ],
  [
    'reused',
    { ...proven, kind: 'nameReused' },
    /right account is CONTOSO\\amiller\. Treat as urgent/
  ],
  [
    'reused, weak',
    { ...weak, kind: 'nameReused', candidates: [account] },
    /Possible: CONTOSO\\amiller\./
  ],
  ['orphaned', { ...weak, kind: 'orphaned' }, /No account answers.*disable the record\.$/],
  ['ambiguous', { ...weak, kind: 'ambiguous', candidates: [account] }, /more than one could be/],
  [
    'conflict',
    { ...proven, kind: 'conflict', rivals: [user] },
    /that of Anna Smith \(CONTOSO\\asmith\) both seem/
  ],
  [
    'switched off',
    { ...proven, kind: 'renamed', account: { ...account, isEnabled: false } },
    /The account is disabled in Active Directory\.$/
  ]
]

for (const [name, claim, expected] of cases) {
  t.test(name, async t => {
    t.match(explain(user, claim), expected)
    t.notMatch(explain(user, claim), /undefined/)
  })
}

t.test('the protected get the reason and nothing else', async t => {
  t.equal(
    explain(user, { ...proven, kind: 'renamed' }, { protectedReason: 'It is a support user.' }),
    'This user is never changed. It is a support user.'
  )
})

t.test('who has no name is called by the id', async t => {
  t.match(explain(aUser({ fullName: '' }), { ...proven, kind: 'renamed' }), /user-anna/)
})
