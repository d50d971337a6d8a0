import t from 'tap'
import { readNameChanges } from '../../src/active-directory/read-name-changes.ts'

const sAMAccountName = 0x9_00dd

/** [MS-DRSR] 5.162, by hand: 1, 0, count, 0; then type, version, seconds since 1601 and 32 bytes more. */
function metaData(rows: readonly (readonly [number, number, bigint])[], version = 1): Buffer {
  const head = Buffer.alloc(16)
  head.writeUInt32LE(version, 0)
  head.writeUInt32LE(rows.length, 8)
  const body = rows.map(([type, changes, seconds]) => {
    const row = Buffer.alloc(48, 0xaa)
    row.writeUInt32LE(type, 0)
    row.writeUInt32LE(changes, 4)
    row.writeBigInt64LE(seconds, 8)
    return row
  })
  return Buffer.concat([head, ...body])
}

/** 2026-03-01T08:00:00Z. */
const seconds = 11_644_473_600n + 1_772_352_000n

t.test('made, and changed since', async t => {
  const lastAt = '2026-03-01T08:00:00.000Z'
  const made = metaData([
    [0x3, 7, 0n],
    [sAMAccountName, 1, seconds]
  ])
  t.strictSame(readNameChanges(made), { count: 0, lastAt })
  t.strictSame(readNameChanges(metaData([[sAMAccountName, 4, seconds]])), { count: 3, lastAt })
})

t.test('what is none, or cut off, says nothing', async t => {
  const whole = metaData([[sAMAccountName, 2, seconds]])
  const odd = [Buffer.alloc(0), Buffer.alloc(16), whole.subarray(0, 40), metaData([], 2)]
  for (const bytes of odd) t.equal(readNameChanges(bytes), undefined)
  t.equal(readNameChanges(metaData([[0x3, 2, seconds]])), undefined, 'of another attribute')
})
