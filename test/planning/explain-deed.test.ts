import t from 'tap'
import type { Finding } from '../../src/planning/classify.ts'
import { explainDeed } from '../../src/planning/explain-deed.ts'
import { anAccount, aUser } from './people.ts'

const finding: Finding = {
  user: aUser(),
  kind: 'renamed',
  confidence: 'proven',
  account: anAccount({ logonName: 'CONTOSO\\amiller' }),
  evidence: [],
  wouldDo: 'nothing',
  explanation: ''
}
const ask = { ...finding, wouldDo: 'askAPerson' } as const
const wait = 'Nothing until a person decides: '

const cases: [Finding, string][] = [
  [finding, 'Nothing: no plan would touch this user.'],
  [{ ...finding, protectedReason: 'It is a setup user.' }, 'Nothing. It is a setup user.'],
  [{ ...finding, wouldDo: 'map' }, 'One write puts CONTOSO\\amiller into the record.'],
  [
    { ...finding, wouldDo: 'parkAndMap' },
    'Two writes: first the name of a placeholder, then CONTOSO\\amiller. Dynamics refuses or ignores a direct change.'
  ],
  [ask, `${wait}the evidence is too weak to act on.`],
  [{ ...ask, blocked: 'weak-evidence' }, `${wait}the evidence is too weak to act on.`],
  [{ ...ask, blocked: 'orphaned' }, `${wait}no account can be named.`],
  [{ ...ask, blocked: 'ambiguous-match' }, `${wait}more than one account could be right.`],
  [
    { ...ask, blocked: 'conflict' },
    `${wait}another record has as good a claim to the account, or a better one.`
  ]
]

for (const [given, expected] of cases) {
  t.test(expected, async t => t.equal(explainDeed(given), expected))
}
