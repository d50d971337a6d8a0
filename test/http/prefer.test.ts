import t from 'tap'
import { waitSeconds } from '../../src/http/prefer.ts'

const cases: readonly [prefer: string | string[] | undefined, seconds: number][] = [
  [undefined, 0],
  ['wait=5', 5],
  ['respond-async, wait=10', 10],
  ['Wait = "7"', 7],
  ['wait=25;x=1', 25],
  ['wait=600', 25],
  ['wait=0', 0],
  ['wait=-1', 0],
  ['wait=1.5', 0],
  ['wait=x', 0],
  ['await=5', 0],
  [['respond-async', 'wait=3'], 3]
]
for (const [prefer, seconds] of cases) {
  t.test(`${JSON.stringify(prefer)}: ${seconds}`, async t => {
    t.equal(waitSeconds(prefer), seconds)
  })
}
