import t from 'tap'
import { mismatchKinds } from '../../src/model/mismatch.ts'
import { recordNameKey } from '../../src/planning/logon-name.ts'
import type { Claim } from '../../src/planning/resolve-claims.ts'
import { blockedCode, wouldDo } from '../../src/planning/would-do.ts'
import { anAccount, domains } from './people.ts'

const confidences = ['proven', 'strong', 'weak'] as const
const own = { orphaned: 'orphaned', ambiguous: 'ambiguous-match', conflict: 'conflict' }

for (const kind of mismatchKinds) {
  for (const confidence of confidences) {
    const claim: Claim = { kind, confidence, evidence: [] }
    const weak = confidence === 'weak' ? 'weak-evidence' : undefined
    const expected = kind in own ? own[kind as keyof typeof own] : weak
    t.test(`${kind}, ${confidence}: ${expected ?? 'open'}`, async t => {
      t.equal(blockedCode(claim, false), expected)
      t.equal(blockedCode(claim, true), 'user-protected')
    })
  }
}

t.test('in sync is never blocked, unless protected', async t => {
  for (const confidence of confidences) {
    t.equal(blockedCode({ kind: 'inSync', confidence, evidence: [] }, false), undefined)
    t.equal(blockedCode({ kind: 'inSync', confidence, evidence: [] }, true), 'user-protected')
  }
})

const account = anAccount({ objectGuid: 'new', logonName: 'CONTOSO\\amiller' })
const renamed: Claim = { kind: 'renamed', confidence: 'proven', account, evidence: [] }
const open = { oldName: 'CONTOSO\\asmith', oldGuid: 'old', claim: renamed, blocked: undefined }

const deeds: [string, Parameters<typeof wouldDo>[0], string][] = [
  ['in sync', { ...open, claim: { ...renamed, kind: 'inSync' } }, 'nothing'],
  ['protected', { ...open, blocked: 'user-protected' }, 'nothing'],
  ['blocked', { ...open, blocked: 'weak-evidence' }, 'askAPerson'],
  [
    'no account',
    { ...open, claim: { kind: 'orphaned', confidence: 'weak', evidence: [] } },
    'askAPerson'
  ],
  ['another account, another name', open, 'map'],
  ['the same account', { ...open, oldGuid: 'new' }, 'parkAndMap'],
  ['an unknown account', { ...open, oldGuid: undefined }, 'parkAndMap'],
  ['the same name, spelled otherwise', { ...open, oldName: 'amiller@contoso.test' }, 'parkAndMap']
]

for (const [name, decision, expected] of deeds) {
  t.test(`${name}: ${expected}`, async t =>
    t.equal(
      wouldDo(decision, name => recordNameKey(name, domains)),
      expected
    )
  )
}
