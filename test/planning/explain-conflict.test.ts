import t from 'tap'
import { explainConflict } from '../../src/planning/explain-conflict.ts'
import { aLink } from './people.ts'

const row = {
  ...aLink({ systemUserId: 'user-anna', objectGuid: 'guid-old', domainName: 'CONTOSO\\anna' }),
  source: 'import' as const
}
const mapped = aLink({ source: 'map', objectGuid: 'guid-new', domainName: 'CONTOSO\\anna.smith' })

t.test('a row that a map disproves: both accounts, when, and what to do', async t => {
  t.equal(
    explainConflict(row, { kind: 'disproven', by: mapped }),
    'The row names the account guid-old (CONTOSO\\anna), but this service wrote the record to guid-new (CONTOSO\\anna.smith) on 2024-01-01T00:00:00.000Z and read it back. Was the list exported later than that, say when by `exportedAt`; else leave the row out.'
  )
  t.match(
    explainConflict(row, { kind: 'disproven', by: mapped }, '2023-12-01T00:00:00.000Z'),
    / and read it back\. The list is older \(`exportedAt` is 2023-12-01T00:00:00\.000Z\): export it again, or leave the row out\.$/
  )
})

t.test(
  'an account that another user has: a list can move that one, unless a map proved it',
  async t => {
    const by = { ...mapped, systemUserId: 'user-ben' }
    const taken = /^The account is linked to the user user-ben \(CONTOSO\\anna\.smith\) already\. /
    const byMap = explainConflict(row, { kind: 'taken', by })
    const byScan = explainConflict(row, { kind: 'taken', by: { ...by, source: 'scan' } })
    for (const sentence of [byMap, byScan]) t.match(sentence, taken)
    t.match(byScan, /Import that user's row as well, or leave this one out\.$/)
    t.match(byMap, /wrote that on 2024-01-01T00:00:00\.000Z and read it back\. Leave the row out; /)
    t.match(byMap, /import its row as well, exported since \(`exportedAt`\)\.$/)
  }
)
