import t from 'tap'
import { auditHash, firstPreviousHash } from '../src/audit-hash.ts'
import type { AuditRow } from '../src/model/audit-row.ts'

const unsealed = {
  sequence: 1,
  at: '2026-03-01T08:00:00.000Z',
  actor: 'desk',
  action: 'approve',
  outcome: 'done' as const,
  previousHash: firstPreviousHash
}
const row: AuditRow = { ...unsealed, hash: auditHash(unsealed) }

t.test('the hash is that of the canonical JSON, worked out by other means', async t => {
  // printf '{"action":"approve","actor":"desk","at":…,"sequence":1}' | sha256sum
  t.equal(row.hash, 'sha256:90e1432f9a974b376959d701438d76729ab31f116b543395e99e131d4c052d0c')
})

t.test('the row itself proves its hash, whatever the order of its fields', async t => {
  t.equal(auditHash(row), row.hash)
  t.equal(auditHash(Object.fromEntries(Object.entries(row).toReversed()) as AuditRow), row.hash)
})

t.test('a change of any field shows', async t => {
  const changes: Partial<AuditRow>[] = [
    { sequence: 2 },
    { at: '2026-03-01T08:00:00.001Z' },
    { actor: 'Desk' },
    { action: 'reject' },
    { outcome: 'failed' },
    { target: '' },
    { onBehalfOf: 'boss' },
    { remoteAddress: '10.0.0.1' },
    { changeNumber: 'CHG1' },
    { before: '{}' },
    { after: '{}' },
    { previousHash: row.hash }
  ]
  for (const change of changes)
    t.not(auditHash({ ...row, ...change }), row.hash, Object.keys(change).join())
})
