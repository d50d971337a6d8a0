import t from 'tap'
import { none } from '../../../src/dynamics/auth/none.ts'
import type { Line } from '../../../src/dynamics/line.ts'

t.test('one line, as wide as allowed, as it is', async t => {
  const line: Line = { send: () => Promise.reject(new Error('unused')), close: () => undefined }
  const opened: number[] = []
  const open = (connections: number) => {
    opened.push(connections)
    return line
  }
  t.equal(none(open, 4), line)
  t.strictSame(opened, [4])
})
