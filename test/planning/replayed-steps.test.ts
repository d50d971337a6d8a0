import t from 'tap'
import type { Step } from '../../src/model/plan.ts'
import { ReplayedSteps } from '../../src/planning/replayed-steps.ts'

const park = (sequence: number, after: number[], user = `u${sequence}`): Step => ({
  sequence,
  action: 'park',
  systemUserId: user,
  fullName: 'Person',
  fromDomainName: 'A\\a',
  toDomainName: 'A\\b',
  after
})
const map = (sequence: number, after: number[], user = `u${sequence}`): Step => ({
  ...park(sequence, after, user),
  action: 'map'
})

function replayed(steps: readonly Step[], isPart = false): ReplayedSteps {
  const result = new ReplayedSteps(isPart)
  for (const step of steps) result.add(step)
  return result
}

t.test('the form of the next step', async t => {
  const before = [park(1, [], 'u'), map(2, [1], 'w')]
  const whole = replayed(before)
  t.equal(whole.formFault(map(3, [1, 2], 'u')), undefined)
  t.match(whole.formFault(map(4, [])), /sequence/)
  t.match(whole.formFault(map(2, [])), /sequence/)
  t.match(whole.formFault(map(3, [3])), /not before/)
  t.match(whole.formFault(map(3, [1, 1])), /twice/)
  t.match(whole.formFault(park(3, [], 'u')), /once/)
  t.match(whole.formFault(map(3, [], 'w')), /once/)
  const part = replayed(before, true)
  t.equal(part.formFault(map(7, [1])), undefined)
  t.match(part.formFault(map(2, [])), /sequence/)
})

t.test('one waits for another over others', async t => {
  const steps = replayed([map(1, []), map(2, [1]), map(3, [2]), map(4, []), map(5, [3, 4])])
  t.ok([1, 2, 3, 4].every(each => steps.waitsFor(map(6, [5]), each)))
  t.notOk(steps.waitsFor(map(6, [3]), 4))
  t.equal(steps.get(9), undefined)
})

t.test('the last step of each user', async t => {
  const steps = replayed([park(1, [], 'u'), map(2, [], 'w'), map(3, [1], 'u')])
  t.same(
    [...steps.lastOnes()].map(step => step.sequence),
    [3, 2]
  )
})
