import t from 'tap'
import { auditHash } from '../../src/audit-hash.ts'
import type { AuditRow } from '../../src/model/audit-row.ts'
import type { AuditStore } from '../../src/ports.ts'
import { verifyAudit } from '../../src/use-cases/verify-audit.ts'
import { openContext } from '../fakes/context.ts'
import { deed, everything } from '../store/samples.ts'

t.test('an empty trail and one that nobody touched are intact', async t => {
  const { store } = await openContext(t)
  t.same(await verifyAudit(store), { intact: true, rows: 0 })
  for (let row = 0; row < 5; row += 1) await store.audit.append(deed({ target: `plan ${row}` }))
  t.same(await verifyAudit(store), { intact: true, rows: 5 })
})

t.test('whatever is done to a row, the first broken one is named', async t => {
  const { store } = await openContext(t)
  for (let row = 0; row < 5; row += 1) await store.audit.append(deed({ target: `plan ${row}` }))
  const { rows } = await store.audit.list({}, everything)
  const third = rows[2]
  if (!third) throw new Error('five rows were written')
  const changed = (fields: Partial<AuditRow>) => rows.with(2, { ...third, ...fields })
  const { target: _target, ...untargeted } = third
  const cases: Readonly<Record<string, readonly [readonly AuditRow[], number]>> = {
    'another actor': [changed({ actor: 'nobody' }), 3],
    'another time': [changed({ at: '2026-03-01T08:00:00.001Z' }), 3],
    'another outcome': [changed({ outcome: 'refused' }), 3],
    'a field more': [changed({ changeNumber: 'CHG1' }), 3],
    'a field less': [rows.with(2, untargeted), 3],
    'another hash': [changed({ hash: third.previousHash }), 3],
    'a row gone': [rows.toSpliced(2, 1), 3],
    'the first gone': [rows.slice(1), 1],
    'another actor and a hash to match': [rows.with(2, resealed({ ...third, actor: 'x' })), 4],
    'a row gone and the rest sealed again': [relinked(rows.toSpliced(2, 1)), 3],
    'two changed places': [rows.toSpliced(1, 2, third, rows[1] ?? third), 2]
  }
  for (const [name, [tampered, firstBrokenSequence]] of Object.entries(cases)) {
    const verdict = await verifyAudit({ ...store, audit: trailOf(store.audit, tampered) })
    t.match(verdict, { intact: false, firstBrokenSequence }, name)
  }
})

function resealed(row: AuditRow): AuditRow {
  return { ...row, hash: auditHash(row) }
}

/** As a forger would who knows how the chain is made, but for the numbers. */
function relinked(rows: readonly AuditRow[]): readonly AuditRow[] {
  return rows.reduce<AuditRow[]>((chain, row) => {
    const previousHash = chain.at(-1)?.hash ?? row.previousHash
    return [...chain, resealed({ ...row, previousHash })]
  }, [])
}

function trailOf(audit: AuditStore, rows: readonly AuditRow[]): AuditStore {
  return {
    ...audit,
    async *stream() {
      yield* rows
    }
  }
}
