import t from 'tap'
import type { Finding } from '../../src/planning/classify.ts'
import { linksOfScan } from '../../src/planning/links-of-scan.ts'
import { aLink, anAccount, aUser } from './people.ts'

const provenAt = '2026-03-01T09:00:00.000Z'

/** Anna, in sync, her attributes agree, and no link is known. */
function aFinding(more: Partial<Finding> = {}): Finding {
  return {
    user: aUser(),
    account: anAccount(),
    kind: 'inSync',
    confidence: 'strong',
    provesLink: true,
    evidence: [],
    wouldDo: 'nothing',
    explanation: 'In sync.',
    ...more
  }
}

const { provesLink: _, ...byNameAlone } = aFinding()

t.test('what a scan proves is learned, with the name and SID of the account', async t => {
  const learned = {
    systemUserId: 'user-anna',
    objectGuid: 'guid-anna',
    objectSid: anAccount().objectSid,
    domainName: 'CONTOSO\\asmith',
    source: 'scan',
    provenAt
  }
  t.strictSame(linksOfScan([aFinding()], [], provenAt), { learned: [learned], completed: [] })
})

const never: readonly (readonly [title: string, finding: Finding, known?: 'known'])[] = [
  ['a name alone', byNameAlone],
  ['a mismatch, however sure', aFinding({ kind: 'renamed', confidence: 'proven' })],
  ['a conflict', aFinding({ kind: 'conflict' })],
  ["a protected user's finding", aFinding({ protectedReason: 'It is protected.' })],
  ['a user who came into the baseline meanwhile', aFinding(), 'known']
]
for (const [title, finding, isKnown] of never) {
  t.test(`${title} proves nothing`, async t => {
    const known = isKnown ? [aLink({ objectGuid: 'guid-other' })] : []
    t.strictSame(linksOfScan([finding], known, provenAt), { learned: [], completed: [] })
  })
}

t.test("an account that the baseline gives to somebody else isn't learned", async t => {
  const known = [aLink({ systemUserId: 'user-ben' })]
  t.strictSame(linksOfScan([aFinding()], known, provenAt), { learned: [], completed: [] })
})

t.test('two users with one account: neither; the third is learned', async t => {
  const ben = aFinding({ user: aUser({ systemUserId: 'user-ben' }) })
  const eve = aFinding({
    user: aUser({ systemUserId: 'user-eve' }),
    account: anAccount({ objectGuid: 'guid-eve' })
  })
  const { learned } = linksOfScan([aFinding(), ben, eve], [], provenAt)
  t.match(learned, [{ systemUserId: 'user-eve', objectGuid: 'guid-eve' }])
  t.equal(learned.length, 1)
})

t.test('a link without SID gets that of its account, whatever was found', async t => {
  const { objectSid, ...bare } = aLink({ source: 'import' })
  const finding = aFinding({ kind: 'renamed', link: bare })
  t.strictSame(linksOfScan([finding], [bare], provenAt), {
    learned: [],
    completed: [{ ...bare, objectSid }]
  })
  t.strictSame(linksOfScan([finding], [aLink()], provenAt).completed, [])
  const other = { ...bare, objectGuid: 'guid-other' }
  t.strictSame(linksOfScan([finding], [other], provenAt).completed, [])
})
