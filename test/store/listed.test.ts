import t from 'tap'
import { listed } from '../../src/store/listed.ts'

t.test('parsed rows and the count, as whichever type the engine counts', async t => {
  const page = { execute: async () => [1, 2] }
  for (const totalCount of [7, '7', 7n]) {
    const count = { executeTakeFirstOrThrow: async () => ({ totalCount }) }
    t.strictSame(await listed(page, count, String), { rows: ['1', '2'], totalCount: 7 })
  }
})
