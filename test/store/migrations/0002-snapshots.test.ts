import type { Kysely } from 'kysely'
import t from 'tap'
import { up } from '../../../src/store/migrations/0002-snapshots.ts'
import { openKysely } from '../open-kysely.ts'

t.test('makes the tables in snake case, of text and integers only', async t => {
  const db = openKysely(t)
  await up(db as unknown as Kysely<unknown>)
  const tables = await db.introspection.getTables()
  t.strictSame(
    tables.map(({ name, columns }) => [name, columns.map(each => [each.name, each.dataType])]),
    [
      [
        'snapshot_pages',
        [
          ['reading_id', 'TEXT'],
          ['position', 'INTEGER'],
          ['organization_id', 'TEXT'],
          ['body', 'TEXT']
        ]
      ],
      [
        'snapshots',
        [
          ['organization_id', 'TEXT'],
          ['scan_id', 'TEXT'],
          ['body', 'TEXT']
        ]
      ]
    ]
  )
})
