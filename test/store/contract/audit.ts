import type { Test } from 'tap'
import { auditHash, firstPreviousHash } from '../../../src/audit-hash.ts'
import type { AuditRow } from '../../../src/model/audit-row.ts'
import { deed, everything } from '../samples.ts'
import type { Open } from '../store-contract.ts'

export async function auditContract(t: Test, open: Open): Promise<void> {
  await t.test('rows form a chain that the hash proves', async t => {
    const { audit } = await open(t)
    const first = await audit.append(deed())
    const second = await audit.append(
      deed({
        onBehalfOf: 'REQ1',
        remoteAddress: '10.0.0.1',
        target: 'plan-1',
        changeNumber: 'CHG1',
        outcome: 'refused',
        before: '{"a":1}',
        after: ''
      })
    )
    t.equal(first.sequence, 1)
    t.equal(first.previousHash, firstPreviousHash)
    t.equal(second.sequence, 2)
    t.equal(second.previousHash, first.hash)
    const { rows } = await audit.list({}, everything)
    t.strictSame(rows, [first, second])
    t.strictSame(rows.map(auditHash), [first.hash, second.hash])
  })

  await t.test('deeds at the same time get their own places in one chain', async t => {
    const { audit } = await open(t)
    const actors = Array.from({ length: 20 }, (_, index) => `actor-${index}`)
    await Promise.all(actors.map(actor => audit.append(deed({ actor }))))
    const { rows } = await audit.list({}, everything)
    t.strictSame(
      rows.map(row => row.sequence),
      actors.map((_, index) => index + 1)
    )
    t.strictSame(
      rows.slice(1).map(row => row.previousHash),
      rows.slice(0, -1).map(row => row.hash)
    )
  })

  await t.test('text that no column can hold does not break the chain', async t => {
    const { audit } = await open(t)
    await audit.append(deed({ onBehalfOf: 'a\0b\ud800c', actor: 'Zoë 😀' }))
    const [row] = (await audit.list({}, everything)).rows
    t.equal(row?.onBehalfOf, 'a\uFFFDb\uFFFDc')
    t.equal(row?.actor, 'Zoë 😀')
    t.equal(row && auditHash(row), row?.hash)
  })

  await t.test('rows are listed newest last, filtered by each field', async t => {
    const { audit } = await open(t)
    await audit.append(deed({ at: '2026-03-01T08:00:00.000Z', target: 'plan-1' }))
    await audit.append(deed({ at: '2026-03-01T09:00:00.000Z', action: 'approve', actor: 'boss' }))
    await audit.append(deed({ at: '2026-03-01T10:00:00.000Z', changeNumber: 'CHG1' }))
    const found = async (filter: Parameters<typeof audit.list>[0]) =>
      (await audit.list(filter, everything)).rows.map(row => row.sequence)
    t.strictSame(await found({}), [1, 2, 3])
    t.strictSame(await found({ actor: 'boss' }), [2])
    t.strictSame(await found({ action: 'plan-remap' }), [1, 3])
    t.strictSame(await found({ target: 'plan-1' }), [1])
    t.strictSame(await found({ changeNumber: 'CHG1' }), [3])
    t.strictSame(await found({ actor: 'desk', changeNumber: 'CHG1' }), [3])
    t.strictSame(await found({ since: '2026-03-01T09:00:00.000Z' }), [2, 3])
    t.strictSame(await found({ until: '2026-03-01T09:00:00.000Z' }), [1])
    t.strictSame(await found({ since: '2026-03-01T09:00:00Z' }), [2, 3], 'no milliseconds')
    t.strictSame(await found({ until: '2026-03-01T11:00:00+02:00' }), [1], 'another offset')
    t.strictSame(await found({ since: '2026-03-01T08:30:00Z', until: '2026-03-01T09:30:00Z' }), [2])
    const page = await audit.list({ actor: 'desk' }, { offset: 1, limit: 1 })
    t.equal(page.totalCount, 2)
    t.equal(page.rows[0]?.sequence, 3)
  })

  await t.test('the stream gives every row in order, and others may work meanwhile', async t => {
    const store = await open(t)
    const { audit } = store
    await store.atomically(async bound => {
      for (let index = 0; index < 1001; index++) await bound.audit.append(deed())
    })
    const rows: AuditRow[] = []
    for await (const row of audit.stream()) {
      rows.push(row)
      if (row.sequence === 1) await audit.append(deed({ actor: 'meanwhile' }))
    }
    t.strictSame(
      rows.map(row => row.sequence),
      Array.from({ length: 1002 }, (_, index) => index + 1)
    )
    t.equal(rows.at(-1)?.actor, 'meanwhile')
  })
}
