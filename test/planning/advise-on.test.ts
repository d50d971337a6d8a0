import t from 'tap'
import { adviseOn } from '../../src/planning/advise-on.ts'
import type { Claim } from '../../src/planning/resolve-claims.ts'
import { anAccount, aUser } from './people.ts'

const account = anAccount({ logonName: 'CONTOSO\\amiller' })
const found = { kind: 'renamed', confidence: 'proven', account, evidence: [] } as const
const lost = { kind: 'orphaned', confidence: 'weak', evidence: [] } as const

const cases: [string, Claim, RegExp][] = [
  ['several records', { ...found, kind: 'conflict', rivals: [] }, /^Decide which record/],
  ["a stranger's account", { ...found, doubt: 'otherPerson' }, /^Ask whose.*`targets`/],
  [
    "a stranger's account, in sync",
    { ...found, kind: 'inSync', doubt: 'otherPerson' },
    /^Ask whose account it is; /
  ],
  ['in sync', { ...found, kind: 'inSync' }, /^Nothing needs to be done\.$/],
  ['in sync, weak', { ...found, kind: 'inSync', confidence: 'weak' }, /^Nothing.* unless/],
  [
    'in sync, weak, but proof enough',
    { ...found, kind: 'inSync', confidence: 'weak', provesLink: true },
    /^Nothing needs to be done\.$/
  ],
  ['certain', found, /^A remap to CONTOSO\\amiller puts this right\.$/],
  [
    'certain, switched off',
    { ...found, account: { ...account, isEnabled: false } },
    /disabled as well\.$/
  ],
  ['certain, with a caution', { ...found, doubt: 'attributesDiffer' }, /first check/],
  ['weak', { ...found, confidence: 'weak', doubt: 'madeLater' }, /^Ask whether CONTOSO\\amiller/],
  ['shared name', { ...found, confidence: 'weak', doubt: 'sharedName' }, /^Find out why/],
  ['one candidate', { ...lost, candidates: [account] }, /^Ask whether CONTOSO\\amiller/],
  ['candidates', { ...lost, candidates: [account, account] }, /^Ask which.*\(possible: CONTOSO/],
  ['nothing', lost, /^Find out which account is right/],
  [
    'deleted',
    { ...lost, deletedAt: '2026-03-01T08:00:00.000Z' },
    /^Its account was deleted on 2026-03-01: if that was a mistake, restore it; else find out which/
  ],
  [
    'deleted, but somebody is alike',
    { ...lost, deletedAt: '2026-03-01T08:00:00.000Z', candidates: [account] },
    /^Ask whether CONTOSO\\amiller/
  ],
  ['out of sight', { ...found, confidence: 'weak', doubt: 'outOfScope' }, /^Widen.*detect again/]
]

for (const [name, claim, expected] of cases) {
  t.test(`${name}: ${expected.source}`, async t => t.match(adviseOn(aUser(), claim), expected))
}

t.test('nothing, and no account can have the name', async t => {
  t.match(adviseOn(aUser({ domainName: 'anna' }), lost), /^Active Directory needs.*; find out/)
})
