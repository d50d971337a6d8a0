import t from 'tap'
import { inBatches } from '../../src/active-directory/in-batches.ts'

const sizes = (count: number) =>
  inBatches(Array.from({ length: count }, (_, i) => i)).map(batch => batch.length)

t.strictSame(sizes(0), [], 'an OR of nothing is not asked')
t.strictSame(sizes(250), [250])
t.strictSame(sizes(501), [250, 250, 1])
t.strictSame(inBatches(['a', 'b']), [['a', 'b']])
