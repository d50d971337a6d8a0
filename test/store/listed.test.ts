import t from 'tap'
import { listed } from '../../src/store/listed.ts'

t.test('parsed rows and the count, as whichever type the engine counts', async t => {
  for (const totalCount of [7, '7', 7n])
    t.strictSame(await listed(answer([1, 2]), answer([{ totalCount }]), String), {
      rows: ['1', '2'],
      totalCount: 7
    })
})

function answer<Row>(rows: Row[]) {
  return { execute: async () => rows }
}
