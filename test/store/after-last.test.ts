import { sql } from 'kysely'
import t from 'tap'
import { afterLast } from '../../src/store/after-last.ts'
import { openKysely } from './open-kysely.ts'

t.test('one more than the highest; 1 where there is none', async t => {
  const db = openKysely(t)
  const next = async (highest: number | null) =>
    (await db.selectNoFrom(afterLast(sql.lit(highest)).as('next')).executeTakeFirst())?.next
  t.equal(await next(41), 42)
  t.equal(await next(null), 1)
})
